package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"sync"

	"trialist/scoring"
)

// ErrStale is what reading facts comes to when an import has changed the data
// since: ask for the facts again.
var ErrStale = errors.New("the workspace has changed meanwhile; try again")

// Facts is the data of one revision as scoring reads it. Columns that were read
// once are kept in memory. It holds no connection and no lock: each reading is a
// transaction of its own, which makes sure that the revision is still the same.
// Facts may be used by several goroutines at once.
type Facts struct {
	s         *Store
	revision  int64
	accounts  int
	lastEvent scoring.Instant // of the workspace; Never without one
	names     *names

	mu      sync.Mutex
	columns [2]map[uint32]*scoring.Column
	members []uint32
	seen    []scoring.Instant // by slot, when as-of is past the last event
	matches map[matchKey]scoring.Bits

	held heldLogs

	roll  sync.Mutex // of what follows, which is read while the columns are
	known scoring.Bits
	byID  []uint32
}

var _ scoring.Facts = (*Facts)(nil)

// Facts is the data as it is now. As long as nothing is imported, it is the same
// one each time.
func (s *Store) Facts(ctx context.Context) (*Facts, error) {
	revision, err := s.Revision(ctx)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	latest := s.latest
	s.mu.Unlock()
	if latest != nil && latest.revision == revision {
		return latest, nil
	}
	f := &Facts{s: s, matches: make(map[matchKey]scoring.Bits)}
	for scope := range f.columns {
		f.columns[scope] = make(map[uint32]*scoring.Column)
	}
	err = s.read(ctx, "read the workspace", func(ctx context.Context, tx *sql.Tx) error {
		var last sql.NullInt64
		err := tx.QueryRowContext(ctx, `SELECT coalesce(max(revision), 0), max(last_event),
			(SELECT coalesce(max(id), 0) FROM accounts) FROM imports`).Scan(&f.revision, &last, &f.accounts)
		if err != nil {
			return err
		}
		f.lastEvent = scoring.Never
		if last.Valid {
			f.lastEvent = scoring.Instant(last.Int64)
		}
		f.names, err = loadNames(ctx, tx)
		return err
	})
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.latest == nil || s.latest.revision < f.revision {
		s.latest = f
	}
	return f, nil
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
		var now int64
		if err := tx.QueryRowContext(ctx, `SELECT coalesce(max(revision), 0) FROM imports`).Scan(&now); err != nil {
			return err
		}
		if now != f.revision {
			return ErrStale
		}
		return visit(ctx, tx)
	})
}

// EventID is the id of the event that is meant by name.
func (f *Facts) EventID(_ context.Context, name string) (scoring.EventID, bool, error) {
	spelled, ok := scoring.Spelling(name, f.names.names.Events)
	return scoring.EventID(f.names.events[spelled]), ok, nil
}

// ContactSlots is the slot of each row of the contact columns: one for each
// account that a contact belongs to.
func (f *Facts) ContactSlots(ctx context.Context) ([]uint32, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.contactSlots(ctx)
}

func (f *Facts) contactSlots(ctx context.Context) ([]uint32, error) {
	if f.members != nil {
		return f.members, nil
	}
	packed, err := f.cached(ctx, "memberships", func(ctx context.Context, tx *sql.Tx) ([]byte, error) {
		var packed []byte
		err := eachRow(ctx, tx, func(rows *sql.Rows) error {
			var account uint32
			err := rows.Scan(&account)
			packed = binary.LittleEndian.AppendUint32(packed, account-1)
			return err
		}, `SELECT account FROM memberships ORDER BY id`)
		return packed, err
	})
	f.members = unpackInts(packed)
	return f.members, err
}

// Known has the accounts that a customer row was seen of.
func (f *Facts) Known(ctx context.Context) (scoring.Bits, error) {
	f.roll.Lock()
	defer f.roll.Unlock()
	if f.known != nil {
		return f.known, nil
	}
	packed, err := f.cached(ctx, "known", func(ctx context.Context, tx *sql.Tx) ([]byte, error) {
		known := scoring.NewBits(f.accounts)
		known.Fill(f.accounts)
		var id int64
		err := eachRow(ctx, tx, func(rows *sql.Rows) error {
			err := rows.Scan(&id)
			if err == nil && id <= int64(f.accounts) {
				known.Clear(int(id - 1))
			}
			return err
		}, `SELECT id FROM accounts WHERE NOT known`) // the few, as ids have no gaps
		return packBits(known), err
	})
	if err != nil {
		return nil, err
	}
	f.known, err = unpackBits(packed, f.accounts)
	return f.known, err
}

// ranks is the rank of each slot in the order of external ids.
func (f *Facts) ranks(ctx context.Context) ([]uint32, error) {
	f.roll.Lock()
	defer f.roll.Unlock()
	if f.byID != nil || f.accounts == 0 {
		return f.byID, nil
	}
	packed, err := f.cached(ctx, "ranks", func(ctx context.Context, tx *sql.Tx) ([]byte, error) {
		ranks, rank := make([]byte, 4*f.accounts), uint32(0)
		var id int64
		err := eachRow(ctx, tx, func(rows *sql.Rows) error {
			err := rows.Scan(&id)
			if err == nil && id <= int64(f.accounts) {
				binary.LittleEndian.PutUint32(ranks[4*(id-1):], rank)
				rank++
			}
			return err
		}, `SELECT id FROM accounts ORDER BY external`)
		return ranks, err
	})
	if err == nil && len(packed) != 4*f.accounts {
		err = fmt.Errorf("read the order of accounts: %w", errCache)
	}
	if err != nil {
		return nil, err
	}
	f.byID = unpackInts(packed)
	return f.byID, nil
}
