package board

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/condition"
	"trialist/scoring/filter"
	"trialist/scoring/rank"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/store/facts"
	"trialist/store/rulebooks"
)

// loadSnapshot reads the workspace and ranks it. When it is still the one that the
// board has, nothing is evaluated.
func loadSnapshot(ctx context.Context, seq int, o opened, have Snapshot, at clock, q rankRequest) tea.Cmd {
	return func() tea.Msg {
		began := time.Now()
		m := snapshotLoaded{seq: seq}
		m.err = m.read(ctx, o, have, at, q)
		m.took = time.Since(began)
		return m
	}
}

// clock is the time that a snapshot is asked for at.
type clock struct {
	fixed value.Instant // as-of, where it does not follow the clock
	now   time.Time
}

func (c clock) asOf(ctx context.Context, s *store.Store) (value.Instant, error) {
	if c.fixed.Known() {
		return c.fixed, nil
	}
	return facts.Now(ctx, s, c.now)
}

func (m *snapshotLoaded) read(ctx context.Context, o opened, have Snapshot, at clock, q rankRequest) (err error) {
	asOf, err := at.asOf(ctx, o.store)
	if err != nil {
		return err
	}
	s, w := o.store, Snapshot{AsOf: asOf}
	// The revision is read first: a write in between makes the watcher ask
	// again, never miss one.
	if w.Revision, err = s.Revision(ctx); err != nil {
		return err
	}
	if w.Book, w.Version, err = rulebooks.Current(ctx, s); err != nil {
		return err
	}
	m.Snapshot = w
	if have.sameAs(w) {
		return nil
	}
	if w.Population, err = o.cache.Population(ctx, w.Book, asOf); err != nil {
		return err
	}
	w.Ranker = rank.NewRanker(w.Population)
	for _, status := range w.Population.Status {
		w.Counts[status]++
	}
	m.Snapshot = w
	source := o.index.Source(condition.Moment{AsOf: asOf, TrialDays: w.Book.Lifecycle.TrialDays})
	m.ranked = computeRanking(ctx, w, q, source)
	if failed := m.ranked.err; failed != nil {
		// A filter that cannot be answered must not keep the list from showing.
		q.filter = filter.Filter{}
		m.ranked = computeRanking(ctx, w, q, source)
		m.ranked.err = failed
	}
	if have.Population != nil {
		withPositions(m.ranked.ranking) // as what moved is drawn at once
	}
	// What a screen shows first comes along, so that the first list is whole. An
	// error is told when the rows are read for themselves.
	if rows, err := accounts.Rows(ctx, s, m.ranked.shown[:min(len(m.ranked.shown), prefetchRows)]); err == nil {
		m.rows = rows
	}
	return nil
}

// prefetchRows is how many rows a tall terminal shows.
const prefetchRows = 100

// loadRows reads what the list shows of accounts.
func loadRows(ctx context.Context, seq int, s *store.Store, slots []uint32) tea.Cmd {
	return func() tea.Msg {
		rows, err := accounts.Rows(ctx, s, slots)
		return rowsLoaded{seq: seq, rows: rows, slots: slots, err: err}
	}
}

// LoadAccount reads all that is known of the account in a slot.
func LoadAccount(ctx context.Context, seq int, s *store.Store, slot uint32) tea.Cmd {
	return func() tea.Msg { return readAccount(ctx, seq, s, slot) }
}

// readAccount is what LoadAccount does.
func readAccount(ctx context.Context, seq int, s *store.Store, slot uint32) AccountLoaded {
	m := AccountLoaded{Seq: seq, slot: slot}
	m.Account, m.Err = accounts.BySlot(ctx, s, slot)
	if m.Err == nil {
		m.Touches, m.Err = accounts.Touches(ctx, s, m.Account.ID)
	}
	return m
}
