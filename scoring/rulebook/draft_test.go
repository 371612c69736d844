package rulebook

import (
	"testing"

	"trialist/scoring/condition"
)

// sampleBook has three adoption signals and one fit signal.
func sampleBook(t *testing.T) Rulebook {
	t.Helper()
	book := Default()
	for _, s := range []struct {
		name string
		side Side
	}{{"One", Adoption}, {"Two", Adoption}, {"Three", Adoption}, {"Large", Fit}} {
		when, err := condition.Parse(`event "` + s.name + `" happened more than 0 times ever`)
		if err != nil {
			t.Fatal(err)
		}
		card, err := book.Card.Add(Signal{Name: s.name, Side: s.side, Weight: 5, Enabled: true, When: when})
		if err != nil {
			t.Fatal(err)
		}
		book.Card = card
	}
	return book
}

// edited applies edits to the card of a book.
func edited(t *testing.T, book Rulebook, edits ...func(Scorecard) (Scorecard, error)) Rulebook {
	t.Helper()
	for _, edit := range edits {
		card, err := edit(book.Card)
		if err != nil {
			t.Fatal(err)
		}
		book.Card = card
	}
	return book
}

func weigh(id int64, weight int) func(Scorecard) (Scorecard, error) {
	return func(c Scorecard) (Scorecard, error) { return c.SetWeight(id, weight) }
}

func TestDraftStepsBackAndForthThroughEveryEdit(t *testing.T) {
	t.Parallel()
	saved := sampleBook(t)
	draft := NewDraft(saved)
	for weight := 6; weight <= MaxWeight; weight++ {
		draft = draft.Edit(edited(t, draft.Book(), weigh(2, weight)))
	}
	if same := draft.Edit(draft.Book()); same.position != draft.position {
		t.Errorf("an edit without a change became step %d", same.position)
	}
	for weight := MaxWeight - 1; weight >= 5; weight-- {
		back, ok := draft.Undo()
		s, _ := back.Book().Card.Signal(2)
		if !ok || s.Weight != weight {
			t.Fatalf("undo: weight %d, %v; want %d", s.Weight, ok, weight)
		}
		draft = back
	}
	if _, ok := draft.Undo(); ok || draft.Dirty() || !draft.Book().Card.Equal(saved.Card) {
		t.Error("undoing all did not bring the saved rulebook back")
	}
	again, _ := draft.Redo()
	fork := again.Edit(edited(t, again.Book(), weigh(1, 9)))
	if _, ok := fork.Redo(); ok {
		t.Error("an edit after undo left something to redo")
	}
	if s, _ := again.Book().Card.Signal(1); s.Weight != 5 {
		t.Error("a later edit reached into an earlier draft")
	}
}

func TestDraftThatTookItsEditsBackIsNotDirty(t *testing.T) {
	t.Parallel()
	draft := NewDraft(sampleBook(t))
	draft = draft.Edit(edited(t, draft.Book(), weigh(2, 6)))
	if !draft.Dirty() {
		t.Error("a changed weight is nothing to save")
	}
	if draft = draft.Edit(edited(t, draft.Book(), weigh(2, 5))); draft.Dirty() {
		t.Errorf("still to save: %v", draft.Changes())
	}
}
