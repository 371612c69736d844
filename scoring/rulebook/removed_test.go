package rulebook_test

import (
	"testing"

	"trialist/scoring/condition"
	"trialist/scoring/rulebook"
)

// TestRemovedSignalComesBackUnderItsID removes a signal and adds it again by every way
// there is. Whoever was told about it must not be told again.
func TestRemovedSignalComesBackUnderItsID(t *testing.T) {
	t.Parallel()
	login := rulebook.Signal{Name: "Login", Side: rulebook.Adoption, Phase: rulebook.Setup, Weight: 5, Enabled: true, When: mustParse(t, "event login happened more than 0 times ever")}
	add := func(card rulebook.Scorecard, name string) rulebook.Scorecard {
		t.Helper()
		s := login
		s.Name = name
		card, err := card.Add(s)
		if err != nil {
			t.Fatal(err)
		}
		return card
	}
	remove := func(card rulebook.Scorecard, name string) rulebook.Scorecard {
		t.Helper()
		s, ok := card.ByName(name)
		if !ok {
			t.Fatalf("there is no signal %q", name)
		}
		card, err := card.Remove(s.ID)
		if err != nil {
			t.Fatal(err)
		}
		return card
	}
	idOf := func(card rulebook.Scorecard, name string) int64 {
		t.Helper()
		s, ok := card.ByName(name)
		if !ok {
			t.Fatalf("there is no signal %q", name)
		}
		return s.ID
	}

	first := add(add(rulebook.NewScorecard(), "Login"), "Import")
	id := idOf(first, "Login")
	gone := remove(first, "Login")
	if got := gone.NameOf(id); got != "Login" {
		t.Errorf("the removed signal is called %q", got)
	}
	other := add(gone, "Export")
	if idOf(other, "Export") == id {
		t.Error("a signal of another name has the id of the removed one")
	}
	back := add(other, "LOGIN")
	if got := idOf(back, "LOGIN"); got != id {
		t.Errorf("it comes back under id %d, want %d", got, id)
	}
	if len(back.Removed) != 0 {
		t.Errorf("still removed: %v", back.Removed)
	}
	if again := add(remove(back, "Export"), "Export"); again.NextID() != back.NextID() {
		t.Errorf("the next id is %d, want %d", again.NextID(), back.NextID())
	}

	// Somebody else saved meanwhile.
	books := func(cards ...rulebook.Scorecard) []rulebook.Rulebook {
		var list []rulebook.Rulebook
		for _, card := range cards {
			list = append(list, rulebook.Rulebook{Card: card})
		}
		return list
	}
	b := books(gone, back, add(gone, "Report"))
	if got := idOf(rulebook.Rebase(b[0], b[1], b[2]).Card, "LOGIN"); got != id {
		t.Errorf("after a merge it has id %d, want %d", got, id)
	}
	merged := rulebook.Rebase(b[0], b[1], rulebook.Rulebook{Card: add(gone, "Login")}).Card
	seen := make(map[int64]bool)
	for _, s := range merged.All() {
		if seen[s.ID] {
			t.Errorf("two signals have id %d: %v", s.ID, merged.All())
		}
		seen[s.ID] = true
	}
	restored := rulebook.Restore(rulebook.Rulebook{Card: first}, rulebook.Rulebook{Card: other}).Card
	if got := restored.NameOf(idOf(other, "Export")); got != "Export" {
		t.Errorf("after going back the signal made since is called %q", got)
	}
}

func mustParse(t *testing.T, sentence string) condition.Condition {
	t.Helper()
	c, err := condition.Parse(sentence)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
