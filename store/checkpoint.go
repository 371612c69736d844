package store

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"sync"
	"time"

	"trialist/store/generation"
)

// checkpointer moves what was written from the log into the file, on a goroutine of
// its own, soon after every transaction. A log that is empty cannot be replayed into
// a file that somebody puts in the place of this one.
type checkpointer struct {
	moving  sync.Mutex // held while the log is moved, and by background writes
	mu      sync.Mutex
	wanted  bool // something was written since the last checkpoint began
	running bool
	closed  bool
	closing chan struct{} // closed when the store is
	done    sync.WaitGroup
}

// Pauses of the checkpointer.
const (
	checkpointDelay    = 20 * time.Millisecond // after a transaction, as another often follows
	maxCheckpointPause = time.Second           // between tries while readers are in the way
)

// checkpointSoon has the log moved into the file in the background.
func (s *Store) checkpointSoon() {
	c := &s.checkpoints
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closing == nil {
		c.closing = make(chan struct{})
	}
	c.wanted = true
	if c.running || c.closed {
		return
	}
	c.running = true
	c.done.Go(s.runCheckpoints)
}

// runCheckpoints tries until the log is empty, or the store is closed.
func (s *Store) runCheckpoints() {
	c := &s.checkpoints
	for pause := checkpointDelay; ; {
		select {
		case <-time.After(pause):
		case <-c.closing:
		}
		c.mu.Lock()
		c.wanted = false
		c.mu.Unlock()
		emptied := s.emptyLog(context.Background())
		c.mu.Lock()
		if emptied && !c.wanted || c.closed {
			c.running = false
			c.mu.Unlock()
			return
		}
		c.mu.Unlock()
		if pause = min(2*pause, maxCheckpointPause); emptied {
			pause = checkpointDelay
		}
	}
}

// closeCheckpoints ends the goroutine, which tries once more.
func (s *Store) closeCheckpoints() {
	c := &s.checkpoints
	c.mu.Lock()
	if c.closing != nil && !c.closed {
		close(c.closing)
	}
	c.closed = true
	c.mu.Unlock()
	c.done.Wait()
}

// emptyLog moves the log into the file and empties it, without waiting for others.
// It reports whether the log is empty, or is not to be touched. It is not tried again
// where it fails for another reason than that others read or write: closing the store
// does, and the log is safe until then.
func (s *Store) emptyLog(ctx context.Context) bool {
	if s.logIsEmpty() || s.file.checkPath() != nil {
		return true
	}
	s.checkpoints.moving.Lock()
	defer s.checkpoints.moving.Unlock()
	limited, cancel := context.WithTimeout(ctx, backgroundTimeout)
	defer cancel()
	conn, err := s.writer.Conn(limited)
	if err != nil {
		return false // a transaction of this process is under way
	}
	defer func() { _ = conn.Close() }()
	if s.hasForeignLog(ctx) {
		return true
	}
	var busy, logged, moved int
	err = withSettings(ctx, conn, `PRAGMA busy_timeout = 0`, `PRAGMA busy_timeout = 5000`, func() error {
		return moveLog(ctx, conn, &busy, &logged, &moved)
	})
	if err != nil {
		return !isBusy(err)
	}
	return busy == 0
}

// moveLog moves the log and empties it. The first statement does not keep others from
// writing, and leaves little to do for the second, which does.
func moveLog(ctx context.Context, conn *sql.Conn, result ...any) error {
	if err := conn.QueryRowContext(ctx, `PRAGMA wal_checkpoint(PASSIVE)`).Scan(result...); err != nil {
		return err
	}
	return conn.QueryRowContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(result...)
}

func (s *Store) logIsEmpty() bool {
	info, err := os.Stat(s.file.logPath())
	return err != nil || info.Size() == 0
}

// hasForeignLog reports whether another file was copied over this one, so that the
// log is not of it any more, or has what came after it. The connection that writes must not be in use.
func (s *Store) hasForeignLog(ctx context.Context) bool {
	last := s.lastStamp
	if s.file.stamp(last.page) == last.stamp || !generation.IsOvertaken(s.file.open, s.file.logPath(), last.page, last.inFile) {
		return false // as is usual; reading the log takes longer
	}
	verdict, err := generation.CompareOpen(s.file.open, s.file.logPath(), func() uint32 { return s.file.findPage(ctx) })
	return err != nil || verdict != generation.Belongs
}

// mustStayOpen reports whether there is a log that is not of the file, as another was
// copied over this one. Whoever closes a file last has SQLite replay the log into it,
// so the connections are left for the system to end.
func (s *Store) mustStayOpen() bool {
	if s.writer == nil || s.logIsEmpty() || s.file.checkPath() != nil { // SQLite itself looks whether the file was moved
		return false
	}
	return s.hasForeignLog(context.Background())
}

// Checkpoint moves what was written from the log beside the file into the file, as
// far as readers allow, which makes it safe from a power cut. The transaction is
// committed already, so a checkpoint that fails is only a warning: the log is kept,
// and the next checkpoint moves it. What was done stands before the warning.
func (s *Store) Checkpoint(ctx context.Context, done string) {
	_, err := s.writer.ExecContext(context.WithoutCancel(ctx), `PRAGMA wal_checkpoint(PASSIVE)`)
	if err != nil && s.warn != nil {
		s.warn(fmt.Errorf("%s: all is saved, but still in %s-wal, where a power cut may undo it: %w", done, s.path, err))
	}
}
