package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/store"
)

// forecast is what the draft would do to the list.
type forecast struct {
	job    job
	asked  outset
	basis  basis
	answer foreseen // the last one; its outlook is nil until there is one
	failed bool     // the last question had no answer
}

// outset is what a forecast depends on.
type outset struct {
	edits int
	saved *rank.Ranking
}

// foreseen is a forecast.
type foreseen struct {
	seq      int
	basis    basis
	saved    *rank.Ranking
	draft    *rank.Ranking
	outlook  *rank.Preview
	matching [2]map[string]int // trials that match, by side and sentence
	err      error
}

// How much of an outlook the screens can show.
var foreseenExtent = rank.PreviewOptions{Buckets: 20, Rows: 400, Best: 8}

// basis is what drafts are ranked on: the population, with the draft's
// statuses, and the masks of the draft's conditions.
type basis struct {
	of     *rank.Population // of the board
	life   rulebook.Lifecycle
	ranker *rank.Ranker
}

// foresee has the draft ranked unless that is done or under way. Like all that
// a screen wants it is asked after every message, so presses that come while
// one forecast is on its way are all in the next.
func (d *drafting) foresee() tea.Cmd {
	b, f := d.board, &d.forecast
	now := outset{d.edits, b.ranking}
	if !b.ready() || !d.begun || f.job.running || f.asked == now {
		return nil
	}
	f.job.start()
	f.asked = now
	asked := foresee(b.ctx, f.job.seq, b.cache, b.workspace, f.basis, b.ranking, d.book())
	if f.basis.of != b.people {
		return tea.Batch(asked, holdLogs(b.ctx, b.cache))
	}
	return asked
}

// holdLogs makes ready for conditions that will be edited. It is no harm when it
// fails: they are then answered from the file.
func holdLogs(ctx context.Context, cache *store.Cache) tea.Cmd {
	return func() tea.Msg {
		_ = cache.LoadLogs(ctx)
		return nil
	}
}

// foreseeing reports whether what the forecast says is out of date.
func (d *drafting) foreseeing() bool {
	return d.forecast.job.running || d.forecast.asked != outset{d.edits, d.board.ranking}
}

// takeForeseen makes an answer the forecast, even when the draft went on since:
// with a key held down, the list follows as fast as it can.
func (d *drafting) takeForeseen(m foreseen) tea.Cmd {
	f := &d.forecast
	if fresh, _ := f.job.finish(m.seq); !fresh {
		return nil
	}
	if f.failed = m.err != nil; f.failed {
		d.frame.Fail(m.err)
		return nil
	}
	f.basis, f.answer = m.basis, m
	return d.frame.Broadcast(draftChanged{})
}

// foresee is the command behind it. It captures values only.
func foresee(
	ctx context.Context, seq int, cache *store.Cache, w workspace, have basis, saved *rank.Ranking, book rulebook.Rulebook,
) tea.Cmd {
	return func() tea.Msg {
		m := foreseen{seq: seq, saved: saved}
		if m.basis, m.err = have.suited(ctx, cache, w, book); m.err != nil {
			return m
		}
		trials := rulebook.StatusesOf(rulebook.Trial)
		m.draft, m.outlook = m.basis.ranker.RankWithPreview(saved, book.Card, saved.By, trials, foreseenExtent)
		for _, side := range rulebook.Sides() {
			m.matching[side] = m.basis.ranker.MatchCounts(side, trials)
		}
		return m
	}
}

// suited is a basis for the book: this one as long as it answers all that the
// book asks, which it does while weights and order change.
func (have basis) suited(ctx context.Context, cache *store.Cache, w workspace, book rulebook.Rulebook) (basis, error) {
	if have.of != w.people || !sameLife(have.life, book.Lifecycle) {
		have = basis{of: w.people, life: book.Lifecycle, ranker: w.ranker}
		if !sameLife(book.Lifecycle, w.book.Lifecycle) {
			people, err := cache.Population(ctx, book, w.asOf)
			if err != nil {
				return basis{}, err
			}
			have.ranker = rank.NewRanker(people)
		}
	}
	if have.ranker.Population().Matches.Covers(book.Card) {
		return have, nil
	}
	moment := condition.Moment{AsOf: w.asOf, TrialDays: book.Lifecycle.TrialDays}
	people := have.ranker.Population()
	matches, err := people.Matches.Complete(book.Card, len(people.Status), func(conditions []condition.Condition) ([]bitset.Bits, error) {
		return cache.Evaluate(ctx, conditions, moment)
	})
	if err != nil {
		return basis{}, err
	}
	have.ranker = have.ranker.WithMatches(matches)
	return have, nil
}

// sameLife reports whether two lifecycles give every account the same status.
func sameLife(one, other rulebook.Lifecycle) bool {
	return len(rulebook.Diff(rulebook.Rulebook{Lifecycle: one}, rulebook.Rulebook{Lifecycle: other})) == 0
}

// matching is how many trials match a condition, and of how many; false while
// that is being counted.
func (d *drafting) matching(side rulebook.Side, when condition.Condition) (n, of int, ok bool) {
	answer := d.forecast.answer
	if answer.draft == nil {
		return 0, 0, false
	}
	n, ok = answer.matching[side][when.String()]
	return n, answer.draft.Len(), ok
}
