package board

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/filter"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
)

// rankRequest is what decides a ranking besides the population.
type rankRequest struct {
	seq    int // of the rank job when it was asked
	order  rank.Order
	filter filter.Filter
	have   *rank.Ranking // of the same people and rulebook; nil when there is none
}

func (b *Board) rankRequest() rankRequest {
	return rankRequest{seq: b.rankJob.Seq, order: b.order, filter: b.filter}
}

// rerank ranks in the background with the order and filter of now.
func (b *Board) rerank() tea.Cmd {
	if b.Population == nil {
		b.rankJob.Seq++ // makes the load on its way rank again
		return nil
	}
	if !b.rankJob.Start() {
		return nil
	}
	seq, q := b.rankJob.Seq, b.rankRequest()
	q.have = b.ranking
	return tea.Batch(
		rankTrials(b.ctx, b.Snapshot, q, b.filterSource(b.Snapshot)),
		b.tick(slowThreshold, func(time.Time) tea.Msg { return rankSlow{seq} }),
	)
}

// handleRanked makes an answer of rank the board's ranking. It reports whether
// it was used.
func (b *Board) handleRanked(m ranked) (used bool, next tea.Cmd) {
	fresh, again := b.rankJob.Finish(m.seq)
	b.slowRank = b.slowRank && b.rankJob.Running
	if again {
		next = b.rerank()
	}
	if !fresh {
		return false, next
	}
	b.filterErr = m.err
	if m.err != nil {
		return false, next
	}
	b.setRanking(m)
	return true, tea.Batch(next, computePositions(b.ranking))
}

// IndexOf is where a slot is in the list that is shown, or -1. It is asked while
// drawing; the list stands in the order of the ranking, so no place but a few is
// looked at.
func (b *Board) IndexOf(slot uint32) int {
	if b.ranking == nil {
		return -1
	}
	place := b.ranking.Position(int(slot))
	at, found := slices.BinarySearchFunc(b.shown, place, func(other uint32, place int) int {
		return b.ranking.Position(int(other)) - place
	})
	if !found {
		return -1
	}
	return at
}

// filterSource is where filters on w look for text, owners and conditions.
func (b *Board) filterSource(w Snapshot) filter.Source {
	return b.index.Source(condition.Moment{AsOf: w.AsOf, TrialDays: w.Book.Lifecycle.TrialDays})
}

// rankTrials is the command behind rerank. It captures values only, so the board may
// change while it runs.
func rankTrials(ctx context.Context, w Snapshot, q rankRequest, source filter.Source) tea.Cmd {
	return func() tea.Msg { return computeRanking(ctx, w, q, source) }
}

func computeRanking(ctx context.Context, w Snapshot, q rankRequest, source filter.Source) ranked {
	r := q.have
	if r == nil || r.By != q.order { // who types a filter changes nothing else
		r = w.Ranker.Rank(w.Book.Card, q.order, rulebook.StatusesOf(rulebook.Trial))
	}
	answer := ranked{seq: q.seq, ranking: r, filter: q.filter, shown: r.Slots}
	if !q.filter.Empty() {
		through, err := q.filter.Evaluate(ctx, source, w.Population, r)
		if err != nil {
			answer.err = err
			return answer
		}
		answer.shown = rankedSubset(r, through)
	}
	answer.qualified = countQualified(r, answer)
	return answer
}

// withPositions is a ranking whose places have been worked out: the first question for
// one costs 10 ms at a million trials, which drawing has not got.
func withPositions(r *rank.Ranking) *rank.Ranking {
	if r != nil && len(r.Slots) > 0 {
		r.Position(int(r.Slots[0]))
	}
	return r
}

// computePositions has the places of a ranking worked out in the background, once its list
// is on screen.
func computePositions(r *rank.Ranking) tea.Cmd {
	return func() tea.Msg {
		withPositions(r)
		return nil
	}
}

// rankedSubset is those of the slots that are ranked, best first. A few are put in order
// by their places; for more it is faster to run along the ranking.
func rankedSubset(r *rank.Ranking, slots bitset.Bits) []uint32 {
	count := slots.Count()
	ranked := make([]uint32, 0, min(count, r.Len()))
	if count > r.Len()/sparseRatio {
		for _, slot := range r.Slots {
			if slots.Has(int(slot)) {
				ranked = append(ranked, slot)
			}
		}
		return ranked
	}
	for slot := range slots.All() {
		if place := r.Position(slot); place >= 0 {
			ranked = append(ranked, uint32(place))
		}
	}
	slices.Sort(ranked)
	for i, place := range ranked {
		ranked[i] = r.Slots[place]
	}
	return ranked
}

// sparseRatio is the share of the ranking up to which slots are a few.
const sparseRatio = 64

// countQualified counts the qualified trials among those shown.
func countQualified(r *rank.Ranking, answer ranked) int {
	if len(answer.shown) == r.Len() {
		return r.QualifiedCount()
	}
	ticked, n := r.QualifiedSlots(), 0
	for _, slot := range answer.shown {
		if ticked.Has(int(slot)) {
			n++
		}
	}
	return n
}
