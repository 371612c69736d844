package rulebook

import "testing"

func TestIDsAreNeverGivenTwice(t *testing.T) {
	t.Parallel()
	base := sampleBook(t) // ids 1 to 4
	id := func(book Rulebook, name string) int64 {
		s, ok := book.Card.ByName(name)
		if !ok {
			t.Fatalf("%s is gone", name)
		}
		return s.ID
	}
	again := edited(t, base, remove(4), remove(3), add("New", 5), move(1, 1), remove(5), add("Newer", 5))
	if got := id(again, "Newer"); got != 6 {
		t.Errorf("after signal 5 was removed the next one got the id %d, want 6", got)
	}
	if got := id(edited(t, Restore(base, again), add("Restored", 5)), "Restored"); got != 7 {
		t.Errorf("after restoring an earlier rulebook the next signal got the id %d, want 7", got)
	}
	if restored := Restore(base, again); len(Diff(base, restored)) > 0 || !restored.Card.Equal(base.Card) {
		t.Errorf("restoring changed %v", Diff(base, restored))
	}
	theirs := edited(t, base, add("Theirs", 5), remove(5))
	merged := Rebase(base, edited(t, base, add("Mine", 5)), theirs)
	if got := id(merged, "Mine"); got != 6 {
		t.Errorf("on top of a rulebook that had a signal 5 mine got the id %d, want 6", got)
	}
	if got := id(edited(t, merged, add("Next", 5)), "Next"); got != 7 {
		t.Errorf("after that the next one got the id %d, want 7", got)
	}
}

func TestCardWithoutLastIDGoesOnFromItsSignals(t *testing.T) {
	t.Parallel()
	book := sampleBook(t)
	book.Card.LastID = 0
	if s, _ := edited(t, book, add("New", 5)).Card.ByName("New"); s.ID != 5 {
		t.Errorf("got the id %d, want 5", s.ID)
	}
}
