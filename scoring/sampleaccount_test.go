package scoring

import (
	"testing"
	"time"
)

// The instants of these tests: a trial of ten days that starts at a time of
// day, and an as-of in its midst.
var (
	trialStart = At(time.Date(2026, 11, 10, 9, 30, 0, 0, time.UTC))
	trialEnd   = trialStart + 10*Day
	noon       = At(time.Date(2026, 11, 15, 12, 0, 0, 0, time.UTC))
)

// happening is an account with events of the name at the instants.
func happening(name string, at ...Instant) *Account {
	a := &Account{ID: "acme", Known: true, Attributes: []Attribute{
		{TrialStartedAt, DateValue(trialStart)}, {TrialEndsAt, DateValue(trialEnd)},
	}}
	for _, i := range at {
		a.Events = append(a.Events, Event{Name: name, At: i, Count: 1})
	}
	return a
}

// having is an account with one attribute.
func having(name string, v Value) *Account {
	return &Account{ID: "acme", Known: true, Attributes: []Attribute{{name, v}}}
}

func checkHolds(t *testing.T, sentence string, a *Account, want bool) {
	t.Helper()
	c, err := ParseCondition(sentence)
	if err != nil {
		t.Fatal(err)
	}
	if got := Holds(c, a, Moment{AsOf: noon}); got != want {
		t.Errorf("%s: %v, want %v for %v and %v", sentence, got, want, a.Attributes, a.Events)
	}
}

// parsed is the condition of a sentence.
func parsed(t *testing.T, sentence string) Condition {
	t.Helper()
	c, err := ParseCondition(sentence)
	if err != nil {
		t.Fatalf("%s: %v", sentence, err)
	}
	return c
}
