package proof_test

import (
	"fmt"
	"math"
	"testing"

	"trialist/scoring/account"
	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/factstest"
	"trialist/scoring/proof"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/stats"
	"trialist/scoring/value"
)

// workspace is accounts with a rulebook of two signals, at an instant.
type workspace struct {
	accounts []account.Account
	facts    *factstest.Facts
	moment   condition.Moment
	card     rulebook.Scorecard
	people   *rank.Population
}

// asOf is when the workspaces of these tests are looked at.
const asOf = value.Instant(1_790_000_000_000)

func newWorkspace(t *testing.T, accounts []account.Account) workspace {
	t.Helper()
	w := workspace{accounts: accounts, facts: factstest.NewFacts(accounts), moment: condition.Moment{AsOf: asOf, TrialDays: 14}}
	book := rulebook.Default()
	book.Card.Adoption, book.Card.Fit = nil, nil
	for side, sentences := range [2][]string{
		{`event "import" happened more than 0 times ever`, `active days is at least 2 in the last 7 days`},
		{`attribute size is more than 10`},
	} {
		for _, when := range sentences {
			signal := rulebook.Signal{Side: rulebook.Side(side), Name: when, Weight: 5, Enabled: true, When: factstest.Parsed(t, when)}
			var err error
			if book.Card, err = book.Card.Add(signal); err != nil {
				t.Fatal(err)
			}
		}
	}
	var err error
	if w.people, err = rank.NewPopulation(t.Context(), w.facts, make([]uint32, len(accounts)), w.moment, book); err != nil {
		t.Fatal(err)
	}
	w.card = book.Card
	return w
}

func (w workspace) replay(t *testing.T, o proof.Options) *proof.Cohort {
	t.Helper()
	c, err := proof.Replay(t.Context(), w.facts, w.moment, w.people, w.card, o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// trial is an account whose trial began so many days before as-of and lasts two weeks.
// Dates are names and days of the trial in turn.
func trial(ago float64, dates ...any) account.Account {
	start := asOf - value.Instant(ago*float64(value.Day))
	a := account.Account{Known: true, Attributes: []value.Attribute{{Name: value.TrialStartedAt, Value: value.DateValue(start)}}}
	for i := 0; i < len(dates); i += 2 {
		at := start + value.Instant(dates[i+1].(float64)*float64(value.Day))
		a.Attributes = append(a.Attributes, value.Attribute{Name: dates[i].(string), Value: value.DateValue(at)})
	}
	return a
}

func TestWhoIsReplayed(t *testing.T) {
	t.Parallel()
	undated := account.Account{Known: true, Attributes: []value.Attribute{{Name: value.StatusAttribute, Value: value.TextValue("canceled")}}}
	w := newWorkspace(t, []account.Account{
		trial(40),                          // ended
		trial(40, value.ConvertedAt, 8.0),  // converted on the ninth day
		trial(40, value.ConvertedAt, 30.0), // long after its end
		trial(40, value.ConvertedAt, 3.0),  // decided
		trial(40, value.ChurnedAt, 2.0),    // decided
		trial(40, value.TrialEndsAt, 5.0),  // decided
		trial(40, value.TrialEndsAt, 7.0),  // a millisecond after the seventh day
		trial(10),                          // running
		trial(3),                           // running, not yet at day 7
		undated,
		trial(40, value.ConvertedAt, 60.0), // not yet
		trial(40, value.ConvertedAt, -5.0), // decided: it paid when the trial began
		trial(40, value.ConvertedAt, -9.0, value.ChurnedAt, -5.0), // came back, and ended
	})
	c := w.replay(t, proof.Options{Day: 7})
	if got := c.Outcome(); got != (stats.Outcome{Finished: 6, Converted: 2}) {
		t.Errorf("outcome %+v", got)
	}
	if c.Decided != 4 || len(c.Running) != 1 || c.Early != 1 || c.NoStart != 1 {
		t.Errorf("%d decided, %d running, %d early, %d without a start", c.Decided, len(c.Running), c.Early, c.NoStart)
	}
	within := w.replay(t, proof.Options{Day: 7, Horizon: 10})
	if got := within.Outcome(); got != (stats.Outcome{Finished: 6, Converted: 1}) || within.Open != 0 {
		t.Errorf("within ten days of the end: %+v, %d open", got, within.Open)
	}
	if open := w.replay(t, proof.Options{Day: 7, Horizon: 27}); open.Open != 5 {
		t.Errorf("the horizon of 27 days is open for %d", open.Open)
	}
}

// TestScoresOfTheDay compares each score with that of the reference evaluator as of the
// last millisecond of the day, and adds events just after it and just after the conversion, which change
// nothing.
func TestScoresOfTheDay(t *testing.T) {
	t.Parallel()
	r := factstest.NewRandom(9)
	var accounts []account.Account
	for i := range 300 {
		a := trial(20+40*r.Float64(), value.ConvertedAt, 1+30*r.Float64())
		a.ID = fmt.Sprint(i)
		start := a.Attributes[0].Value.Date
		for range r.IntN(6) {
			at := start + value.Instant(r.Int64N(int64(20*value.Day))) - 2*value.Day
			a.Events = append(a.Events, account.Event{Name: factstest.OneOf(r, "import", "login"), At: at})
		}
		accounts = append(accounts, a)
	}
	for _, day := range []int{1, 7, 14} {
		before := newWorkspace(t, accounts).replay(t, proof.Options{Day: day})
		late := make([]account.Account, len(accounts))
		for i, a := range accounts {
			after := a.Attributes[0].Value.Date + value.Instant(day)*value.Day
			converted := a.Attributes[1].Value.Date // later than the day, of the trials that are in
			a.Events = append(append([]account.Event{}, a.Events...), account.Event{Name: "import", At: after}, account.Event{Name: "login", At: after + value.Day},
				account.Event{Name: "import", At: max(converted+1, after)})
			late[i] = a
		}
		after := newWorkspace(t, late).replay(t, proof.Options{Day: day})
		if len(before.Trials) < 50 || len(after.Trials) != len(before.Trials) {
			t.Fatalf("day %d: %d trials, then %d", day, len(before.Trials), len(after.Trials))
		}
		matched := 0
		for i, got := range before.Trials {
			then := condition.Moment{AsOf: got.AsOf, TrialDays: 14}
			for n, s := range before.Card.Enabled(rulebook.Adoption) {
				holds := eval.Holds(s.When, &accounts[got.Slot], then)
				if holds {
					matched++
				}
				if got.Masks[rulebook.Adoption]>>n&1 != 0 != holds {
					t.Errorf("day %d, account %d: %s is not %v", day, got.Slot, s.Name, holds)
				}
			}
			if other := after.Trials[i]; other.Scores != got.Scores {
				t.Errorf("day %d, account %d: what came after the day changes %v to %v", day, got.Slot, got.Scores, other.Scores)
			}
		}
		if matched == 0 {
			t.Errorf("day %d: nothing is matched, so the test shows little", day)
		}
	}
}

func TestVerdicts(t *testing.T) {
	t.Parallel()
	make := func(n int, better float64) []stats.Scored { // better is the share of conversions with the high score
		var trials []stats.Scored
		for i := range n {
			converted := i%4 == 0
			high := float64(i/4%100) < 50
			if converted {
				high = float64(i/4%100) < 100*better
			}
			score := int64(0)
			if high {
				score = 1
			}
			trials = append(trials, stats.Scored{Score: score, Converted: converted})
		}
		return trials
	}
	for _, test := range []struct {
		trials []stats.Scored
		want   proof.Verdict
	}{
		{nil, proof.TooFew},
		{[]stats.Scored{{Score: 3, Converted: true}, {Score: 1, Converted: true}, {Score: 2}, {Score: 0}, {Score: 4}, {Score: 1}}, proof.TooFew},
		{[]stats.Scored{{Score: 1, Converted: true}, {}}, proof.TooFew},
		{make(4000, 0.5), proof.NoBetter},
		{make(8000, 0.6), proof.PredictsWeakly},
		{make(4000, 0.8), proof.PredictsFairly},
		{make(4000, 1), proof.PredictsWell},
	} {
		p := proof.NewPower(test.trials)
		if p.Verdict != test.want {
			t.Errorf("%d trials with an area of %.2f (%.2f to %.2f): %s, want %s", len(test.trials), p.AUC, p.Low, p.High, p.Verdict, test.want)
		}
		if p.Verdict == proof.TooFew && len(test.trials) > 0 && p.More < 90 {
			t.Errorf("%d more would settle it", p.More)
		}
	}
}

// TestCalls has two weeks worked by hand: in the first, the two with the higher scores
// of four convert; in the second, one of two, which came later and has the lower score.
func TestCalls(t *testing.T) {
	t.Parallel()
	card := rulebook.NewScorecard()
	of := func(start float64, score uint32, converted bool) proof.Trial {
		at := value.Instant(start * float64(value.Day))
		return proof.Trial{Start: at, AsOf: at + value.Week - 1, Converted: converted, Scores: [2]rulebook.Score{{Sum: score, Total: 100}, {Sum: 0, Total: 1}}}
	}
	c := &proof.Cohort{Card: card, Selection: proof.Selection{Trials: []proof.Trial{
		of(0, 10, false), of(1, 80, true), of(2, 20, false), of(6.9, 70, true),
		of(7, 50, false), of(8, 40, true),
	}}}
	calls := proof.NewCalls(c, 1)[0]
	if calls.Weeks != 2 || calls.Called != (stats.Outcome{Finished: 2, Converted: 1}) || calls.ByArrival != (stats.Outcome{Finished: 2}) {
		t.Errorf("%+v", calls)
	}
	if math.Abs(calls.Random-1) > 1e-12 || !calls.HasCutoff || calls.Cutoff.Sum != 80 {
		t.Errorf("%v at random, and a cut-off of %v", calls.Random, calls.Cutoff)
	}
	calls = proof.NewCalls(c, 2)[0]
	if calls.Called != (stats.Outcome{Finished: 4, Converted: 3}) || calls.ByArrival.Converted != 2 || calls.Cutoff.Sum != 70 {
		t.Errorf("%+v", calls)
	}
	if recall, ok := calls.Recall(float64(calls.Called.Converted)); !ok || recall != 1 {
		t.Errorf("recall %v", recall)
	}
}

func TestGains(t *testing.T) {
	t.Parallel()
	var trials []stats.Scored
	for i := range 100 {
		trials = append(trials, stats.Scored{Score: int64(i / 10), Converted: i >= 90 || i < 10}) // the best ten and the worst
	}
	curve := proof.Gains(trials)
	for at, want := range map[int]float64{0: 0, 1: 0.25, 2: 0.5, 10: 0.5, 18: 0.5, 19: 0.75, 20: 1} {
		if got := curve[at].Reached; math.Abs(got-want) > 1e-12 {
			t.Errorf("after %v %%: %v, want %v", 5*at, got, want)
		}
		if curve[at].ChanceLow > float64(at)/20+1e-9 || curve[at].ChanceHigh < float64(at)/20-1e-9 {
			t.Errorf("chance gives %v to %v at %d", curve[at].ChanceLow, curve[at].ChanceHigh, at)
		}
	}
	if proof.Gains([]stats.Scored{{Score: 1}}) != nil {
		t.Error("there is a curve without a conversion")
	}
}

// TestLeaks has a signal that holds only after conversion, and one that holds before.
func TestLeaks(t *testing.T) {
	t.Parallel()
	var accounts []account.Account
	for i := range 60 {
		a := trial(60)
		if i%2 == 0 {
			a = trial(60, value.ConvertedAt, 10.0)
			start := a.Attributes[0].Value.Date
			a.Events = []account.Event{{Name: "import", At: start + 12*value.Day}}
			a.Attributes = append(a.Attributes, value.Attribute{Name: "size", Value: value.NumberValue(20)})
		}
		accounts = append(accounts, a)
	}
	w := newWorkspace(t, accounts)
	leaks, err := proof.Leaks(t.Context(), w.facts, w.moment, w.people, w.card)
	if err != nil || len(leaks) != 2 {
		t.Fatalf("%+v, %v", leaks, err)
	}
	if l := leaks[0]; l.Before != 0 || l.After != 30 || l.Attributes {
		t.Errorf("%+v", l)
	}
	if l := leaks[1]; !l.Attributes || l.Converted != [2]int{30, 30} || l.Others != [2]int{0, 30} {
		t.Errorf("%+v", l)
	}
}

func TestTrustedFrom(t *testing.T) {
	t.Parallel()
	days := func(v ...proof.Verdict) []proof.DayPower {
		var list []proof.DayPower
		for i, verdict := range v {
			list = append(list, proof.DayPower{Day: i + 1, Power: proof.Power{Verdict: verdict}})
		}
		return list
	}
	for _, test := range []struct {
		days []proof.DayPower
		want int
	}{
		{days(proof.TooFew, proof.PredictsWeakly, proof.PredictsWell), 2},
		{days(proof.PredictsWeakly, proof.NoBetter, proof.PredictsWell), 3},
		{days(proof.PredictsWeakly, proof.NoBetter), 0},
		{nil, 0},
	} {
		if got, ok := proof.TrustedFrom(test.days); got != test.want || ok != (test.want > 0) {
			t.Errorf("%v: %d", test.days, got)
		}
	}
}
