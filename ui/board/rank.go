package board

import (
	"context"
	"errors"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/filter"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/segment"
	"trialist/scoring/value"
	"trialist/scoring/view"
	"trialist/store/accounts"
	"trialist/store/views"
)

// rankRequest is what decides a ranking besides the population.
type rankRequest struct {
	seq       int // of the rank job when it was asked
	sort      view.Sort
	filter    filter.Filter
	otherwise *filter.Filter // in its place where nobody passes it; nil for none
	hidden    bool           // also trials that are snoozed or dismissed
	lane      int            // most of those who raised a hand that stand first
	folded    bool           // those who raised a hand stand at their place
	have      *rank.Ranking  // of the same population and rulebook; nil when there is none
}

func (b *Board) rankRequest() rankRequest {
	return rankRequest{seq: b.rankJob.Seq, sort: b.sort, filter: b.filter, otherwise: b.otherwise, hidden: b.showHidden, lane: b.laneLimit, folded: b.laneFolded}
}

// rerank ranks in the background with the current order and filter.
func (b *Board) rerank() tea.Cmd {
	if b.Population == nil {
		b.rankJob.Seq++ // the pending load sees that its ranking is out of date
		return nil
	}
	if !b.rankJob.Start() {
		return nil
	}
	seq, q := b.rankJob.Seq, b.rankRequest()
	q.have = b.ranking
	source := b.filterSource(b.Snapshot)
	return tea.Batch(
		rankTrials(b.travel.ctx, b.Snapshot, q, rankSources{source, views.NewSource(b.store, source, b.names)}),
		b.tick(slowThreshold, func(time.Time) tea.Msg { return rankSlow{seq} }),
	)
}

// handleRanked takes over a ranking. It reports whether the list changed.
func (b *Board) handleRanked(m ranked) (used bool, next tea.Cmd) {
	fresh, again := b.rankJob.Finish(m.seq)
	b.slowRank = b.slowRank && b.rankJob.Running
	if again {
		next = b.rerank()
	}
	if !fresh {
		return false, next
	}
	if errors.Is(m.err, context.Canceled) {
		return false, next // the load of another instant ranks again
	}
	b.filterErr = m.err
	if m.err != nil {
		return false, next
	}
	b.setRanking(m)
	return true, tea.Batch(next, computePositions(b.ranking))
}

// IndexOf is the index of a slot in Shown, or -1. Drawing asks for it, so it must
// be fast. Where the list is in the order of the ranking, a binary search by position
// finds the slot.
func (b *Board) IndexOf(slot uint32) int {
	if b.ranking == nil {
		return -1
	}
	if b.shownIndex != nil {
		if int(slot) >= len(b.shownIndex) {
			return -1
		}
		return int(b.shownIndex[slot]) - 1
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

// filterSource answers what filters ask about a snapshot: texts, owners and
// conditions.
func (b *Board) filterSource(snapshot Snapshot) filter.Source {
	return b.source(snapshot, b.TouchesAt())
}

// source is filterSource with the touches that count at an instant.
func (o opened) source(snapshot Snapshot, touches value.Instant) filter.Source {
	m := condition.Moment{AsOf: snapshot.AsOf, TrialDays: snapshot.Book.Lifecycle.TrialDays, Zone: snapshot.Population.Zone}
	return newPaceSource(o.index.Source(m).WithTouchesAt(touches), o.latestPaces, snapshot, touches != accounts.Latest)
}

// FilterSource answers what filters and segments ask about the snapshot.
func (b *Board) FilterSource() filter.Source { return b.filterSource(b.Snapshot) }

// rankTrials is the command of rerank. It captures values only, so the board may
// change while it runs.
func rankTrials(ctx context.Context, snapshot Snapshot, q rankRequest, sources rankSources) tea.Cmd {
	return func() tea.Msg { return computeRanking(ctx, snapshot, q, sources) }
}

// rankSources answer what a ranking asks of the data.
type rankSources struct {
	filter filter.Source
	sort   view.Source
}

func computeRanking(ctx context.Context, snapshot Snapshot, q rankRequest, sources rankSources) ranked {
	r := q.have
	if r == nil || r.By != q.sort.Order() { // another filter needs no new ranking
		r = snapshot.Ranker.Rank(snapshot.Book.Card, q.sort.Order(), rulebook.StatusesOf(rulebook.Trial))
	}
	answer := ranked{seq: q.seq, ranking: r, filter: q.filter, sort: q.sort, shown: r.Slots}
	if err := answer.pass(ctx, snapshot, q, sources.filter); err != nil {
		answer.err = err
		return answer
	}
	if q.otherwise != nil && len(answer.shown) == 0 {
		q.filter, q.otherwise, q.have = *q.otherwise, nil, r
		answer = computeRanking(ctx, snapshot, q, sources)
		answer.heldBack = true
		return answer
	}
	answer.qualified = countQualified(r, answer)
	if !q.sort.Ranks() {
		answer.arrange(ctx, snapshot, sources.sort)
	}
	answer.raiseHands(r, q.lane, q.folded)
	return answer
}

// pass sets the trials that pass the filter and are not hidden.
func (m *ranked) pass(ctx context.Context, snapshot Snapshot, q rankRequest, source filter.Source) error {
	p, r := snapshot.Population, m.ranking
	var through bitset.Bits // nil for all
	if !q.filter.Empty() {
		var err error
		if through, err = q.filter.Evaluate(ctx, source, p, r, snapshot.Book.Segments); err != nil {
			return err
		}
	}
	if !q.hidden && !q.filter.AsksHidden() {
		hidden, err := segment.FindHidden(ctx, source, p, r)
		if err != nil {
			return err
		}
		if through == nil && hidden.Snoozed.Count()+hidden.Dismissed.Count() > 0 {
			through = bitset.New(len(p.Status))
			through.Fill(len(p.Status))
		}
		m.snoozed, m.dismissed = hidden.LeaveOut(through, p.Status)
	}
	if through != nil {
		m.shown = rankedSubset(r, through)
	}
	return nil
}

// arrange puts what is shown into the order of the sort.
func (m *ranked) arrange(ctx context.Context, snapshot Snapshot, source view.Source) {
	shown, err := m.sort.Arrange(ctx, source, snapshot.Population, m.ranking, m.shown)
	if err != nil {
		m.err = err
		return
	}
	m.shown = shown
	m.indexShown(len(snapshot.Population.Status))
}

// withPositions is the ranking with its positions computed. The first call of
// Position computes them all, which takes 10 ms at a million trials: too long
// while drawing.
func withPositions(r *rank.Ranking) *rank.Ranking {
	if r != nil && len(r.Slots) > 0 {
		r.Position(int(r.Slots[0]))
	}
	return r
}

// computePositions is the command that computes the positions of a ranking after
// its list is on screen.
func computePositions(r *rank.Ranking) tea.Cmd {
	return func() tea.Msg {
		withPositions(r)
		return nil
	}
}

// rankedSubset is the slots that are ranked, best first. A small set is sorted by
// position; for a larger one a pass over the whole ranking is faster.
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

// sparseRatio says which sets are small: at most one slot in so many of the
// ranking.
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
