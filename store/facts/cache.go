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

// Cache answers from the data as it is now. It keeps the latest snapshot in memory,
// with what that has read so far. A process has one for each workspace that it
// has open. It may be used by several goroutines at once.
type Cache struct {
	store       *store.Store
	maxRowReads int // the constant, but in tests

	mu        sync.Mutex
	latest    *Snapshot // of the highest revision that was asked for
	onReplace []func()

	paces paceCache
}

// New makes the cache of a workspace.
func New(s *store.Store) *Cache {
	return &Cache{store: s, maxRowReads: maxRowReads, paces: paceCache{busy: make(chan struct{}, 1)}}
}

// Store is the workspace that the cache is of.
func (c *Cache) Store() *store.Store { return c.store }

// OnReplace has f called when the data was replaced by other data than an import
// makes of it, as by restoring a backup, and when the caches are cleared. Whoever
// keeps something that was made from a snapshot must drop it then.
func (c *Cache) OnReplace(f func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.onReplace = append(c.onReplace, f)
}

// replaced calls the functions given to [Cache.OnReplace]. The lock must not be held.
func (c *Cache) replaced() {
	c.mu.Lock()
	functions := c.onReplace
	c.mu.Unlock()
	for _, f := range functions {
		f()
	}
}

// Snapshot is the data as it is now. As long as nothing is imported, every call
// returns the same snapshot.
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
	descends := false // from the latest, by imports alone
	err = c.store.Read(ctx, "read the workspace", func(ctx context.Context, tx *sql.Tx) (err error) {
		if latest != nil {
			if descends, err = latest.id.IsAncestor(ctx, tx); err != nil {
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
	case descends:
		f.reuseColumns(latest)
	default:
		c.replaced()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.latest == nil || c.latest == latest || c.latest.id.Revision < f.id.Revision { // else another goroutine has stored a later one
		c.latest = f
	}
	return f, nil
}

// Do calls f with the latest snapshot. When an import comes in between, it calls f
// again with a newer one, up to five times in all.
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

// Names is all names of the data, for [account.Account.Names].
func (c *Cache) Names(ctx context.Context) (*value.Names, error) {
	f, err := c.Snapshot(ctx)
	if err != nil {
		return nil, err
	}
	return &f.NameIDs.All, nil
}

// Clear empties all caches, so that all derived data is made anew.
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
