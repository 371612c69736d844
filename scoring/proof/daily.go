package proof

import (
	"context"
	"sync"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/rulebook"
	"trialist/scoring/timeline"
	"trialist/scoring/value"
)

// Daily computes the adoption scores of trials as of the end of several of their days. It
// reads the events once, however many days there are.
type Daily struct {
	Days  []int           // ascending, MinDay to MaxDay
	Start []value.Instant // by slot, the start of the trial; Never for accounts to leave out
	Last  []uint16        // by slot, the last day of the trial to score, at most MaxDay

	// Visit gets the sums of the scores of a trial as of each of the days up to its last. It
	// is called by several goroutines at once, but by one at a time for each of NumShards
	// shards. The sums are valid until it returns.
	Visit func(shard, slot int, sums []uint32)
}

// NumShards is the most concurrent calls of [Daily.Visit].
const NumShards = 64

const shardSlots = 1 << 12 // consecutive slots of a shard

// Replay calls Visit for each trial, with scores by the adoption signals of the card. The
// errors are those of [timeline.ReplayAmong]. After [timeline.ErrNoHistory] nothing was
// visited.
func (d *Daily) Replay(ctx context.Context, f eval.Facts, m condition.Moment, card rulebook.Scorecard) error {
	card.Disqualifiers = nil // they do not count for scores
	layout := card.Layout(rulebook.Adoption)
	r := &dailyReplay{Daily: d}
	for _, s := range layout.Signals {
		for range s.LevelCount {
			r.weights = append(r.weights, s.LevelWeight)
		}
	}
	for day := range r.firstIndex {
		for r.firstIndex[day] < len(d.Days) && d.Days[r.firstIndex[day]] < day {
			r.firstIndex[day]++
		}
	}
	asked := bitset.Where(len(d.Start), func(slot int) bool { return d.Start[slot] != value.Never })
	return timeline.ReplayAmong(ctx, f, m, layout.Conditions(), asked, r.visit)
}

// dailyReplay is one pass over the events.
type dailyReplay struct {
	*Daily
	weights    []uint32        // what each condition adds to a sum while it holds
	firstIndex [MaxDay + 2]int // by day: index of the first of Days that is not before it
	shards     [NumShards]struct {
		sync.Mutex // rarely contended, as one goroutine visits consecutive slots
		sums       []uint32
	}
}

// visit sums the scores of a trial as of each day, from the changes of its signals.
func (r *dailyReplay) visit(slot int, when []timeline.Timeline) error {
	shard := slot / shardSlots % NumShards
	s := &r.shards[shard]
	s.Lock()
	defer s.Unlock()
	if s.sums == nil {
		s.sums = make([]uint32, len(r.Days)+1) // the last one takes changes after the last day
	}
	clear(s.sums)
	for i, t := range when {
		for n, at := range t {
			if n%2 == 0 {
				s.sums[r.index(slot, at)] += r.weights[i]
			} else {
				s.sums[r.index(slot, at)] -= r.weights[i] // differences, which may wrap below zero until they are summed
			}
		}
	}
	asked := r.firstIndex[r.Last[slot]+1]
	for i := range asked {
		if i > 0 {
			s.sums[i] += s.sums[i-1]
		}
	}
	r.Visit(shard, slot, s.sums[:asked])
	return nil
}

// index is the index of the first of Days whose last millisecond is not before the instant.
func (r *dailyReplay) index(slot int, at value.Instant) int {
	if at < r.Start[slot] {
		return 0
	}
	return r.firstIndex[min((at-r.Start[slot])/value.Day+1, MaxDay+1)]
}
