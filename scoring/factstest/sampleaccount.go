package factstest

import (
	"testing"
	"time"

	"trialist/scoring/account"
	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/value"
)

// A trial of ten days, which does not start at midnight, and an as-of in the middle
// of it.
var (
	TrialStart = value.FromTime(time.Date(2026, 11, 10, 9, 30, 0, 0, time.UTC))
	TrialEnd   = TrialStart + 10*value.Day
	Noon       = value.FromTime(time.Date(2026, 11, 15, 12, 0, 0, 0, time.UTC))
)

// AccountWithEvent is an account with events of the name at the instants.
func AccountWithEvent(name string, at ...value.Instant) *account.Account {
	a := &account.Account{ID: "acme", Known: true, Attributes: []value.Attribute{
		{Name: value.TrialStartedAt, Value: value.DateValue(TrialStart)}, {Name: value.TrialEndsAt, Value: value.DateValue(TrialEnd)},
	}}
	for _, i := range at {
		a.Events = append(a.Events, account.Event{Name: name, At: i, Count: 1})
	}
	return a
}

// AccountWithAttribute is an account with one attribute.
func AccountWithAttribute(name string, v value.Value) *account.Account {
	return &account.Account{ID: "acme", Known: true, Attributes: []value.Attribute{{Name: name, Value: v}}}
}

// CheckHolds checks whether the sentence holds for the account at [Noon].
func CheckHolds(t *testing.T, sentence string, a *account.Account, want bool) {
	t.Helper()
	c, err := condition.Parse(sentence)
	if err != nil {
		t.Fatal(err)
	}
	if got := eval.Holds(c, a, condition.Moment{AsOf: Noon}); got != want {
		t.Errorf("%s: %v, want %v for %v and %v", sentence, got, want, a.Attributes, a.Events)
	}
}

// Parsed is the condition of a sentence.
func Parsed(t *testing.T, sentence string) condition.Condition {
	t.Helper()
	c, err := condition.Parse(sentence)
	if err != nil {
		t.Fatalf("%s: %v", sentence, err)
	}
	return c
}
