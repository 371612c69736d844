package facts

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
	"trialist/store"
	"trialist/store/tables"
)

// ErrStale is the error for reading a snapshot when an import has changed the data
// since. The caller should ask for a new snapshot.
var ErrStale = errors.New("the workspace has changed meanwhile; try again")

// Snapshot is the data of one revision as scoring reads it. Columns that were read
// are kept in memory. It holds no connection and no lock on the file: each read is a
// transaction of its own, which makes sure that the revision is still the same.
// It may be used by several goroutines at once.
type Snapshot struct {
	workspace   *store.Store
	id          store.SnapshotID
	maxRowReads int // see Cache
	accounts    int
	lastEvent   value.Instant // of all accounts; Never without events
	NameIDs     *tables.NameIDs

	mu              sync.Mutex
	columns         [2]map[uint32]*column.Column
	previousColumns [2]map[uint32]versionedColumn     // of earlier revisions
	slotOfContact   []uint32                          // see ContactSlots
	lastSeen        map[value.Instant][]value.Instant // by lastSeenKey, then by slot
	answerCache     map[answerKey]bitset.Bits
	changeSets      changeSetCache
	lastEverHeld    everHeld // the answer made last

	logCache logCache

	derivedMu sync.Mutex // guards known and byID, which are read while columns are
	known     bitset.Bits
	byID      []uint32 // see ranks

	tieBreaks tieBreakCache
}

var _ eval.Facts = (*Snapshot)(nil)

// loadHeader reads the id, the names and the sizes of a new snapshot.
func (f *Snapshot) loadHeader(ctx context.Context, tx *sql.Tx) (err error) {
	if f.id, err = store.LatestSnapshotID(ctx, tx); err != nil {
		return err
	}
	if f.lastEvent, err = store.LastEvent(ctx, tx); err != nil {
		return err
	}
	if f.accounts, err = tables.CountAccounts(ctx, tx); err != nil {
		return err
	}
	f.NameIDs, err = tables.LoadNameIDs(ctx, tx)
	return err
}

// versionedColumn is a column in memory with its revision.
type versionedColumn struct {
	column   *column.Column
	revision int64
}

// reuseColumns takes over the columns of an earlier snapshot. They are refreshed when
// they are asked for.
func (f *Snapshot) reuseColumns(before *Snapshot) {
	before.mu.Lock()
	defer before.mu.Unlock()
	for scope := range f.previousColumns {
		maps.Copy(f.previousColumns[scope], before.previousColumns[scope])
		for id, column := range before.columns[scope] {
			f.previousColumns[scope][id] = versionedColumn{column, before.id.Revision}
		}
	}
}

// ID is the id of the snapshot, which tells whether other data came from it.
func (f *Snapshot) ID() store.SnapshotID { return f.id }

// Revision is the revision that the snapshot is of.
func (f *Snapshot) Revision() int64 { return f.id.Revision }

// Accounts is the number of slots.
func (f *Snapshot) Accounts() int { return f.accounts }

// Read runs visit in a read transaction that sees the revision of the snapshot.
// The error is ErrStale when the data has changed since.
func (f *Snapshot) Read(ctx context.Context, doing string, visit func(ctx context.Context, tx *sql.Tx) error) error {
	return f.workspace.Read(ctx, doing, func(ctx context.Context, tx *sql.Tx) error {
		now, err := store.LatestSnapshotID(ctx, tx)
		if err != nil {
			return err
		}
		if now != f.id {
			return ErrStale
		}
		return visit(ctx, tx)
	})
}

// EventID is the id of the event that is meant by name.
func (f *Snapshot) EventID(_ context.Context, name string) (eventlog.EventID, bool, error) {
	spelled, ok := value.ResolveName(name, f.NameIDs.All.Events)
	return eventlog.EventID(f.NameIDs.EventIDs[spelled]), ok, nil
}
