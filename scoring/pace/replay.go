package pace

import (
	"context"
	"errors"
	"slices"

	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/progress"
	"trialist/scoring/proof"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/timeline"
	"trialist/scoring/value"
)

// replay finds the score of each trial at the end of each day. It reads the events once
// for all days, or once a day if a condition has no history.
func (s *Paces) replay(ctx context.Context, f eval.Facts, m condition.Moment, p *rank.Population, card rulebook.Scorecard, days []int) error {
	sample, err := proof.NewSample(ctx, f, m, p, proof.Options{Day: proof.MinDay})
	if err != nil {
		return err
	}
	// Trials that were undecided on a later day were undecided on the first.
	r := newReplay(s, sample.Cohort(rulebook.Scorecard{}), m, days)
	daily := proof.Daily{Days: days, Start: r.start, Last: r.last, Visit: r.visit}
	err = daily.Replay(ctx, f, m, card)
	if errors.Is(err, timeline.ErrNoHistory) {
		return s.replayEachDay(ctx, f, m, p, card, days)
	}
	if err == nil {
		r.compare()
	}
	return err
}

// replayEachDay is replay with one pass over the events for each day.
func (s *Paces) replayEachDay(ctx context.Context, f eval.Facts, m condition.Moment, p *rank.Population, card rulebook.Scorecard, days []int) error {
	for i, day := range days {
		c, err := proof.Replay(ctx, f, m, p, card, proof.Options{Day: day})
		if err != nil {
			return err
		}
		sums := make(map[uint32]uint32)
		for i := range c.Trials {
			sums[c.Trials[i].Scores[rulebook.Adoption].Sum]++
		}
		scores := newDistribution(sums)
		for i := range c.Running {
			t := &c.Running[i]
			s.set(t.Slot, day, scores, t.Scores[rulebook.Adoption].Sum)
		}
		progress.Report(ctx, "replaying trials", i+1, len(days))
	}
	return nil
}

// set sets the percentile of a running trial as of a day, from the sum of its score then.
func (s *Paces) set(slot, day int, scores distribution, sum uint32) {
	if scores.of < MinTrials {
		return
	}
	switch now := int(s.Days[slot]); day {
	case now:
		s.Percentiles[slot] = scores.percentile(sum)
	case earlierDay(now):
		s.Earlier[slot] = scores.percentile(sum)
	}
}

// replay is one pass over the events. Slots are visited by several goroutines at once.
type replay struct {
	paces   *Paces
	days    []int                                // ascending
	start   []value.Instant                      // of each trial that is asked about, by slot; Never of others
	last    []uint16                             // day to ask about, by slot
	running []bool                               // by slot
	now     []uint32                             // sum of the score of running trials as of their day, by slot
	before  []uint32                             // and as of an earlier one
	counts  [proof.NumShards][]map[uint32]uint32 // finished trials by shard, day as an index of the days, and sum
}

func newReplay(s *Paces, c *proof.Cohort, m condition.Moment, days []int) *replay {
	n := len(s.Days)
	r := &replay{
		paces: s, days: days, start: slices.Repeat([]value.Instant{value.Never}, n), last: make([]uint16, n), running: make([]bool, n),
		now: make([]uint32, n), before: make([]uint32, n),
	}
	for i := range c.Trials {
		t := &c.Trials[i]
		r.start[t.Slot], r.last[t.Slot] = t.Start, uint16(min(t.LastDay(m.AsOf), proof.MaxDay))
	}
	for i := range c.Running {
		t := &c.Running[i]
		r.start[t.Slot], r.last[t.Slot], r.running[t.Slot] = t.Start, s.Days[t.Slot], true
	}
	return r
}

// visit counts a trial.
func (r *replay) visit(shard, slot int, sums []uint32) {
	if !r.running[slot] {
		if r.counts[shard] == nil {
			r.counts[shard] = newCounts(len(r.days))
		}
		for i, sum := range sums {
			r.counts[shard][i][sum]++
		}
		return
	}
	now := int(r.paces.Days[slot])
	for i, sum := range sums {
		switch r.days[i] {
		case now:
			r.now[slot] = sum
		case earlierDay(now):
			r.before[slot] = sum
		}
	}
}

func newCounts(days int) []map[uint32]uint32 {
	counts := make([]map[uint32]uint32, days)
	for i := range counts {
		counts[i] = make(map[uint32]uint32)
	}
	return counts
}

// compare sets the percentiles of the running trials.
func (r *replay) compare() {
	scores := make(map[int]distribution, len(r.days))
	for i, day := range r.days {
		counts := make(map[uint32]uint32)
		for _, shard := range r.counts {
			if shard != nil {
				for sum, n := range shard[i] {
					counts[sum] += n
				}
			}
		}
		scores[day] = newDistribution(counts)
	}
	for slot, running := range r.running {
		if !running {
			continue
		}
		now := int(r.paces.Days[slot])
		r.paces.set(slot, now, scores[now], r.now[slot])
		r.paces.set(slot, earlierDay(now), scores[earlierDay(now)], r.before[slot])
	}
}
