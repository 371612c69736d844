package store

import (
	"context"
	"database/sql"
	"sync"
	"time"
)

// backgroundWriter runs writes to the caches on a goroutine of its own. Only Close
// waits for them, so that no answer is late because it is also cached.
type backgroundWriter struct {
	sync.Mutex
	queue   []func(ctx context.Context, tx *sql.Tx) error
	writing bool
	closed  bool // takes no more writes, as the store is being closed
	running sync.WaitGroup
	abandon context.CancelFunc // ends the writes under way; nil before the first
}

// WriteLater runs f in a transaction soon, unless somebody else is writing then.
// It is for caches: what is not written is made again next time, so a failure is
// not reported.
func (s *Store) WriteLater(ctx context.Context, f func(ctx context.Context, tx *sql.Tx) error) {
	if s.writer == nil {
		return
	}
	w := &s.background
	w.Lock()
	defer w.Unlock()
	if w.closed {
		return
	}
	w.queue = append(w.queue, f)
	if w.writing {
		return
	}
	w.writing = true
	ctx, cancel := context.WithCancel(deaf(ctx))
	w.abandon = cancel
	w.running.Go(func() {
		defer cancel()
		for {
			w.Lock()
			next := w.queue
			w.queue = nil
			w.writing = len(next) > 0
			w.Unlock()
			if len(next) == 0 {
				return
			}
			s.tryWrite(ctx, next)
		}
	})
}

// drop ends the writes under way, and takes no more: who interrupts a command does not
// wait for caches.
func (w *backgroundWriter) drop() {
	w.Lock()
	defer w.Unlock()
	w.closed, w.queue = true, nil
	if w.abandon != nil {
		w.abandon()
	}
}

// close waits for the writes in the queue. An evaluation that was abandoned may
// still hand in more, which are dropped.
func (w *backgroundWriter) close() {
	w.Lock()
	w.closed = true
	w.Unlock()
	w.running.Wait()
}

// CacheDamaged counts a cached value that cannot be used as it does not fit its
// checksum. It is made anew.
func (s *Store) CacheDamaged() { s.damagedCaches.Add(1) }

// DamagedCaches is how many cached values were damaged since the store was opened.
func (s *Store) DamagedCaches() int64 { return s.damagedCaches.Load() }

// AwaitWrites waits for what was handed to WriteLater so far. Nothing that the
// dashboard does depends on it; measurements and tests do.
func (s *Store) AwaitWrites() { s.background.running.Wait() }

// backgroundTimeout is how long a background write waits for the connection that
// writes while another write of this process has it.
const backgroundTimeout = 20 * time.Millisecond

// tryWrite runs all of fs in one transaction unless somebody else is writing. On a
// loaded machine it may also drop them although nobody is: when the goroutine is
// not run for 20 ms, its time is up before it has asked. Then the caches are
// written by the next evaluation.
func (s *Store) tryWrite(ctx context.Context, fs []func(ctx context.Context, tx *sql.Tx) error) {
	s.checkpoints.moving.Lock() // a checkpoint has the connection for longer than is waited for it
	defer s.checkpoints.moving.Unlock()
	limited, cancel := context.WithTimeout(ctx, backgroundTimeout)
	defer cancel()
	c, err := s.writer.Conn(limited)
	if err != nil {
		return
	}
	defer func() { _ = c.Close() }()
	// Another process that empties the log has the lock for a moment.
	const cachePragmas = `PRAGMA busy_timeout = 100; PRAGMA cache_size = -4096` // large columns are not read again
	_ = withSettings(ctx, c, cachePragmas, `PRAGMA busy_timeout = 5000; PRAGMA cache_size = -65536`, func() error {
		return s.runWriteTransaction(ctx, c, func(tx *sql.Tx) error {
			for _, f := range fs {
				if err := ctx.Err(); err != nil {
					return err
				}
				if err := f(ctx, tx); err != nil {
					return err
				}
			}
			return ctx.Err()
		})
	})
}
