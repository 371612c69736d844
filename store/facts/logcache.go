package facts

import (
	"context"
	"database/sql"
	"errors"
	"sync"

	"trialist/scoring/eventlog"
	"trialist/store"
	"trialist/store/codec"
	"trialist/store/tables"
)

// maxLogCache is how many bytes of logs are held in memory at most.
const maxLogCache = 192 << 20

// logCache is all logs of a revision in memory. The pages lie in a single slice of
// bytes, so that the garbage collector has nothing to scan.
type logCache struct {
	loading sync.Mutex
	sync.Mutex
	loaded bool // the logs were read, or are too large
	all    []byte
	pages  []cachedPage // in order
}

// cachedPage is where a page lies in all.
type cachedPage struct {
	page     int64
	from, to int
}

// LoadLogs reads all logs into memory, where they stay until the next import. While
// somebody edits a condition, the ranking then follows each key without a delay. Logs
// of more than 192 MB are not loaded.
func (c *Cache) LoadLogs(ctx context.Context) error {
	return c.Do(ctx, func(f *Snapshot) error {
		f.logCache.loading.Lock() // so that they are read once
		defer f.logCache.loading.Unlock()
		if f.logCache.loaded {
			return nil
		}
		err := f.loadLogs(ctx)
		f.logCache.loaded = err == nil
		return err
	})
}

// loadLogs reads the pages into the log cache, unless they are too large.
func (f *Snapshot) loadLogs(ctx context.Context) error {
	var all []byte
	var pages []cachedPage
	err := f.Read(ctx, "read events", func(ctx context.Context, tx *sql.Tx) error {
		var size int
		err := tx.QueryRowContext(ctx, `SELECT coalesce(sum(length(logs)), 0) FROM log_pages`).Scan(&size)
		if err != nil || size > maxLogCache {
			return err
		}
		all = make([]byte, 0, size)
		return tables.EachPage(ctx, tx, 0, f.accounts, func(page int64, packed sql.RawBytes) error {
			all = append(all, packed...)
			pages = append(pages, cachedPage{page, len(all) - len(packed), len(all)})
			return nil
		})
	})
	if err == nil && all != nil {
		f.logCache.Lock()
		defer f.logCache.Unlock()
		f.logCache.all, f.logCache.pages = all, pages
	}
	return err
}

// each is [tables.EachLog] for the logs in memory. It is false when they are not
// loaded.
func (c *logCache) each(from, to int, visit func(slot int, log eventlog.Log) error) (bool, error) {
	c.Lock()
	all, pages := c.all, c.pages
	c.Unlock()
	for _, p := range pages {
		start := int(p.page) * codec.PageSlots
		if start >= to {
			break
		}
		if start+codec.PageSlots <= from {
			continue
		}
		if err := tables.VisitPage(p.page, codec.LogPage(all[p.from:p.to]), from, to, visit); err != nil {
			return true, err
		}
	}
	return all != nil, nil
}

// Logs visits the logs of the slots in [from, to). The error is ErrDamaged when a
// page cannot be decoded.
func (f *Snapshot) Logs(ctx context.Context, from, to int, visit func(slot int, log eventlog.Log) error) error {
	cached, err := f.logCache.each(from, to, visit)
	if !cached {
		err = f.Read(ctx, "read events", func(ctx context.Context, tx *sql.Tx) error {
			return tables.EachLog(ctx, tx, from, to, visit)
		})
	}
	if errors.Is(err, codec.ErrLogPage) {
		return store.DamageError(err, "events in %s cannot be read; run trialist doctor, or go back to a backup", f.workspace.Path())
	}
	return err
}
