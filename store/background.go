package store

import (
	"context"
	"database/sql"
	"sync"
	"time"
)

// backgroundWriter are writes to the caches that are waiting. Nobody waits for them
// but Close: an answer does not come later because it is also kept.
type backgroundWriter struct {
	sync.Mutex
	queue   []func(ctx context.Context, tx *sql.Tx) error
	writing bool
	closed  bool // nothing more is taken: the store is being closed
	running sync.WaitGroup
}

// WriteLater runs f in a transaction soon, unless somebody else is writing then.
// What is not kept is only made again next time, so nothing is said about failure.
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
	ctx = context.WithoutCancel(ctx)
	w.running.Go(func() {
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

// close waits for what is to be written. An evaluation that somebody has walked
// away from may still come with more, which is left out.
func (w *backgroundWriter) close() {
	w.Lock()
	w.closed = true
	w.Unlock()
	w.running.Wait()
}

// AwaitWrites waits for what was handed to WriteLater so far. Nothing that the
// dashboard does depends on it; measurements and tests do.
func (s *Store) AwaitWrites() { s.background.running.Wait() }

// backgroundTimeout is how long a write that may as well be left out waits for another
// of this process.
const backgroundTimeout = 20 * time.Millisecond

// tryWrite runs all of fs in one transaction unless somebody else is writing.
func (s *Store) tryWrite(ctx context.Context, fs []func(ctx context.Context, tx *sql.Tx) error) {
	limited, cancel := context.WithTimeout(ctx, backgroundTimeout)
	defer cancel()
	c, err := s.writer.Conn(limited)
	if err != nil {
		return
	}
	defer func() { _ = c.Close() }()
	const cachePragmas = `PRAGMA busy_timeout = 0; PRAGMA cache_size = -4096` // large columns are not read again
	_ = withSettings(ctx, c, cachePragmas, `PRAGMA busy_timeout = 5000; PRAGMA cache_size = -65536`, func() error {
		return runTransaction(ctx, c, nil, func(tx *sql.Tx) error {
			for _, f := range fs {
				if err := f(ctx, tx); err != nil {
					return err
				}
			}
			return nil
		})
	})
}
