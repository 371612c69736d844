package proof

import (
	"context"
	"errors"
	"slices"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/parallel"
	"trialist/scoring/progress"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/stats"
	"trialist/scoring/timeline"
	"trialist/scoring/value"
)

// DayPower is the verdict as of a day.
type DayPower struct {
	Day     int
	Outcome stats.Outcome
	Power
}

// Days is the verdict on the adoption score as of each day from 1 to last. It reports to the
// [progress.Func] of the context. The errors are those of [Daily.Replay] and [Replay].
func Days(ctx context.Context, f eval.Facts, m condition.Moment, p *rank.Population, card rulebook.Scorecard, last, horizon int) ([]DayPower, error) {
	card.Fit, card.Disqualifiers = nil, nil // only adoption is judged
	counts, err := countDays(ctx, f, m, p, card, last, horizon)
	if errors.Is(err, timeline.ErrNoHistory) {
		counts, err = countEachDay(ctx, f, m, p, card, last, horizon)
	}
	if err != nil {
		return nil, err
	}
	return judgeDays(ctx, counts)
}

// outcomesBySum are the outcomes of trials by the sum of their scores.
type outcomesBySum map[int64]stats.Outcome

func (o outcomesBySum) count(sum uint32, converted bool) {
	all := o[int64(sum)]
	all.Count(converted)
	o[int64(sum)] = all
}

// countDays counts the trials by score as of each day, in one pass over the events. The
// errors are those of [Daily.Replay].
func countDays(ctx context.Context, f eval.Facts, m condition.Moment, p *rank.Population, card rulebook.Scorecard, last, horizon int) ([]outcomesBySum, error) {
	// Trials that were undecided at the end of a later day were undecided on the first.
	s, err := newSelection(ctx, f, m, p, Options{Day: MinDay, Horizon: horizon}, false)
	if err != nil || last < MinDay {
		return nil, err
	}
	if err := (Options{Day: last}).Validate(); err != nil {
		return nil, err
	}
	n := len(p.Status)
	d := Daily{Start: slices.Repeat([]value.Instant{value.Never}, n), Last: make([]uint16, n)}
	for day := MinDay; day <= last; day++ {
		d.Days = append(d.Days, day)
	}
	converted := bitset.New(n)
	for i := range s.Trials {
		t := &s.Trials[i]
		if t.isUntuned(card) {
			d.Start[t.Slot], d.Last[t.Slot] = t.Start, uint16(min(t.LastDay(m.AsOf), last))
			if t.Converted {
				converted.Set(t.Slot)
			}
		}
	}
	var shards [NumShards][]outcomesBySum
	d.Visit = func(shard, slot int, sums []uint32) {
		if shards[shard] == nil {
			shards[shard] = newOutcomes(last)
		}
		for i, sum := range sums {
			shards[shard][i].count(sum, converted.Has(slot))
		}
	}
	if err := d.Replay(ctx, f, m, card); err != nil {
		return nil, err
	}
	all := newOutcomes(last)
	for _, shard := range shards {
		for i, outcomes := range shard {
			for sum, o := range outcomes {
				total := all[i][sum]
				total.Add(o)
				all[i][sum] = total
			}
		}
	}
	return all, nil
}

func newOutcomes(days int) []outcomesBySum {
	outcomes := make([]outcomesBySum, days)
	for i := range outcomes {
		outcomes[i] = make(outcomesBySum)
	}
	return outcomes
}

// countEachDay is countDays with one pass over the events for each day, for conditions
// without a history.
func countEachDay(ctx context.Context, f eval.Facts, m condition.Moment, p *rank.Population, card rulebook.Scorecard, last, horizon int) ([]outcomesBySum, error) {
	counts := newOutcomes(last)
	for i := range counts {
		c, err := replayUntuned(ctx, f, m, p, card, Options{Day: i + 1, Horizon: horizon})
		if err != nil {
			return nil, err
		}
		for k := range c.Trials {
			counts[i].count(c.Trials[k].Scores[rulebook.Adoption].Sum, c.Trials[k].Converted)
		}
		progress.Report(ctx, "replaying trials", i+1, last)
	}
	return counts, nil
}

// judgeDays judges the days, several of them concurrently. The error is that of the context.
func judgeDays(ctx context.Context, counts []outcomesBySum) ([]DayPower, error) {
	days := make([]DayPower, len(counts))
	err := parallel.Do(ctx, "judging days", len(days), func() func(context.Context, int) error {
		return func(_ context.Context, i int) error {
			h := stats.HistogramOf(counts[i])
			days[i] = DayPower{Day: i + 1, Outcome: h.Outcome(), Power: judge(h)}
			return nil
		}
	})
	if err != nil {
		return nil, err
	}
	return days, nil
}

// TrustedFrom is the earliest day from which on the score predicts on every day; false when
// there is none.
func TrustedFrom(days []DayPower) (int, bool) {
	first := len(days)
	for i, d := range slices.Backward(days) {
		if d.Verdict < PredictsWeakly {
			break
		}
		first = i
	}
	if first == len(days) {
		return 0, false
	}
	return days[first].Day, true
}
