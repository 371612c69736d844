package rulebook

import (
	"slices"
	"testing"

	"trialist/scoring/condition"
)

// handRaiserBook is a rulebook with a signal on each side.
func handRaiserBook(t *testing.T) Rulebook {
	t.Helper()
	book := Default()
	for _, side := range Sides() {
		when, err := condition.Parse("attribute plan is set")
		if err != nil {
			t.Fatal(err)
		}
		card, err := book.Card.Add(Signal{Name: side.String(), Side: side, Weight: 5, Enabled: true, When: when})
		if err != nil {
			t.Fatal(err)
		}
		book.Card = card
	}
	return book
}

func marked(t *testing.T, book Rulebook, id int64, on bool) Rulebook {
	t.Helper()
	card, err := book.Card.SetHandRaiser(id, on)
	if err != nil {
		t.Fatal(err)
	}
	book.Card = card
	return book
}

func TestHandRaiserIsAChangeOfItsOwn(t *testing.T) {
	t.Parallel()
	base := handRaiserBook(t)
	mine := marked(t, base, 1, true)
	if base.Card.Equal(mine.Card) || len(base.Card.HandRaisers()) != 0 || len(mine.Card.HandRaisers()) != 1 {
		t.Error("the mark makes no difference")
	}
	if got := DescribeChanges(Diff(base, mine)); got != "adoption: marked as a hand-raiser" {
		t.Errorf("%q", got)
	}
	if got := DescribeChanges(Diff(mine, base)); got != "adoption: no longer a hand-raiser" {
		t.Errorf("%q", got)
	}
	if got := Restore(base, mine); len(got.Card.HandRaisers()) != 0 {
		t.Error("the mark stays when an earlier version is restored")
	}
	off, err := mine.Card.SetEnabled(1, false)
	if err != nil || len(off.HandRaisers()) != 0 {
		t.Errorf("a signal that is switched off raises hands, %v", err)
	}
}

func TestRebaseMergesHandRaisers(t *testing.T) {
	t.Parallel()
	base := handRaiserBook(t)
	mine := marked(t, base, 1, true)
	theirs := marked(t, base, 2, true)
	theirs.Card.Adoption[0].Weight = 9
	merged := Rebase(base, mine, theirs)
	var names []string
	for _, s := range merged.Card.HandRaisers() {
		names = append(names, s.Name)
	}
	if !slices.Equal(names, []string{"adoption", "fit"}) || merged.Card.Adoption[0].Weight != 9 {
		t.Errorf("merged to %v and weight %d", names, merged.Card.Adoption[0].Weight)
	}
	if again := Rebase(theirs, marked(t, theirs, 2, false), merged); len(again.Card.HandRaisers()) != 1 {
		t.Error("a mark that I took away is back")
	}
}
