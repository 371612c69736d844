package store

import (
	"context"
	"database/sql"
	"errors"
	"maps"
	"sync"

	"trialist/scoring/bitset"
	"trialist/scoring/column"
	"trialist/scoring/eval"
	"trialist/scoring/eventlog"
	"trialist/scoring/value"
)

// ErrStale is what reading facts comes to when an import has changed the data
// since: ask for the facts again.
var ErrStale = errors.New("the workspace has changed meanwhile; try again")

// Facts is the data of one revision as scoring reads it. Columns that were read
// once are kept in memory. It holds no connection and no lock: each reading is a
// transaction of its own, which makes sure that the revision is still the same.
// Facts may be used by several goroutines at once.
type Facts struct {
	s *Store
	edition
	accounts  int
	lastEvent value.Instant // of the workspace; Never without one
	names     *names

	mu      sync.Mutex
	columns [2]map[uint32]*column.Column
	earlier [2]map[uint32]heldColumn // of earlier revisions
	members []uint32
	seen    map[value.Instant][]value.Instant // by as-of, see seenKey, and slot
	matches map[matchKey]bitset.Bits
	drifts  drifts

	held heldLogs

	roll  sync.Mutex // of what follows, which is read while the columns are
	known bitset.Bits
	byID  []uint32

	orders baseOrders
}

var _ eval.Facts = (*Facts)(nil)

// Facts is the data as it is now. As long as nothing is imported, it is the same
// one each time.
func (s *Store) Facts(ctx context.Context) (*Facts, error) {
	now, err := newestEdition(ctx, s.reader)
	if err != nil {
		return nil, s.explain("read the revision", err)
	}
	s.mu.Lock()
	latest := s.latest
	s.mu.Unlock()
	if latest != nil && latest.edition == now {
		return latest, nil
	}
	f := &Facts{s: s, matches: make(map[matchKey]bitset.Bits), seen: make(map[value.Instant][]value.Instant)}
	for scope := range f.columns {
		f.columns[scope], f.earlier[scope] = make(map[uint32]*column.Column), make(map[uint32]heldColumn)
	}
	grown := false // out of the latest
	err = s.read(ctx, "read the workspace", func(ctx context.Context, tx *sql.Tx) (err error) {
		if latest != nil {
			if grown, err = latest.within(ctx, tx); err != nil {
				return err
			}
		}
		return f.begin(ctx, tx)
	})
	if err != nil {
		return nil, err
	}
	switch {
	case latest == nil:
	case grown:
		f.inherit(latest)
	default:
		s.found.forget()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.latest == nil || s.latest == latest || s.latest.revision < f.revision { // else another was quicker
		s.latest = f
	}
	return f, nil
}

// begin reads what facts have from the start.
func (f *Facts) begin(ctx context.Context, tx *sql.Tx) (err error) {
	if f.edition, err = newestEdition(ctx, tx); err != nil {
		return err
	}
	var last sql.NullInt64
	err = tx.QueryRowContext(ctx, `SELECT max(last_event), (SELECT coalesce(max(id), 0) FROM accounts) FROM imports`).
		Scan(&last, &f.accounts)
	if err != nil {
		return err
	}
	f.lastEvent = value.Never
	if last.Valid {
		f.lastEvent = value.Instant(last.Int64)
	}
	f.names, err = loadNames(ctx, tx)
	return err
}

// heldColumn is a column in memory and the revision that it is of.
type heldColumn struct {
	column   *column.Column
	revision int64
}

// inherit takes over the columns of earlier facts, to be brought up to date when
// they are asked for.
func (f *Facts) inherit(before *Facts) {
	before.mu.Lock()
	defer before.mu.Unlock()
	for scope := range f.earlier {
		maps.Copy(f.earlier[scope], before.earlier[scope])
		for id, column := range before.columns[scope] {
			f.earlier[scope][id] = heldColumn{column, before.revision}
		}
	}
}

// withFacts calls f with the facts, and again with newer ones when an import
// came in between.
func (s *Store) withFacts(ctx context.Context, f func(*Facts) error) error {
	const tries = 5
	var err error
	for range tries {
		var facts *Facts
		if facts, err = s.Facts(ctx); err != nil {
			return err
		}
		if err = f(facts); !errors.Is(err, ErrStale) {
			return err
		}
	}
	return err
}

// Revision is the revision that the facts are of.
func (f *Facts) Revision() int64 { return f.revision }

// Accounts is the number of slots.
func (f *Facts) Accounts() int { return f.accounts }

// read runs visit in a read transaction that sees the revision of the facts.
// The error is ErrStale when that is gone.
func (f *Facts) read(ctx context.Context, doing string, visit func(ctx context.Context, tx *sql.Tx) error) error {
	return f.s.read(ctx, doing, func(ctx context.Context, tx *sql.Tx) error {
		now, err := newestEdition(ctx, tx)
		if err != nil {
			return err
		}
		if now != f.edition {
			return ErrStale
		}
		return visit(ctx, tx)
	})
}

// EventID is the id of the event that is meant by name.
func (f *Facts) EventID(_ context.Context, name string) (eventlog.EventID, bool, error) {
	spelled, ok := value.ResolveName(name, f.names.names.Events)
	return eventlog.EventID(f.names.events[spelled]), ok, nil
}
