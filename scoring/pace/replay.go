package pace

import (
	"context"
	"errors"
	"sync"

	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/progress"
	"trialist/scoring/proof"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/timeline"
	"trialist/scoring/value"
)

// replay finds what each trial matched at the end of each day. It reads the events once
// for all days, or once a day if a condition has no history.
func (s *Paces) replay(ctx context.Context, f eval.Facts, m condition.Moment, p *rank.Population, card rulebook.Scorecard, days []int) error {
	sample, err := proof.NewSample(ctx, f, m, p, proof.Options{Day: proof.MinDay})
	if err != nil {
		return err
	}
	// Trials that were undecided on a later day were undecided on the first.
	c := sample.Cohort(rulebook.Scorecard{})
	r := newReplay(s, c, card, days)
	err = timeline.Replay(ctx, f, m, r.conditions, r.visit)
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
	paces      *Paces
	layout     rulebook.MaskLayout // of adoption
	days       []int               // ascending
	conditions []condition.Condition
	start      []value.Instant // of each trial that is asked about, by slot; Never of others
	last       []uint16        // day to ask about, by slot
	running    []bool          // by slot
	now        []uint64        // signals matched by running trials as of their day, by slot
	before     []uint64        // and as of an earlier one
	shards     [numShards]shard
}

// shard counts ended trials by day, as an index into days, and by the signals that they
// matched then. Each shard has its own lock, so that goroutines seldom wait.
type shard struct {
	mu     sync.Mutex
	counts []map[uint64]uint32
	masks  []uint64 // of one trial by day; scratch memory
}

const (
	numShards  = 64
	shardSlots = 1 << 12 // slots that follow one another in a shard
)

func newReplay(s *Paces, c *proof.Cohort, card rulebook.Scorecard, days []int) *replay {
	n := len(s.Days)
	r := &replay{
		paces: s, layout: card.Layout(rulebook.Adoption), days: days, start: make([]value.Instant, n), last: make([]uint16, n), running: make([]bool, n),
		now: make([]uint64, n), before: make([]uint64, n),
	}
	r.conditions = r.layout.Conditions()
	for slot := range r.start {
		r.start[slot] = value.Never
	}
	for i := range c.Trials {
		t := &c.Trials[i]
		last := value.Instant(proof.MaxDay)
		if t.DecidedAt != value.Never {
			last = min((t.DecidedAt+1-t.Start)/value.Day, last)
		}
		r.start[t.Slot], r.last[t.Slot] = t.Start, uint16(last)
	}
	for i := range c.Running {
		t := &c.Running[i]
		r.start[t.Slot], r.last[t.Slot], r.running[t.Slot] = t.Start, s.Days[t.Slot], true
	}
	for i := range r.shards {
		r.shards[i].masks, r.shards[i].counts = make([]uint64, len(days)), make([]map[uint64]uint32, len(days))
		for day := range days {
			r.shards[i].counts[day] = make(map[uint64]uint32)
		}
	}
	return r
}

// visit counts a trial.
func (r *replay) visit(slot int, when []timeline.Timeline) error {
	if slot >= len(r.start) || r.start[slot] == value.Never {
		return nil
	}
	s := &r.shards[slot/shardSlots%numShards]
	s.mu.Lock()
	defer s.mu.Unlock()
	asked := 0 // days
	for asked < len(r.days) && r.days[asked] <= int(r.last[slot]) {
		asked++
	}
	clear(s.masks[:asked])
	for bit, t := range when {
		r.addMatches(s.masks[:asked], 1<<bit, t, r.start[slot])
	}
	if !r.running[slot] {
		for i, mask := range s.masks[:asked] {
			s.counts[i][mask]++
		}
		return nil
	}
	now := int(r.paces.Days[slot])
	for i, mask := range s.masks[:asked] {
		switch r.days[i] {
		case now:
			r.now[slot] = mask
		case earlierDay(now):
			r.before[slot] = mask
		}
	}
	return nil
}

// addMatches adds a bit to the masks of the days at whose end the timeline holds.
func (r *replay) addMatches(masks []uint64, bit uint64, t timeline.Timeline, start value.Instant) {
	changes := 0
	for i := range masks {
		end := start + value.Instant(r.days[i])*value.Day - 1
		for changes < len(t) && t[changes] <= end {
			changes++
		}
		if changes%2 == 1 {
			masks[i] |= bit
		}
	}
}

// compare sets the percentiles of the running trials.
func (r *replay) compare() {
	scores := make(map[int]distribution, len(r.days))
	sums := make(map[uint64]uint32) // of scores, by mask
	sumOf := func(mask uint64) uint32 {
		sum, ok := sums[mask]
		if !ok {
			sum = r.layout.Score(mask).Sum
			sums[mask] = sum
		}
		return sum
	}
	for i, day := range r.days {
		counts := make(map[uint32]uint32)
		for s := range r.shards {
			for mask, n := range r.shards[s].counts[i] {
				counts[sumOf(mask)] += n
			}
		}
		scores[day] = newDistribution(counts)
	}
	for slot, running := range r.running {
		if !running {
			continue
		}
		now := int(r.paces.Days[slot])
		r.paces.set(slot, now, scores[now], sumOf(r.now[slot]))
		r.paces.set(slot, earlierDay(now), scores[earlierDay(now)], sumOf(r.before[slot]))
	}
}
