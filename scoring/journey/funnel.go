package journey

import (
	"context"
	"fmt"
	"math"
	"slices"
	"sync"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/stats"
	"trialist/scoring/timeline"
	"trialist/scoring/value"
)

// Funnel is how trials reach the milestones.
type Funnel struct {
	Running  int // trials running now
	Finished int // trials of any other status whose start is known
	NoStart  int // finished trials whose start is not known, so nor is when they reached what
	Paying   int // finished trials that were paying already when the trial began
	Stages   []Stage
	Reached  Reached // by the running trials
}

// Stage is a milestone of a funnel.
type Stage struct {
	Signal rulebook.Signal
	Timed  bool // it asks about events; else nobody knows when it was reached

	Reached   int         // running trials that reached it
	Stuck     int         // running trials that reached the milestone before it but not it
	ReachedBy bitset.Bits // the slots of Reached
	StuckAt   bitset.Bits // the slots of Stuck

	// MedianDays and P90Days are days from the start of the trial to reaching it, over the
	// finished trials that reached it in time. NaN without any, or when it is not timed.
	MedianDays, P90Days float64

	With, Without stats.Outcome // finished trials that reached it during the trial, and that did not
}

// Share is the share of the running trials that reached the stage, 0 to 1; false when no
// trial runs.
func (f Funnel) Share(s Stage) (float64, bool) {
	if f.Running == 0 {
		return 0, false
	}
	return float64(s.Reached) / float64(f.Running), true
}

// Milestones lists the steps of the journey.
func Milestones(card rulebook.Scorecard) []rulebook.Signal { return card.Enabled(rulebook.Adoption) }

// NewFunnel replays the events of all trials. A milestone is reached when its condition
// first holds after the start of the trial. The trial of a finished account lasts until
// its end or until the account converted or churned, whichever comes first: what an account
// does after buying does not lead to buying.
//
// The population must be of the facts and the moment. The errors are those of
// [timeline.Replay].
func NewFunnel(ctx context.Context, f eval.Facts, m condition.Moment, p *rank.Population, card rulebook.Scorecard) (Funnel, error) {
	if len(p.Status) != f.Accounts() {
		return Funnel{}, fmt.Errorf("the trials of %d accounts, and the events of %d: they are of two revisions", len(p.Status), f.Accounts())
	}
	signals := Milestones(card)
	funnel := Funnel{Stages: make([]Stage, len(signals)), Reached: newReached(p, len(signals))}
	conditions := make([]condition.Condition, len(signals))
	for i, s := range signals {
		conditions[i] = s.When.Level(1)
		funnel.Stages[i] = Stage{
			Signal: s, Timed: asksEvents(s.When),
			ReachedBy: bitset.New(len(p.Status)), StuckAt: bitset.New(len(p.Status)),
		}
	}
	until, err := Decisions(ctx, f, m, p)
	if err != nil {
		return Funnel{}, err
	}
	converted, err := eval.AccountDates(ctx, f, m, value.ConvertedAt)
	if err != nil {
		return Funnel{}, err
	}
	churned, err := eval.AccountDates(ctx, f, m, value.ChurnedAt)
	if err != nil {
		return Funnel{}, err
	}
	days := make([][]float64, len(signals))
	var lock sync.Mutex // slots are visited by several goroutines
	err = timeline.Replay(ctx, f, m, conditions, func(slot int, when []timeline.Timeline) error {
		status := p.Status[slot]
		if status == rulebook.NoStatus {
			return nil
		}
		lock.Lock()
		defer lock.Unlock()
		if status == rulebook.Trial {
			funnel.addRunning(slot, p.Start[slot], m.AsOf, when)
			return nil
		}
		start := p.Start[slot]
		if start == value.Never {
			funnel.NoStart++
			return nil
		}
		if had := converted[slot]; had != value.Never && had < start {
			if left := churned[slot]; left < had || left >= start {
				funnel.Paying++
				return nil
			}
			funnel.addFinished(start, until[slot], false, when, days) // it converted before this trial
			return nil
		}
		funnel.addFinished(start, until[slot], p.Converted.Has(slot), when, days)
		return nil
	})
	if err != nil {
		return Funnel{}, err
	}
	for i := range funnel.Stages {
		found := stats.Percentiles(days[i], 0.5, 0.9)
		funnel.Stages[i].MedianDays, funnel.Stages[i].P90Days = found[0], found[1]
	}
	return funnel, nil
}

// addRunning counts a running trial. When its start is not known, all that it did counts.
func (f *Funnel) addRunning(slot int, start, asOf value.Instant, when []timeline.Timeline) {
	f.Running++
	before := true // it reached the stage before
	at, _ := f.Reached.times(slot)
	for i := range f.Stages {
		s := &f.Stages[i]
		at[i] = when[i].FirstIn(max(start, timeline.Always), asOf+1)
		reached := at[i] != value.Never
		switch {
		case reached:
			s.Reached++
			s.ReachedBy.Set(slot)
		case before:
			s.Stuck++
			s.StuckAt.Set(slot)
		}
		before = reached
	}
}

// addFinished counts a trial that lasted [start, until).
func (f *Funnel) addFinished(start, until value.Instant, converted bool, when []timeline.Timeline, days [][]float64) {
	f.Finished++
	for i := range f.Stages {
		s := &f.Stages[i]
		outcome := &s.Without
		if at := when[i].FirstIn(start, until); at != value.Never {
			outcome = &s.With
			if s.Timed {
				days[i] = append(days[i], float64(at-start)/float64(value.Day))
			}
		}
		outcome.Finished++
		if converted {
			outcome.Converted++
		}
	}
}

// Decisions has, by slot, when the trial of each finished account was decided: when it
// ended, converted or churned, whichever came first; one millisecond after as-of when none
// of these is known. The error is one of the facts.
func Decisions(ctx context.Context, f eval.Facts, m condition.Moment, p *rank.Population) ([]value.Instant, error) {
	until := make([]value.Instant, len(p.End))
	for slot, end := range p.End {
		until[slot] = m.AsOf + 1
		if end != value.Never {
			until[slot] = min(end, m.AsOf+1)
		}
	}
	for _, name := range []string{value.ConvertedAt, value.ChurnedAt} {
		dates, err := eval.AccountDates(ctx, f, m, name)
		if err != nil {
			return nil, err
		}
		for slot, at := range dates {
			if at != value.Never && at >= p.Start[slot] {
				until[slot] = min(until[slot], at)
			}
		}
	}
	return until, nil
}

// asksEvents reports whether the condition asks about events. Attributes have no time.
func asksEvents(c condition.Condition) bool {
	return slices.ContainsFunc(c.Rules, func(r condition.Rule) bool {
		return r.Subject == condition.EventSubject || r.Subject == condition.ActiveDaysSubject || r.Subject == condition.LastSeenSubject
	})
}

// Known reports whether a number of days is known.
func Known(days float64) bool { return !math.IsNaN(days) }
