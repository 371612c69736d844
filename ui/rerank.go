package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring"
)

// question is what decides a ranking besides the population.
type question struct {
	seq    int // of the rank job when it was asked
	order  scoring.Order
	filter scoring.Filter
}

func (b *board) question() question {
	return question{seq: b.ranks.seq, order: b.order, filter: b.filter}
}

// rerank ranks in the background with the order and filter of now.
func (b *board) rerank() tea.Cmd {
	if b.people == nil {
		b.ranks.seq++ // makes the load on its way rank again
		return nil
	}
	if !b.ranks.start() {
		return nil
	}
	seq := b.ranks.seq
	return tea.Batch(
		rank(b.ctx, b.workspace, b.question(), b.source(b.workspace)),
		b.tick(slowAfter, func(time.Time) tea.Msg { return rankSlow{seq} }),
	)
}

// takeRanked makes an answer of rank the board's ranking. It reports whether
// it was used.
func (b *board) takeRanked(m ranked) (used bool, next tea.Cmd) {
	fresh, again := b.ranks.finish(m.seq)
	b.slowRank = b.slowRank && b.ranks.running
	if again {
		next = b.rerank()
	}
	if !fresh {
		return false, next
	}
	b.refused = m.err
	if m.err != nil {
		return false, next
	}
	b.setRanked(m)
	return true, next
}

// source is where filters on w look for text, owners and conditions.
func (b *board) source(w workspace) scoring.FilterSource {
	return b.store.FilterSource(scoring.Moment{AsOf: w.asOf, TrialDays: w.book.Life.TrialDays})
}

// rank is the command behind rerank. It captures values only, so the board may
// change while it runs.
func rank(ctx context.Context, w workspace, q question, source scoring.FilterSource) tea.Cmd {
	return func() tea.Msg { return rankNow(ctx, w, q, source) }
}

func rankNow(ctx context.Context, w workspace, q question, source scoring.FilterSource) ranked {
	r := w.ranker.Rank(w.book.Card, q.order, scoring.StatusesOf(scoring.Trial))
	answer := ranked{seq: q.seq, ranking: r, filter: q.filter, shown: r.Order}
	if !q.filter.Empty() {
		through, err := q.filter.Apply(ctx, source, w.people, r)
		if err != nil {
			answer.err = err
			return answer
		}
		answer.shown = make([]uint32, 0, through.Count())
		for _, slot := range r.Order {
			if through.Has(int(slot)) {
				answer.shown = append(answer.shown, slot)
			}
		}
	}
	answer.qualified = qualified(r, answer)
	if len(r.Order) > 0 {
		r.Position(int(r.Order[0])) // has the places worked out here rather than while drawing
	}
	return answer
}

// qualified counts the qualified trials among those shown. All of them are
// counted by comparing the ranking with itself, which is many times faster than
// asking each.
func qualified(r *scoring.Ranking, answer ranked) int {
	if len(answer.shown) == r.Len() {
		return scoring.NewOutlook(r, r, scoring.Extent{Buckets: 1}).Draft.Qualified
	}
	n := 0
	for _, slot := range answer.shown {
		if r.Qualified(int(slot)) {
			n++
		}
	}
	return n
}
