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

// Daily asks for the adoption scores of trials as of the end of several of their days.
// The events are read once for all days, however many there are.
type Daily struct {
	Days  []int           // asked about, ascending, MinDay to MaxDay
	Start []value.Instant // of the trial that is asked about, by slot; Never of other accounts
	Last  []uint16        // the last day asked about, by slot, MaxDay at most

	// Visit is told the sums of the scores of a trial as of the days up to its last, in
	// their order. Several goroutines call it at once, but not for the same shard, of which
	// there are NumShards. The sums are valid until it returns.
	Visit func(shard, slot int, sums []uint32)
}

// NumShards is how many calls of [Daily.Visit] there are at once at most.
const NumShards = 64

const shardSlots = 1 << 12 // slots that follow one another in a shard

// Replay calls Visit for each trial. The scores are by the adoption signals of the card.
// The errors are those of [timeline.ReplayAmong]; where one is [timeline.ErrNoHistory],
// nothing was visited.
func (d *Daily) Replay(ctx context.Context, f eval.Facts, m condition.Moment, card rulebook.Scorecard) error {
	card.Disqualifiers = nil // they count for no score
	layout := card.Layout(rulebook.Adoption)
	r := &dailyReplay{Daily: d}
	for _, s := range layout.Signals {
		for range s.LevelCount {
			r.weights = append(r.weights, s.LevelWeight)
		}
	}
	for day := range r.places {
		for r.places[day] < len(d.Days) && d.Days[r.places[day]] < day {
			r.places[day]++
		}
	}
	asked := bitset.Where(len(d.Start), func(slot int) bool { return d.Start[slot] != value.Never })
	return timeline.ReplayAmong(ctx, f, m, layout.Conditions(), asked, r.visit)
}

// dailyReplay is one pass over the events.
type dailyReplay struct {
	*Daily
	weights []uint32        // what each condition adds to a sum while it holds
	places  [MaxDay + 2]int // by day: the first place among the days that is not before it
	shards  [NumShards]struct {
		sync.Mutex // seldom waited for, as slots that follow one another are visited by one goroutine
		sums       []uint32
	}
}

// visit adds up the scores of a trial.
func (r *dailyReplay) visit(slot int, when []timeline.Timeline) error {
	shard := slot / shardSlots % NumShards
	s := &r.shards[shard]
	s.Lock()
	defer s.Unlock()
	if s.sums == nil {
		s.sums = make([]uint32, len(r.Days)+1) // the last place is for what changes after the last day
	}
	clear(s.sums)
	for i, t := range when {
		for n, at := range t {
			if n%2 == 0 {
				s.sums[r.place(slot, at)] += r.weights[i]
			} else {
				s.sums[r.place(slot, at)] -= r.weights[i] // which may be less than nothing until all are added up
			}
		}
	}
	asked := r.places[r.Last[slot]+1]
	for i := range asked {
		if i > 0 {
			s.sums[i] += s.sums[i-1]
		}
	}
	r.Visit(shard, slot, s.sums[:asked])
	return nil
}

// place is the place of the first of the days whose last millisecond is not before the
// instant.
func (r *dailyReplay) place(slot int, at value.Instant) int {
	if at < r.Start[slot] {
		return 0
	}
	return r.places[min((at-r.Start[slot])/value.Day+1, MaxDay+1)]
}
