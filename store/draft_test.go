package store

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trialist/scoring"
)

func TestDraftIsKeptForItsOwner(t *testing.T) {
	t.Parallel()
	ctx, path := t.Context(), newPath(t)
	s := open(t, path, Options{})
	if _, found, err := s.KeptDraft(ctx, "ana"); found || err != nil {
		t.Errorf("at first: found %t, %v", found, err)
	}
	draft := Draft{Who: "ana", BasedOn: 3, Book: book(t), At: day(2)}
	if err := s.KeepDraft(ctx, Draft{Who: "ana", BasedOn: 2, Book: scoring.DefaultRulebook(), At: day(1)}); err != nil {
		t.Fatal(err)
	}
	if err := s.KeepDraft(ctx, draft); err != nil {
		t.Fatal(err)
	}
	if err := s.KeepDraft(ctx, Draft{Who: "ben", Book: scoring.DefaultRulebook()}); err != nil {
		t.Fatal(err)
	}
	other := open(t, path, Options{}) // as after a crash
	got, found, err := other.KeptDraft(ctx, "ana")
	if !found || err != nil || !cmp.Equal(got, draft) || got.Book.Card.LastID != 3 {
		t.Errorf("found %t, %v, differs:\n%s", found, err, cmp.Diff(draft, got))
	}
	if inForce, version, err := other.Rulebook(ctx); version != 0 || err != nil || !cmp.Equal(inForce, scoring.DefaultRulebook()) {
		t.Errorf("the rulebook in force is version %d, %v", version, err)
	}
	if err := other.DropDraft(ctx, "ana"); err != nil {
		t.Fatal(err)
	}
	if _, found, err := s.KeptDraft(ctx, "ana"); found || err != nil {
		t.Errorf("after dropping: found %t, %v", found, err)
	}
	if _, found, err := s.KeptDraft(ctx, "ben"); !found || err != nil {
		t.Errorf("the draft of another: found %t, %v", found, err)
	}
}

func TestDraftThatCannotBeRead(t *testing.T) {
	t.Parallel()
	ctx, path := t.Context(), newPath(t)
	s := open(t, path, Options{})
	if err := s.KeepDraft(ctx, Draft{Who: "ana", Book: book(t)}); err != nil {
		t.Fatal(err)
	}
	meddle(t, path, `UPDATE drafts SET body = '{"format":99}'`)
	if _, found, err := s.KeptDraft(ctx, "ana"); found || !errors.Is(err, ErrDamaged) {
		t.Errorf("found %t, %v", found, err)
	}
	if err := s.DropDraft(ctx, "ana"); err != nil {
		t.Error(err)
	}
	readOnly := open(t, path, Options{ReadOnly: true})
	if err := readOnly.KeepDraft(ctx, Draft{Who: "ana", Book: book(t)}); !errors.Is(err, ErrReadOnly) {
		t.Errorf("keeping a draft read-only: %v", err)
	}
}

func TestRulebookKeepsTheLastID(t *testing.T) {
	t.Parallel()
	ctx, s := t.Context(), open(t, newPath(t), Options{})
	saved := book(t)
	card, err := saved.Card.Remove(3)
	if err != nil {
		t.Fatal(err)
	}
	saved.Card = card
	if _, err := s.SaveRulebook(ctx, saved, 0, Save{Who: "ana", At: day(1)}); err != nil {
		t.Fatal(err)
	}
	if got, _, err := s.Rulebook(ctx); err != nil || got.Card.NextID() != 4 {
		t.Errorf("the next signal gets the id %d, %v, want 4", got.Card.NextID(), err)
	}
}
