package rulebooks

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trialist/scoring/rulebook"
	"trialist/store"
	"trialist/store/storetest"
)

// here is the process that keeps drafts in these tests.
const here = 7

func claim(ctx context.Context, s *store.Store, who string) (Draft, bool, error) {
	return ClaimDraft(ctx, s, who, here, func(int) bool { return false })
}

func TestDraftsOfSeveralProcesses(t *testing.T) {
	t.Parallel()
	ctx, s := t.Context(), storetest.Open(t, storetest.NewPath(t), store.Options{})
	for process := range 4 {
		if err := SaveDraft(ctx, s, Draft{Who: "ana", Process: 1 + process, BasedOn: int64(process), Book: book(t), At: storetest.Day(process)}); err != nil {
			t.Fatal(err)
		}
	}
	gone := func(process int) bool { return process == 1 || process == 3 }
	var claimed []int64 // the newest that was left comes first, and those at work stay
	for {
		d, found, err := ClaimDraft(ctx, s, "ana", here, gone)
		if err != nil {
			t.Fatal(err)
		}
		if !found {
			break
		}
		claimed = append(claimed, d.BasedOn)
		if again, found, err := claim(ctx, s, "ana"); !found || err != nil || !cmp.Equal(again, d) {
			t.Errorf("claimed once more: %t, %v", found, err)
		}
		if err := DeleteDraft(ctx, s, "ana", here); err != nil {
			t.Fatal(err)
		}
	}
	if want := []int64{2, 0}; !cmp.Equal(claimed, want) {
		t.Errorf("claimed %v, want %v", claimed, want)
	}
}

func TestDraftIsKeptForItsOwner(t *testing.T) {
	t.Parallel()
	ctx, path := t.Context(), storetest.NewPath(t)
	s := storetest.Open(t, path, store.Options{})
	if _, found, err := claim(ctx, s, "ana"); found || err != nil {
		t.Errorf("at first: found %t, %v", found, err)
	}
	draft := Draft{Who: "ana", Process: here, BasedOn: 3, Book: book(t), At: storetest.Day(2)}
	if err := SaveDraft(ctx, s, Draft{Who: "ana", Process: here, BasedOn: 2, Book: rulebook.Default(), At: storetest.Day(1)}); err != nil {
		t.Fatal(err)
	}
	if err := SaveDraft(ctx, s, draft); err != nil {
		t.Fatal(err)
	}
	if err := SaveDraft(ctx, s, Draft{Who: "ben", Process: here, Book: rulebook.Default()}); err != nil {
		t.Fatal(err)
	}
	other := storetest.Open(t, path, store.Options{}) // as after a crash
	got, found, err := claim(ctx, other, "ana")
	if !found || err != nil || !cmp.Equal(got, draft) || got.Book.Card.LastID != 3 {
		t.Errorf("found %t, %v, differs:\n%s", found, err, cmp.Diff(draft, got))
	}
	if inForce, version, err := Current(ctx, other); version != 0 || err != nil || !cmp.Equal(inForce, rulebook.Default()) {
		t.Errorf("the rulebook in force is version %d, %v", version, err)
	}
	if err := DeleteDraft(ctx, other, "ana", here); err != nil {
		t.Fatal(err)
	}
	if _, found, err := claim(ctx, s, "ana"); found || err != nil {
		t.Errorf("after dropping: found %t, %v", found, err)
	}
	if _, found, err := claim(ctx, s, "ben"); !found || err != nil {
		t.Errorf("the draft of another: found %t, %v", found, err)
	}
}

func TestDraftThatCannotBeRead(t *testing.T) {
	t.Parallel()
	ctx, path := t.Context(), storetest.NewPath(t)
	s := storetest.Open(t, path, store.Options{})
	if err := SaveDraft(ctx, s, Draft{Who: "ana", Process: here, Book: book(t)}); err != nil {
		t.Fatal(err)
	}
	storetest.ExecSQL(t, path, `UPDATE drafts SET body = '{"format":99}'`)
	if _, found, err := claim(ctx, s, "ana"); found || !errors.Is(err, store.ErrDamaged) {
		t.Errorf("found %t, %v", found, err)
	}
	if err := DeleteDraft(ctx, s, "ana", here); err != nil {
		t.Error(err)
	}
	readOnly := storetest.Open(t, path, store.Options{ReadOnly: true})
	if err := SaveDraft(ctx, readOnly, Draft{Who: "ana", Process: here, Book: book(t)}); !errors.Is(err, store.ErrReadOnly) {
		t.Errorf("keeping a draft read-only: %v", err)
	}
}

func TestRulebookKeepsTheLastID(t *testing.T) {
	t.Parallel()
	ctx, s := t.Context(), storetest.Open(t, storetest.NewPath(t), store.Options{})
	saved := book(t)
	card, err := saved.Card.Remove(3)
	if err != nil {
		t.Fatal(err)
	}
	saved.Card = card
	if _, err := Save(ctx, s, saved, 0, Commit{Who: "ana", At: storetest.Day(1)}); err != nil {
		t.Fatal(err)
	}
	if got, _, err := Current(ctx, s); err != nil || got.Card.NextID() != 4 {
		t.Errorf("the next signal gets the id %d, %v, want 4", got.Card.NextID(), err)
	}
}
