package journey_test

import (
	"fmt"
	"math"
	"testing"

	"trialist/scoring/account"
	"trialist/scoring/condition"
	"trialist/scoring/factstest"
	"trialist/scoring/journey"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/stats"
	"trialist/scoring/value"
)

const start = value.Instant(1_790_000_000_000)

// day is an instant of a trial that began at start.
func day(n float64) value.Instant { return start + value.Instant(n*float64(value.Day)) }

// trial is an account whose trial began at start; what it did is a name and a day in
// turn. A day of 0 for converted is never.
func trial(converted float64, did ...any) account.Account {
	a := account.Account{Known: true, Attributes: []value.Attribute{{Name: value.TrialStartedAt, Value: value.DateValue(start)}}}
	if converted > 0 {
		a.Attributes = append(a.Attributes, value.Attribute{Name: value.ConvertedAt, Value: value.DateValue(day(converted))})
	}
	for i := 0; i < len(did); i += 2 {
		a.Events = append(a.Events, account.Event{Name: did[i].(string), At: day(did[i+1].(float64))})
	}
	return a
}

// newFunnel is the funnel of the accounts over three milestones, at a day.
func newFunnel(t *testing.T, asOf float64, accounts ...account.Account) journey.Funnel {
	t.Helper()
	f, _ := newFunnelOf(t, asOf, accounts...)
	return f
}

// newFunnelOf is newFunnel with the population that it is of.
func newFunnelOf(t *testing.T, asOf float64, accounts ...account.Account) (journey.Funnel, *rank.Population) {
	t.Helper()
	for i := range accounts {
		accounts[i].ID = fmt.Sprint("account ", i)
	}
	book := rulebook.Default()
	book.Card.Adoption, book.Card.Fit = nil, nil
	for _, when := range []string{
		`event "import" happened more than 0 times ever`,
		`event "send" happened at least 2 times in the last 3 days`,
		`attribute size is more than 10`,
	} {
		c := factstest.Parsed(t, when)
		var err error
		if book.Card, err = book.Card.Add(rulebook.Signal{Name: when, Weight: 5, Enabled: true, When: c}); err != nil {
			t.Fatal(err)
		}
	}
	facts := factstest.NewFacts(accounts)
	m := condition.Moment{AsOf: day(asOf), TrialDays: 14}
	byID := make([]uint32, len(accounts))
	p, err := rank.NewPopulation(t.Context(), facts, byID, m, book)
	if err != nil {
		t.Fatal(err)
	}
	f, err := journey.NewFunnel(t.Context(), facts, m, p, book.Card)
	if err != nil {
		t.Fatal(err)
	}
	return f, p
}

func TestFunnelOfRunningTrials(t *testing.T) {
	t.Parallel()
	early := trial(0, "import", 1.0)
	late := trial(0, "import", 5.0, "send", 5.5, "send", 6.0) // two in three days, which is over at the as-of
	none := trial(0, "send", 2.0)
	raced := trial(0, "send", 1.0, "send", 1.5) // the second before the first
	f := newFunnel(t, 10, early, late, none, raced)
	if f.Running != 4 || f.Finished != 0 {
		t.Fatalf("%d running, %d finished", f.Running, f.Finished)
	}
	for i, want := range []struct{ reached, stuck int }{{2, 2}, {2, 1}, {0, 2}} {
		if s := f.Stages[i]; s.Reached != want.reached || s.Stuck != want.stuck || s.ReachedBy.Count() != want.reached || s.StuckAt.Count() != want.stuck {
			t.Errorf("stage %d: %d reached it and %d are stuck, want %v", i, s.Reached, s.Stuck, want)
		}
	}
	if f.Stages[2].Timed || !f.Stages[0].Timed {
		t.Error("an attribute has a time, or an event has none")
	}
}

func TestDaysStuckBeforeAMilestone(t *testing.T) {
	t.Parallel()
	f, p := newFunnelOf(t, 10,
		trial(0, "login", 3.0),                             // before the first, since it began
		trial(0, "import", 3.0),                            // before the second, since import
		trial(0, "import", 1.0, "send", 9.0, "send", 9.5),  // before the third, since the second send
		trial(0, "import", 11.0),                           // what comes later has not happened
		trial(5, "import", 1.0),                            // not running
		trial(0, "send", 9.0, "send", 9.5, "import", 9.75), // reached both in the other order
	)
	unknown := math.NaN()
	for slot, want := range [][]float64{
		{10, unknown, unknown}, {unknown, 7, unknown}, {unknown, unknown, 0.5}, {10, unknown, unknown}, {unknown, unknown, unknown}, {unknown, unknown, 0.5},
	} {
		for stage, days := range want {
			if got := f.WaitedDays(p, stage, uint32(slot)); math.Abs(got-days) > 1e-9 || math.IsNaN(got) != math.IsNaN(days) {
				t.Errorf("trial %d is stuck before milestone %d for %v days, want %v", slot, stage, got, days)
			}
		}
	}
}

func TestFunnelOfFinishedTrials(t *testing.T) {
	t.Parallel()
	accounts := []account.Account{
		trial(8, "import", 1.0),
		trial(8, "import", 2.0),
		trial(8, "import", 9.0), // after buying
		trial(0, "import", 4.0),
		trial(0, "import", 14.0), // when the trial is over
		trial(0),
	}
	f := newFunnel(t, 40, accounts...)
	s := f.Stages[0]
	if f.Finished != 6 || s.With != (stats.Outcome{Finished: 3, Converted: 2}) || s.Without != (stats.Outcome{Finished: 3, Converted: 1}) {
		t.Errorf("%d finished, %+v with and %+v without", f.Finished, s.With, s.Without)
	}
	if math.Abs(s.MedianDays-2) > 1e-9 || math.Abs(s.P90Days-3.6) > 1e-9 {
		t.Errorf("reached in %v days, and in %v", s.MedianDays, s.P90Days)
	}
	if journey.Known(f.Stages[1].MedianDays) || journey.Known(f.Stages[2].MedianDays) {
		t.Error("what nobody reached in their trial has a day")
	}
}
