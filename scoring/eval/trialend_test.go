package eval_test

import (
	"fmt"
	"testing"

	"trialist/scoring/account"
	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/factstest"
	"trialist/scoring/value"
)

// TestTrialEndsWithItsDay asks about trials that end on a day in several zones, among
// them days on which the clocks change. The first instant after the day is the end:
// rules that compare with as-of and windows of the trial go by it, and rules that
// name a day go by the day that the data has.
func TestTrialEndsWithItsDay(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"UTC", "Asia/Tokyo", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "America/Sao_Paulo"} {
		zone, err := value.LoadZone(name)
		if err != nil {
			t.Skip(err)
		}
		for _, text := range []string{"2026-11-05", "2026-10-25", "2026-11-01", "2026-03-29", "2018-11-03", "2026-12-31"} {
			checkTrialEndsWithItsDay(t, zone, text)
		}
	}
}

func checkTrialEndsWithItsDay(t *testing.T, zone *value.Zone, text string) {
	t.Helper()
	day, _ := value.ParseDay(text)
	end, last := zone.EndOfDay(day), zone.EndOfDay(day)-1
	a := account.Account{ID: "a", Known: true, Attributes: []value.Attribute{
		{Name: value.TrialStartedAt, Value: value.DateValue(zone.StartOfDay(day) - 9*value.Day + 1)},
		{Name: value.TrialEndsAt, Value: value.DateValue(day).Written(text).In(zone)},
	}, Events: []account.Event{{Name: "last", At: last}, {Name: "later", At: end}}}
	next := (day + value.Day).Time().Format(value.DayLayout)
	for _, test := range []struct {
		sentence string
		asOf     value.Instant
		want     bool
	}{
		{"attribute trial_ends_at is in the past", last, false},
		{"attribute trial_ends_at is in the past", end, true},
		{"attribute trial_ends_at is in the future", last, true},
		{"attribute trial_ends_at is in the future", end, false},
		{"attribute trial_ends_at is in the next 1 days", end - value.Day, true},
		{"attribute trial_ends_at is in the next 1 days", end - value.Day - 1, false},
		{"attribute trial_ends_at is less than 1 days ago", end + value.Day - 1, true},
		{"attribute trial_ends_at is less than 1 days ago", end + value.Day, false},
		{"attribute trial_ends_at is more than 1 days ago", end + value.Day, false},
		{"attribute trial_ends_at is more than 1 days ago", end + value.Day + 1, true},
		{"attribute trial_ends_at is on " + text, last, true},
		{"attribute trial_ends_at is " + text, last, true},
		{"attribute trial_ends_at is before " + next, last, true},
		{"attribute trial_ends_at is on " + next, last, false},
		{"attribute trial_ends_at is after " + text, last, false},
		{"attribute trial_ends_at is set", last, true},
		{"event last happened exactly 1 times during the trial", end, true},
		{"event later happened exactly 0 times during the trial", end, true},
	} {
		m := condition.Moment{AsOf: test.asOf, Zone: zone}
		checkBothEvaluators(t, fmt.Sprintf("%s, a trial through %s, as of %s", zone.Name(), text, test.asOf), test.sentence, a, m, test.want)
	}
	if _, got := a.Trial(condition.Moment{AsOf: end, Zone: zone}); got != end {
		t.Errorf("%s: a trial through %s ends at %s, want %s", zone.Name(), text, got, end)
	}
}

// TestAssumedEnds asks about a trial of which only the start is known. Its end is
// assumed where the rule asks for the date, and not where it asks what the data says.
func TestAssumedEnds(t *testing.T) {
	t.Parallel()
	start := factstest.Noon.Midnight() + 9*value.Hour
	a := account.Account{ID: "a", Known: true, Attributes: []value.Attribute{{Name: value.TrialStartedAt, Value: value.DateValue(start)}}}
	day := (start + 14*value.Day).Time().Format(value.DayLayout)
	for sentence, want := range map[string]bool{
		"attribute trial_ends_at is set":                               false,
		"attribute trial_ends_at is not set":                           true,
		"attribute TRIAL_ENDS_AT is set":                               false,
		"attribute trial_ends_at is " + day:                            false,
		"attribute trial_ends_at is not " + day:                        false,
		"attribute trial_ends_at contains 2026":                        false,
		"attribute trial_ends_at does not contain x":                   false,
		"attribute trial_ends_at is yes":                               false,
		"attribute trial_ends_at is more than 0":                       false,
		"attribute trial_ends_at is on " + day:                         true,
		"attribute trial_ends_at is in the future":                     true,
		"attribute trial_ends_at is in the next 14 days":               true,
		"attribute trial_ends_at is after attribute trial_started_at":  true,
		"attribute trial_started_at is before attribute trial_ends_at": true,
	} {
		checkBothEvaluators(t, "an assumed end", sentence, a, condition.Moment{AsOf: start}, want)
	}
}

// checkBothEvaluators asks the compiled evaluation and the reference.
func checkBothEvaluators(t *testing.T, about, sentence string, a account.Account, m condition.Moment, want bool) {
	t.Helper()
	c := factstest.Parsed(t, sentence)
	if got := eval.Holds(c, &a, m); got != want {
		t.Errorf("%s: %s is %t, want %t", about, sentence, got, want)
	}
	answers, err := eval.Run(t.Context(), factstest.NewFacts([]account.Account{a}), m, []condition.Condition{c})
	if err != nil {
		t.Fatal(err)
	}
	if got := answers.Bits[0].Has(0); got != want {
		t.Errorf("%s: %s is %t when compiled, want %t", about, sentence, got, want)
	}
}
