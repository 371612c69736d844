package proof_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"

	"trialist/scoring/account"
	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/factstest"
	"trialist/scoring/progress"
	"trialist/scoring/proof"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/stats"
	"trialist/scoring/value"
)

// randomCard has signals of each kind on both sides, with levels and without.
func randomCard(t *testing.T, r factstest.Random) rulebook.Scorecard {
	t.Helper()
	card := rulebook.NewScorecard()
	card.Weighting = factstest.OneOf(r, rulebook.Weightings()...)
	for i := range 1 + r.IntN(8) {
		when := r.Condition()
		if r.IntN(2) == 0 {
			when = r.LevelledCondition()
		}
		s := rulebook.Signal{Side: rulebook.Side(r.IntN(2)), Name: fmt.Sprint("signal ", i), Weight: 1 + r.IntN(10), Enabled: r.IntN(8) > 0, When: when}
		var err error
		if card, err = card.Add(s); err != nil {
			t.Fatal(err)
		}
	}
	return card
}

// eachDay is what [proof.Days] gives, with the trials of each day replayed by themselves.
func eachDay(t *testing.T, f eval.Facts, m condition.Moment, p *rank.Population, card rulebook.Scorecard, last, horizon int) (days []proof.DayPower) {
	t.Helper()
	for day := 1; day <= last; day++ {
		s, err := proof.NewSample(t.Context(), f, m, p, proof.Options{Day: day, Horizon: horizon})
		if err == nil {
			s, err = s.Covering(t.Context(), f, m, card)
		}
		if err != nil {
			t.Fatal(err)
		}
		var scored []stats.Scored
		var o stats.Outcome
		for _, trial := range s.Cohort(card).Trials {
			if trial.Start < slices.Max(card.TunedBefore[:]) {
				continue // it helped to choose the weights
			}
			o.Count(trial.Converted)
			scored = append(scored, stats.Scored{Score: int64(trial.Scores[rulebook.Adoption].Sum), Converted: trial.Converted})
		}
		days = append(days, proof.DayPower{Day: day, Outcome: o, Power: proof.NewPower(scored)})
	}
	return days
}

// TestDaysEqualEachDay has random accounts, some without a start or an end of the trial,
// and random signals, some of which have no history.
func TestDaysEqualEachDay(t *testing.T) {
	t.Parallel()
	known, withoutHistory, differing := 0, 0, 0
	for seed := range uint64(60) {
		r := factstest.NewRandom(700 + seed)
		accounts, facts := r.Accounts(150)
		m := r.Moment()
		book := rulebook.Default()
		book.Card, m.TrialDays = randomCard(t, r), book.Lifecycle.TrialDays
		if r.IntN(4) == 0 {
			withoutHistory++
			s := rulebook.Signal{Name: "in force", Weight: 4, Enabled: true, When: factstest.Parsed(t, `attribute "churned_at in force" is set`)}
			var err error
			if book.Card, err = book.Card.Add(s); err != nil {
				t.Fatal(err)
			}
		}
		people, err := rank.NewPopulation(t.Context(), facts, make([]uint32, len(accounts)), m, book)
		if err != nil {
			t.Fatal(err)
		}
		if r.IntN(3) == 0 {
			book.Card.TunedBefore[r.IntN(2)] = m.AsOf - value.Instant(r.IntN(30))*value.Day
		}
		last, horizon := 1+r.IntN(25), factstest.OneOf(r, 0, 0, 1, 5)
		got, err := proof.Days(t.Context(), facts, m, people, book.Card, last, horizon)
		if err != nil {
			t.Fatal(err)
		}
		want := eachDay(t, facts, m, people, book.Card, last, horizon)
		if fmt.Sprint(got) != fmt.Sprint(want) { // as some areas are not numbers
			t.Errorf("seed %d:\n%+v\nwant\n%+v", seed, got, want)
		}
		for i, d := range got {
			if !math.IsNaN(d.AUC) {
				known++
			}
			if i > 0 && d.AUC != got[i-1].AUC && d.Outcome == got[i-1].Outcome {
				differing++
			}
		}
	}
	if known < 300 || withoutHistory < 5 || differing < 30 {
		t.Errorf("%d days have an area, %d differ from the day before, %d cards have no history: the test shows little", known, differing, withoutHistory)
	}
}

// TestDaysOutOfRange asks about no day and about too many.
func TestDaysOutOfRange(t *testing.T) {
	t.Parallel()
	w := newWorkspace(t, []account.Account{trial(40)})
	if days, err := proof.Days(t.Context(), w.facts, w.moment, w.people, w.card, 0, 0); err != nil || len(days) != 0 {
		t.Errorf("no days: %v, %v", days, err)
	}
	if _, err := proof.Days(t.Context(), w.facts, w.moment, w.people, w.card, proof.MaxDay+1, 0); err == nil {
		t.Error("more days than there are have a verdict")
	}
	if days, err := proof.Days(t.Context(), w.facts, w.moment, w.people, w.card, proof.MaxDay, 0); err != nil || len(days) != proof.MaxDay || days[13].Outcome.Finished != 1 || days[14].Outcome.Finished != 0 {
		t.Errorf("%d days: %v", len(days), err)
	}
}

// TestWhatHasEndedIsDecided has trials that have ended, nobody knows when: on a day that
// is not over yet they have been decided.
func TestWhatHasEndedIsDecided(t *testing.T) {
	t.Parallel()
	ended := func(ago float64, status string) account.Account {
		a := trial(ago)
		a.Attributes = append(a.Attributes, value.Attribute{Name: value.StatusAttribute, Value: value.TextValue(status)})
		return a
	}
	w := newWorkspace(t, []account.Account{ended(3, "expired"), ended(3, "active"), ended(10, "active"), trial(3)})
	for day, want := range map[int]stats.Outcome{2: {Finished: 3, Converted: 2}, 3: {Finished: 3, Converted: 2}, 4: {Finished: 1, Converted: 1}, 11: {}} {
		c := w.replay(t, proof.Options{Day: day})
		if got := c.Outcome(); got != want || c.Decided != 3-want.Finished {
			t.Errorf("day %d: %+v, %d decided; want %+v", day, got, c.Decided, want)
		}
		for _, trial := range c.Trials {
			if trial.AsOf > asOf {
				t.Errorf("day %d: account %d is scored as of %s", day, trial.Slot, trial.AsOf)
			}
		}
	}
}

// TestDaysAreCancelled stops while the events are read, and while days are judged.
func TestDaysAreCancelled(t *testing.T) {
	t.Parallel()
	var accounts []account.Account
	for range 50 {
		accounts = append(accounts, trial(60, value.ConvertedAt, 20.0))
	}
	w := newWorkspace(t, accounts)
	for _, stop := range []string{"replaying events", "judging days"} {
		ctx, cancel := context.WithCancel(t.Context())
		reports := 0
		ctx = progress.NewContext(ctx, func(doing string, done, total int) {
			if doing != stop {
				return
			}
			reports++
			if doing == "judging days" && total != 14 || done > total {
				t.Errorf("%s: %d of %d", doing, done, total)
			}
			cancel()
		})
		if _, err := proof.Days(ctx, w.facts, w.moment, w.people, w.card, 14, 0); !errors.Is(err, context.Canceled) || reports == 0 {
			t.Errorf("%s: %d reports, %v", stop, reports, err)
		}
		cancel()
	}
}
