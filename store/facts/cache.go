package facts

import (
	"context"
	"database/sql"
	"errors"
	"sync"

	"trialist/scoring/bitset"
	"trialist/scoring/column"
	"trialist/scoring/value"
	"trialist/store"
)

// Cache answers from the data as it is now, and keeps the snapshot that was asked
// for last with what was read of it. A process has one for each workspace that it
// has open. It may be used by several goroutines at once.
type Cache struct {
	store       *store.Store
	maxRowReads int // see there

	mu        sync.Mutex
	latest    *Snapshot // of the newest revision asked for
	onReplace []func()
}

// New makes the cache of a workspace.
func New(s *store.Store) *Cache { return &Cache{store: s, maxRowReads: maxRowReads} }

// Store is the workspace that the cache is of.
func (c *Cache) Store() *store.Store { return c.store }

// OnReplace has f called when the data has not grown out of what it was, as where
// a backup was put in its place, and when the caches are cleared. Whoever keeps
// something that was made of a snapshot forgets it then.
func (c *Cache) OnReplace(f func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.onReplace = append(c.onReplace, f)
}

// replaced calls what is to be told. The lock is not held.
func (c *Cache) replaced() {
	c.mu.Lock()
	told := c.onReplace
	c.mu.Unlock()
	for _, f := range told {
		f()
	}
}

// Snapshot is the data as it is now. As long as nothing is imported, it is the same
// one each time.
func (c *Cache) Snapshot(ctx context.Context) (*Snapshot, error) {
	now, err := c.store.LatestSnapshotID(ctx)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	latest := c.latest
	c.mu.Unlock()
	if latest != nil && latest.id == now {
		return latest, nil
	}
	f := &Snapshot{
		workspace: c.store, maxRowReads: c.maxRowReads,
		answerCache: make(map[answerKey]bitset.Bits), lastSeen: make(map[value.Instant][]value.Instant),
	}
	for scope := range f.columns {
		f.columns[scope], f.previousColumns[scope] = make(map[uint32]*column.Column), make(map[uint32]versionedColumn)
	}
	grown := false // out of the latest
	err = c.store.Read(ctx, "read the workspace", func(ctx context.Context, tx *sql.Tx) (err error) {
		if latest != nil {
			if grown, err = latest.id.IsAncestor(ctx, tx); err != nil {
				return err
			}
		}
		return f.loadHeader(ctx, tx)
	})
	if err != nil {
		return nil, err
	}
	switch {
	case latest == nil:
	case grown:
		f.reuseColumns(latest)
	default:
		c.replaced()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.latest == nil || c.latest == latest || c.latest.id.Revision < f.id.Revision { // else another was quicker
		c.latest = f
	}
	return f, nil
}

// Do calls f with the snapshot of now, and again with a newer one when an import
// came in between.
func (c *Cache) Do(ctx context.Context, f func(*Snapshot) error) error {
	const tries = 5
	var err error
	for range tries {
		var snapshot *Snapshot
		if snapshot, err = c.Snapshot(ctx); err != nil {
			return err
		}
		if err = f(snapshot); !errors.Is(err, ErrStale) {
			return err
		}
	}
	return err
}

// Names lists all names, for [account.Account.Names].
func (c *Cache) Names(ctx context.Context) (*value.Names, error) {
	f, err := c.Snapshot(ctx)
	if err != nil {
		return nil, err
	}
	return &f.NameIDs.All, nil
}

// Clear makes everything that is derived from the data be made anew.
func (c *Cache) Clear(ctx context.Context) error {
	err := c.store.Write(ctx, "empty the caches", func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM matches; DELETE FROM columns`)
		return err
	})
	c.mu.Lock()
	c.latest = nil
	c.mu.Unlock()
	c.replaced()
	return err
}
