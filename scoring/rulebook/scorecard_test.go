package rulebook

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"trialist/scoring/condition"
	"trialist/scoring/value"
)

// newSignal is a valid signal.
func newSignal(name string, side Side) Signal {
	return Signal{Name: name, Side: side, Weight: 5, Enabled: true, When: condition.Condition{
		Rules: []condition.Rule{{Subject: condition.AttributeSubject, Name: "country", Operator: condition.Is, Texts: []string{"US", "UK"}}},
	}}
}

// sampleCard has two signals a side, with ids 1 to 4.
func sampleCard(t *testing.T) Scorecard {
	t.Helper()
	card := NewScorecard()
	for i, side := range []Side{Adoption, Adoption, Fit, Fit} {
		var err error
		if card, err = card.Add(newSignal(fmt.Sprintf("Signal %d", i+1), side)); err != nil {
			t.Fatal(err)
		}
	}
	return card
}

// names lists the names of a side, those that are off in brackets.
func names(signals []Signal) string {
	var list []string
	for _, s := range signals {
		if s.Enabled {
			list = append(list, s.Name)
		} else {
			list = append(list, "("+s.Name+")")
		}
	}
	return strings.Join(list, ", ")
}

func TestScorecardEdits(t *testing.T) {
	t.Parallel()
	renamed := newSignal("Other", Adoption)
	renamed.ID = 2
	moved := newSignal("Signal 1", Fit)
	moved.ID = 1
	tests := []struct {
		name string
		edit func(Scorecard) (Scorecard, error)
		want string
	}{
		{"add", func(c Scorecard) (Scorecard, error) { return c.Add(newSignal("  New ", Fit)) }, "Signal 1, Signal 2 / Signal 3, Signal 4, New"},
		{"replace", func(c Scorecard) (Scorecard, error) { return c.Replace(renamed) }, "Signal 1, Other / Signal 3, Signal 4"},
		{"change sides", func(c Scorecard) (Scorecard, error) { return c.Replace(moved) }, "Signal 2 / Signal 3, Signal 4, Signal 1"},
		{"remove", func(c Scorecard) (Scorecard, error) { return c.Remove(1) }, "Signal 2 / Signal 3, Signal 4"},
		{"switch off", func(c Scorecard) (Scorecard, error) { return c.SetEnabled(3, false) }, "Signal 1, Signal 2 / (Signal 3), Signal 4"},
		{"move down", func(c Scorecard) (Scorecard, error) { return c.Move(1, 1) }, "Signal 2, Signal 1 / Signal 3, Signal 4"},
		{"move up", func(c Scorecard) (Scorecard, error) { return c.Move(4, 0) }, "Signal 1, Signal 2 / Signal 4, Signal 3"},
		{"stay", func(c Scorecard) (Scorecard, error) { return c.Move(2, 1) }, "Signal 1, Signal 2 / Signal 3, Signal 4"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			card := sampleCard(t)
			edited, err := test.edit(card)
			if err != nil {
				t.Fatal(err)
			}
			if got := names(edited.Adoption) + " / " + names(edited.Fit); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
			if err := edited.Validate(); err != nil {
				t.Errorf("the edited card is not valid: %v", err)
			}
			if !card.Equal(sampleCard(t)) {
				t.Errorf("the edit changed the old card to %s / %s", names(card.Adoption), names(card.Fit))
			}
		})
	}
}

// Undo keeps old cards, so nothing done to a new one may reach them, however
// deep.
func TestScorecardEditsShareNoMemory(t *testing.T) {
	t.Parallel()
	given := newSignal("New", Adoption)
	edits := map[string]func(Scorecard) (Scorecard, error){
		"add":     func(c Scorecard) (Scorecard, error) { return c.Add(given) },
		"replace": func(c Scorecard) (Scorecard, error) { s := newSignal("New", Adoption); s.ID = 1; return c.Replace(s) },
		"remove":  func(c Scorecard) (Scorecard, error) { return c.Remove(1) },
		"weigh":   func(c Scorecard) (Scorecard, error) { return c.SetWeight(1, 9) },
		"switch":  func(c Scorecard) (Scorecard, error) { return c.SetEnabled(1, false) },
		"move":    func(c Scorecard) (Scorecard, error) { return c.Move(1, 1) },
	}
	for name, edit := range edits {
		card := sampleCard(t)
		edited, err := edit(card)
		if err != nil {
			t.Fatal(err)
		}
		for _, side := range Sides() {
			for i := range edited.Signals(side) {
				s := &edited.Signals(side)[i]
				s.Name, s.When.Rules[0].Name, s.When.Rules[0].Texts[0] = "spoilt", "spoilt", "spoilt"
			}
		}
		if !card.Equal(sampleCard(t)) {
			t.Errorf("%s: what happens to the new card happens to the old", name)
		}
	}
	if given.When.Rules[0].Texts[0] != "US" {
		t.Error("add: the card holds on to the rules it was given")
	}
}

func TestScorecardGivesNewIDs(t *testing.T) {
	t.Parallel()
	card := sampleCard(t)
	card, err := card.Remove(2)
	if err != nil {
		t.Fatal(err)
	}
	card, err = card.Add(newSignal("New", Adoption))
	if err != nil {
		t.Fatal(err)
	}
	if s, ok := card.ByName("new"); !ok || s.ID != 5 {
		t.Errorf("the new signal is %+v, want id 5", s)
	}
}

func TestScorecardRefuses(t *testing.T) {
	t.Parallel()
	with := func(change func(*Signal)) func(Scorecard) (Scorecard, error) {
		return func(c Scorecard) (Scorecard, error) {
			s := newSignal("New", Adoption)
			change(&s)
			return c.Add(s)
		}
	}
	tests := []struct {
		name           string
		edit           func(Scorecard) (Scorecard, error)
		field, message string
	}{
		{"weight 0", with(func(s *Signal) { s.Weight = 0 }), "weight", "a weight must be 1 to 10, not 0"},
		{"weight 11", func(c Scorecard) (Scorecard, error) { return c.SetWeight(1, 11) }, "weight", "a weight must be 1 to 10, not 11"},
		{"no name", with(func(s *Signal) { s.Name = " \t" }), "name", "a signal needs a name"},
		{"taken name", with(func(s *Signal) { s.Name = "SIGNAL 3 " }), "name", `there is already a signal named "Signal 3" on the fit side`},
		{"long name", with(func(s *Signal) { s.Name = strings.Repeat("é", 81) }), "name", "a signal's name must be at most 80 characters, not 81"},
		{"line break", with(func(s *Signal) { s.Name = "a\nb" }), "name", "a signal's name must not have control characters or line breaks"},
		{"turned text", with(func(s *Signal) { s.Name = "a\u202eb" }), "name", "a signal's name must not have control characters or line breaks"},
		{"broken text", with(func(s *Signal) { s.Name = "a\xff" }), "name", "a signal's name must be valid UTF-8 text"},
		{"no rules", with(func(s *Signal) { s.When.Rules = nil }), "rules", "a condition needs at least one rule"},
		{"side", with(func(s *Signal) { s.Side = 2 }), "side", "a signal's side must be adoption or fit"},
		{"phase", with(func(s *Signal) { s.Phase = 3 }), "phase", "a signal's phase must be setup, discovery or activation"},
		{"place", func(c Scorecard) (Scorecard, error) { return c.Move(1, 2) }, "place", "place 3 is not among 1 to 2 of the adoption signals"},
		{"id", func(c Scorecard) (Scorecard, error) { return c.Remove(77) }, "id", "there is no signal with the id 77 any more"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			card := sampleCard(t)
			edited, err := test.edit(card)
			var wrong *value.FieldError
			if !errors.As(err, &wrong) {
				t.Fatalf("got %v, want a field error", err)
			}
			if wrong.Field != test.field || wrong.Message != test.message {
				t.Errorf("%s: %s\nwant %s: %s", wrong.Field, wrong.Message, test.field, test.message)
			}
			if !edited.Equal(card) {
				t.Error("a refused edit changes the card")
			}
		})
	}
	longest := newSignal(strings.Repeat("é", 80), Adoption)
	if _, err := sampleCard(t).Add(longest); err != nil {
		t.Errorf("a name of 80 characters: %v", err)
	}
}

func TestScorecardHasRoomFor64EnabledSignals(t *testing.T) {
	t.Parallel()
	card := NewScorecard()
	for i := range MaxBits {
		var err error
		if card, err = card.Add(newSignal(fmt.Sprint(i), Fit)); err != nil {
			t.Fatalf("signal %d: %v", i+1, err)
		}
	}
	const want = "at most 64 fit conditions can be on at once, counting levels; switch one off first"
	if _, err := card.Add(newSignal("one more", Fit)); err == nil || err.Error() != want {
		t.Errorf("the 65th: %v, want %s", err, want)
	}
	off := newSignal("one more", Fit)
	off.Enabled = false
	card, err := card.Add(off)
	if err != nil {
		t.Fatalf("the 65th, switched off: %v", err)
	}
	if _, err := card.SetEnabled(65, true); err == nil || err.Error() != want {
		t.Errorf("switching the 65th on: %v, want %s", err, want)
	}
	if _, err := card.Add(newSignal("other side", Adoption)); err != nil {
		t.Errorf("the other side: %v", err)
	}
	const disqualifier = 1 // on the fit side, as it asks about an attribute
	competitor := Signal{Name: "Competitor", Enabled: true, Disqualifier: true, When: sentence(t, `attribute domain contains rival.example`)}
	if _, err := card.Add(competitor); err == nil || err.Error() != want {
		t.Errorf("a disqualifier: %v, want %s", err, want)
	}
	if card, err = card.SetEnabled(64, false); err != nil {
		t.Fatal(err)
	}
	if card, err = card.Add(competitor); err != nil || len(card.EnabledDisqualifiers(Fit)) != disqualifier {
		t.Errorf("the 64th, a disqualifier: %v", err)
	}
	levelled := card.Fit[0]
	levelled.When = sentence(t, `attribute seats is more than 10|50`)
	if _, err := card.Replace(levelled); err == nil || err.Error() != want {
		t.Errorf("a second level: %v, want %s", err, want)
	}
}

// sentence is the condition of a signal.
func sentence(t *testing.T, s string) condition.Condition {
	t.Helper()
	c, err := condition.ParseSignal(s)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestRulebookValidateNamesTheField(t *testing.T) {
	t.Parallel()
	tests := map[string]func(*Rulebook){
		"card.disqualifiers[0].weight": func(b *Rulebook) {
			b.Card.Disqualifiers = []Signal{{ID: 90, Name: "d", Side: Adoption, Disqualifier: true, Weight: 1, When: b.Card.Adoption[0].When}}
		},
		"card.disqualifiers[0].when": func(b *Rulebook) {
			b.Card.Disqualifiers = []Signal{{ID: 90, Name: "d", Side: Adoption, Disqualifier: true, When: sentence(t, `event e happened at least 1|5 times ever`)}}
		},
		"card.adoption[1].weight":        func(b *Rulebook) { b.Card.Adoption[1].Weight = 0 },
		"card.fit[0].id":                 func(b *Rulebook) { b.Card.Fit[0].ID = 1 },
		"card.fit[0].side":               func(b *Rulebook) { b.Card.Fit[0].Side = Adoption },
		"card.adoption[0].name":          func(b *Rulebook) { b.Card.Adoption[0].Name = "signal 4" },
		"card.adoption[0].rules[0].name": func(b *Rulebook) { b.Card.Adoption[0].When.Rules[0].Name = "" },
		"card.fit_cuts":                  func(b *Rulebook) { b.Card.FitCuts = Cuts{} },
		"card.weighting":                 func(b *Rulebook) { b.Card.Weighting = 7 },
		"life.trial_days":                func(b *Rulebook) { b.Lifecycle.TrialDays = 0 },
		"":                               func(*Rulebook) {},
	}
	for field, spoil := range tests {
		book := Default()
		book.Card = sampleCard(t)
		spoil(&book)
		err := book.Validate()
		var wrong *value.FieldError
		switch {
		case field == "" && err != nil:
			t.Errorf("a valid rulebook: %v", err)
		case field != "" && (!errors.As(err, &wrong) || wrong.Field != field):
			t.Errorf("got %#v, want an error of %s", err, field)
		}
	}
}

func TestRulebookSurvivesJSON(t *testing.T) {
	t.Parallel()
	book := Default()
	book.Card = sampleCard(t)
	book.Card.Weighting = Proportional
	text, err := json.Marshal(book)
	if err != nil {
		t.Fatal(err)
	}
	var back Rulebook
	if err := json.Unmarshal(text, &back); err != nil {
		t.Fatal(err)
	}
	if !back.Card.Equal(book.Card) || !back.Lifecycle.Paying.Equal(book.Lifecycle.Paying) {
		t.Errorf("%s comes back as %+v", text, back)
	}
}
