package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/condition"
	"trialist/scoring/filter"
	"trialist/scoring/rank"
	"trialist/scoring/value"
	"trialist/store"
)

// load reads the workspace and ranks it. When it is still the one that the
// board has, nothing is evaluated.
func load(ctx context.Context, seq int, o opened, have workspace, asOf value.Instant, q question) tea.Cmd {
	return func() tea.Msg {
		began := time.Now()
		m := loaded{seq: seq}
		m.err = m.read(ctx, o, have, asOf, q)
		m.took = time.Since(began)
		return m
	}
}

func (m *loaded) read(ctx context.Context, o opened, have workspace, asOf value.Instant, q question) (err error) {
	s, w := o.store, workspace{asOf: asOf}
	// The revision is read first: a write in between makes the watcher ask
	// again, never miss one.
	if w.revision, err = s.Revision(ctx); err != nil {
		return err
	}
	if w.book, w.version, err = s.Rulebook(ctx); err != nil {
		return err
	}
	m.workspace = w
	if have.same(w) {
		return nil
	}
	if w.people, err = o.cache.Population(ctx, w.book, asOf); err != nil {
		return err
	}
	w.ranker = rank.NewRanker(w.people)
	for _, status := range w.people.Status {
		w.counts[status]++
	}
	m.workspace = w
	source := o.index.Source(condition.Moment{AsOf: asOf, TrialDays: w.book.Lifecycle.TrialDays})
	m.ranked = computeRanking(ctx, w, q, source)
	if failed := m.ranked.err; failed != nil {
		// A filter that cannot be answered must not keep the list from showing.
		q.filter = filter.Filter{}
		m.ranked = computeRanking(ctx, w, q, source)
		m.ranked.err = failed
	}
	if have.people != nil {
		placed(m.ranked.ranking) // as what moved is drawn at once
	}
	// What a screen shows first comes along, so that the first list is whole. An
	// error is told when the rows are read for themselves.
	if rows, err := s.Rows(ctx, m.ranked.shown[:min(len(m.ranked.shown), firstRows)]); err == nil {
		m.rows = rows
	}
	return nil
}

// firstRows is how many rows a tall terminal shows.
const firstRows = 100

// loadRows reads what the list shows of accounts.
func loadRows(ctx context.Context, seq int, s *store.Store, slots []uint32) tea.Cmd {
	return func() tea.Msg {
		rows, err := s.Rows(ctx, slots)
		return rowsLoaded{seq: seq, rows: rows, slots: slots, err: err}
	}
}

// loadAccount reads all that is known of the account in a slot.
func loadAccount(ctx context.Context, seq int, s *store.Store, slot uint32) tea.Cmd {
	return func() tea.Msg { return readAccount(ctx, seq, s, slot) }
}

// readAccount is what loadAccount does.
func readAccount(ctx context.Context, seq int, s *store.Store, slot uint32) accountLoaded {
	m := accountLoaded{seq: seq, slot: slot}
	m.account, m.err = s.AccountAt(ctx, slot)
	if m.err == nil {
		m.touches, m.err = s.Touches(ctx, m.account.ID)
	}
	return m
}
