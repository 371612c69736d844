package board

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/filter"
	"trialist/scoring/rank"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/store/facts"
	"trialist/store/rulebooks"
	"trialist/store/views"
	"trialist/store/workflows"
)

// loadSnapshot is the command that reads the workspace and ranks it. When it is
// still what the board has, nothing is evaluated.
func loadSnapshot(ctx context.Context, seq int, o opened, have Snapshot, at clock, q rankRequest) tea.Cmd {
	return func() tea.Msg {
		began := time.Now()
		m := snapshotLoaded{seq: seq, asked: at.fixed}
		m.err = m.read(ctx, o, have, at, q)
		m.took = time.Since(began)
		return m
	}
}

// clock is when a snapshot is asked for.
type clock struct {
	fixed value.Instant // the as-of that the user gave; Never follows the clock
	now   time.Time
}

func (c clock) asOf(ctx context.Context, s *store.Store) (value.Instant, error) {
	if c.fixed.Known() {
		return c.fixed, nil
	}
	return facts.Now(ctx, s, c.now)
}

// touches is the as-of of touches. Those that were noted since as-of count too where
// that follows the clock.
func (c clock) touches() value.Instant {
	if c.fixed.Known() {
		return c.fixed
	}
	return accounts.Latest
}

func (m *snapshotLoaded) read(ctx context.Context, o opened, have Snapshot, at clock, q rankRequest) (err error) {
	asOf, err := at.asOf(ctx, o.store)
	if err != nil {
		return err
	}
	s, snapshot := o.store, Snapshot{AsOf: asOf}
	// The revision is read first: after a write in between the watcher asks
	// again. Read last, it would hide that write.
	if snapshot.Revision, err = s.Revision(ctx); err != nil {
		return err
	}
	if snapshot.Book, snapshot.Version, err = rulebooks.Current(ctx, s); err != nil {
		return err
	}
	m.Snapshot = snapshot
	if have.sameAs(snapshot) {
		return nil
	}
	err = o.cache.Do(ctx, func(f *facts.Snapshot) (err error) {
		snapshot.DataID = f.ID()
		snapshot.Population, err = f.Population(ctx, snapshot.Book, asOf)
		return err
	})
	if err != nil {
		return err
	}
	snapshot.Replacements = o.replacements.Load()
	snapshot.Ranker = rank.NewRanker(snapshot.Population)
	for _, status := range snapshot.Population.Status {
		snapshot.Counts[status]++
	}
	m.Snapshot = snapshot
	source := o.source(snapshot, at.touches())
	sources := rankSources{source, views.NewSource(o.store, source, o.names)}
	m.ranked = computeRanking(ctx, snapshot, q, sources)
	if failed := m.ranked.err; failed != nil {
		// A filter that cannot be applied must not keep the list from showing.
		q.filter = filter.Filter{}
		m.ranked = computeRanking(ctx, snapshot, q, sources)
		m.ranked.err = failed
	}
	if have.Population != nil {
		withPositions(m.ranked.ranking) // movement is drawn with the first frame
	}
	// The rows at the top are read here too, so that the first list is drawn with
	// its names. An error is reported when the rows are requested by themselves.
	if rows, err := accounts.Rows(ctx, s, m.ranked.shown[:min(len(m.ranked.shown), prefetchRows)], at.touches()); err == nil {
		m.rows = rows
	}
	return nil
}

// prefetchRows is how many rows are read with a snapshot: as many as a tall
// terminal shows.
const prefetchRows = 100

// loadRows is the command that reads the rows of some slots, with the touches that
// count at an instant.
func loadRows(ctx context.Context, seq int, s *store.Store, slots []uint32, touches value.Instant) tea.Cmd {
	return func() tea.Msg {
		rows, err := accounts.Rows(ctx, s, slots, touches)
		return rowsLoaded{seq: seq, rows: rows, slots: slots, err: err}
	}
}

// LoadAccount is the command that reads everything about the account in a slot, with
// the touches that count at an instant, see [Board.TouchesAt].
// Its answer is [AccountLoaded], with seq.
func LoadAccount(ctx context.Context, seq int, s *store.Store, slot uint32, touches value.Instant) tea.Cmd {
	return func() tea.Msg { return readAccount(ctx, seq, s, slot, touches) }
}

// readAccount is the work of LoadAccount.
func readAccount(ctx context.Context, seq int, s *store.Store, slot uint32, touches value.Instant) AccountLoaded {
	m := AccountLoaded{Seq: seq, slot: slot}
	m.Account, m.Err = accounts.BySlot(ctx, s, slot)
	if m.Err == nil {
		m.Touches, m.Err = accounts.Touches(ctx, s, m.Account.ID, touches)
	}
	if m.Err == nil {
		m.Firings, m.Err = workflows.Log(ctx, s, workflows.Query{Account: int64(slot) + 1})
		m.Firings = slices.DeleteFunc(m.Firings, func(f workflows.Logged) bool { return f.At > touches })
	}
	return m
}
