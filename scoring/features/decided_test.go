package features_test

import (
	"fmt"
	"testing"

	"trialist/scoring/account"
	"trialist/scoring/condition"
	"trialist/scoring/factstest"
	"trialist/scoring/features"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/stats"
	"trialist/scoring/value"
)

const start = value.Instant(1_790_000_000_000)

func day(n float64) value.Instant { return start + value.Instant(n*float64(value.Day)) }

// trial is an account whose trial began at start and lasts 14 days. It converted on a
// day, 0 for never, and sent something on the others.
func trial(converted float64, sent ...float64) account.Account {
	a := account.Account{Known: true, Attributes: []value.Attribute{
		{Name: value.TrialStartedAt, Value: value.DateValue(start)}, {Name: "size", Value: value.NumberValue(20)},
	}}
	if converted > 0 {
		a.Attributes = append(a.Attributes, value.Attribute{Name: value.ConvertedAt, Value: value.DateValue(day(converted))})
	}
	for _, at := range sent {
		a.Events = append(a.Events, account.Event{Name: "send", At: day(at)})
	}
	return a
}

// TestFinishedTrialsCountAsTheyWereDecided has the same event before and after the
// decision: only what was done before counts as used.
func TestFinishedTrialsCountAsTheyWereDecided(t *testing.T) {
	t.Parallel()
	accounts := []account.Account{
		0: trial(5, 4.9),         // sent, then bought
		1: trial(5, 5.1),         // bought, then sent
		2: trial(5, 5),           // bought and sent at the same instant
		3: trial(0, 13.9),        // sent, and the trial ended
		4: trial(0, 14.1),        // sent after the end
		5: trial(20, 3),          // bought after the end, which decided
		6: trial(5, 1, 4.9, 5.1), // lately, before it bought
	}
	for i := range accounts {
		accounts[i].ID = fmt.Sprint("account ", i)
	}
	running := trial(0, 27)
	running.ID, running.Attributes[0].Value = "running", value.DateValue(day(26))
	accounts = append(accounts, running)

	book := rulebook.Default()
	book.Card.Adoption, book.Card.Fit = nil, nil
	var signals []rulebook.Signal
	var conditions []condition.Condition
	for _, when := range []string{
		`event "send" happened more than 0 times ever`, `event "send" happened more than 0 times in the last 2 days`, `attribute size is more than 10`,
	} {
		c := factstest.Parsed(t, when)
		var err error
		if book.Card, err = book.Card.Add(rulebook.Signal{Name: when, Weight: 5, Enabled: true, When: c}); err != nil {
			t.Fatal(err)
		}
		conditions = append(conditions, c)
	}
	signals = book.Card.Adoption
	data := factstest.NewFacts(accounts)
	m := condition.Moment{AsOf: day(28), TrialDays: 14}
	p, err := rank.NewPopulation(t.Context(), data, make([]uint32, len(accounts)), m, book)
	if err != nil {
		t.Fatal(err)
	}
	decided, err := features.Decided(t.Context(), data, m, p, conditions)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"0 3 5 6", "0 3 6", "0 1 2 3 4 5 6"} {
		got := ""
		for slot := range accounts {
			if decided[i].Has(slot) {
				got += fmt.Sprintf(" %d", slot)
			}
		}
		if got != " "+want {
			t.Errorf("%s: slots%s, want %s", conditions[i], got, want)
		}
	}
	g, err := features.NewGrid(t.Context(), nil, p, rank.Rank(p, book.Card, rank.ByAdoption), signals, decided)
	if err != nil {
		t.Fatal(err)
	}
	for used, want := range map[uint]struct {
		trials int
		outcome
	}{
		0b111: {1, outcome{Finished: 3, Converted: 2}}, // of those that finished 0, 3 and 6
		0b101: {0, outcome{Finished: 1, Converted: 1}}, // 5
		0b100: {0, outcome{Finished: 3, Converted: 2}}, // 1, 2 and 4
	} {
		if c := g.Cells[used]; c.Trials != want.trials || c.Outcome != want.outcome {
			t.Errorf("cell %b: %d trials and %+v, want %+v", used, c.Trials, c.Outcome, want)
		}
	}
}

type outcome = stats.Outcome
