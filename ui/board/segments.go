package board

import (
	"context"
	"errors"
	"maps"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/bitset"
	"trialist/scoring/filter"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/segment"
	"trialist/ui/job"
)

// RankedPopulation is a ranking with the population that it is of. Segments ask about both.
type RankedPopulation struct {
	Population *rank.Population
	Ranking    *rank.Ranking
}

// RankedPopulation is the ranking of the saved rulebook.
func (b *Board) RankedPopulation() RankedPopulation { return RankedPopulation{b.Population, b.ranking} }

// segments is which accounts are in the segments that were asked for, of one ranking
// and the touches there are.
type segments struct {
	job     job.Latest
	ranking *rank.Ranking
	touches int // that bits is of
	now     int // grows with every touch
	members map[string]Members
}

// Members is the accounts of a segment.
type Members struct {
	Bits bitset.Bits // of any status
	Top  []uint32    // the first of its trials, best first
	N    int         // its trials
	Err  error       // why the rest is not known
}

// topMembers is how many trials of a segment are listed: more than fit a screen.
const topMembers = 200

// segmentsEvaluated is the answer to RequestSegments. Segments are told apart by
// their sentences.
type segmentsEvaluated struct {
	seq     int
	tried   bool // with the ranking of a draft
	ranking *rank.Ranking
	touches int
	members map[string]Members
}

// segmentsOf is the segments of a ranking: those of the saved rulebook, or those that
// a draft is tried with.
func (b *Board) segmentsOf(r *rank.Ranking) *segments {
	if r == b.ranking {
		return &b.segments
	}
	return &b.tried
}

// RequestSegments finds the accounts of segments, saved or not, unless they are
// known. While an answer is pending nothing is started, so ask after each message.
func (b *Board) RequestSegments(list []rulebook.Segment) tea.Cmd {
	return b.RequestSegmentsOf(b.RankedPopulation(), list)
}

// RequestSegmentsOf is RequestSegments for another ranking of the accounts.
func (b *Board) RequestSegmentsOf(on RankedPopulation, list []rulebook.Segment) tea.Cmd {
	s := b.segmentsOf(on.Ranking)
	if !b.Ready() || s.job.Running {
		return nil
	}
	if s.ranking != on.Ranking || s.touches != b.segments.now {
		s.ranking, s.touches = on.Ranking, b.segments.now
		s.members = make(map[string]Members)
	}
	var missing []rulebook.Segment
	for _, one := range list {
		if _, known := s.members[one.When.String()]; !known {
			missing = append(missing, one)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	s.job.Start()
	return evaluateSegments(b.travel.ctx, s.job.Seq, on, s == &b.tried, s.touches, b.filterSource(b.Snapshot), missing)
}

// evaluateSegments is the command of RequestSegments. All are evaluated at once; only
// where that fails one by one, to tell which fails.
func evaluateSegments(
	ctx context.Context, seq int, on RankedPopulation, tried bool, touches int, source filter.Source, list []rulebook.Segment,
) tea.Cmd {
	return func() tea.Msg {
		r := on.Ranking
		m := segmentsEvaluated{seq: seq, tried: tried, ranking: r, touches: touches, members: make(map[string]Members)}
		all, err := segment.Evaluate(ctx, source, on.Population, r, list)
		for i, one := range list {
			var found Members
			if err == nil {
				found.Bits = all[i]
			} else if alone, failed := segment.Evaluate(ctx, source, on.Population, r, []rulebook.Segment{one}); failed == nil {
				found.Bits = alone[0]
			} else {
				found.Err = failed
			}
			for _, slot := range r.Slots {
				if !found.Bits.Has(int(slot)) {
					continue
				}
				if found.N++; found.N <= topMembers {
					found.Top = append(found.Top, slot)
				}
			}
			m.members[one.When.String()] = found
		}
		return m
	}
}

func (b *Board) handleSegments(m segmentsEvaluated) (changed bool) {
	s := &b.segments
	if m.tried {
		s = &b.tried
	}
	if fresh, _ := s.job.Finish(m.seq); !fresh || m.ranking != s.ranking || m.touches != s.touches {
		return false
	}
	maps.DeleteFunc(m.members, func(_ string, found Members) bool { return errors.Is(found.Err, context.Canceled) })
	maps.Copy(s.members, m.members)
	return true
}

// Members is the accounts of a segment; false while they are not known.
func (b *Board) Members(one rulebook.Segment) (Members, bool) {
	return b.MembersOf(b.RankedPopulation(), one)
}

// MembersOf is Members for another ranking of the accounts.
func (b *Board) MembersOf(on RankedPopulation, one rulebook.Segment) (Members, bool) {
	s := b.segmentsOf(on.Ranking)
	if s.ranking != on.Ranking {
		return Members{}, false
	}
	found, known := s.members[one.When.String()]
	return found, known
}
