package store

import (
	"context"
	"database/sql"
	"sync"

	"trialist/store/generation"
)

// Watcher notices what other connections, of this or another process, change.
type Watcher struct {
	workspace *Store

	mu    sync.Mutex
	conn  *sql.Conn // always the same: data versions of two connections cannot be compared
	seen  stampSeen
	state watchState
}

// Change is what a [Watcher] notices.
type Change int

const (
	// Unchanged is nothing that shows.
	Unchanged Change = iota
	// Changed is data, rulebook, touches or settings.
	Changed
	// Restored is the whole workspace: a backup was put in its place.
	Restored
)

// watchState is what shows on a dashboard. Caches are no part of it.
type watchState struct {
	revision, rulebook int64
	touches            TouchState
	firings, due       int64  // how often workflows ever fired, and what there is to deliver
	told               int64  // what trials were told last
	settings           string // names and values as JSON
	restored           generation.Stamp
}

// Watch starts watching. The watcher keeps a connection until it is closed.
func (s *Store) Watch(ctx context.Context) (*Watcher, error) {
	const doing = "watch the workspace"
	conn, err := s.reader.Conn(ctx)
	if err != nil {
		return nil, s.Describe(doing, err)
	}
	w := &Watcher{workspace: s, conn: conn}
	if _, err := w.Changed(ctx); err != nil {
		_ = w.Close()
		return nil, err
	}
	return w, nil
}

// Changed reports what has changed since it was last called, by this process or
// another. It costs microseconds while nothing changes. The error is ErrReplaced when
// another file is at the path, or was copied over this one.
func (w *Watcher) Changed(ctx context.Context) (Change, error) {
	const doing = "watch the workspace"
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.workspace.file.checkPath(); err != nil {
		return Unchanged, err
	}
	var change Change
	err := runTransaction(ctx, w.conn, &sql.TxOptions{ReadOnly: true}, func(tx *sql.Tx) (err error) {
		change, err = w.look(ctx, tx)
		return err
	})
	return change, w.workspace.Describe(doing, err)
}

// look is the work of Changed, in a transaction: during it no checkpoint moves what
// the connection does not see.
func (w *Watcher) look(ctx context.Context, tx *sql.Tx) (Change, error) {
	seen, err := readStamp(ctx, tx)
	if err != nil {
		return Unchanged, err
	}
	if seen.version == w.seen.version {
		seen.stamp, seen.lineage = w.seen.stamp, w.seen.lineage // see lastStamp
	}
	if !seen.follows(w.seen) {
		return Unchanged, w.workspace.file.replacedError()
	}
	if err := w.workspace.file.checkStamp(seen); err != nil || seen.version == w.seen.version {
		return Unchanged, err
	}
	var now watchState
	var restored []byte
	err = tx.QueryRowContext(ctx, `SELECT
		(SELECT coalesce(max(revision), 0) FROM imports), (SELECT coalesce(max(version), 0) FROM rulebooks),
		(SELECT coalesce(max(id), 0) FROM firings), (SELECT count(*) FROM outbox WHERE state = 'due'), (SELECT coalesce(max(id), 0) FROM told),
		(SELECT json_group_array(json_array(key, value) ORDER BY key) FROM settings), (SELECT restored FROM generation)`).
		Scan(&now.revision, &now.rulebook, &now.firings, &now.due, &now.told, &now.settings, &restored)
	if err == nil {
		now.touches, err = ReadTouchState(ctx, tx)
	}
	if err != nil {
		return Unchanged, err
	}
	copy(now.restored[:], restored)
	change := Unchanged
	switch {
	case now.restored != w.state.restored:
		change = Restored
	case now != w.state:
		change = Changed
	}
	w.seen, w.state = seen, now
	w.workspace.watched.Store(&seen)
	if !w.workspace.ReadOnly() {
		w.workspace.checkpointSoon() // whoever wrote may have been kept from it, or killed
	}
	return change, nil
}

// Close ends watching.
func (w *Watcher) Close() error { return w.workspace.Describe("end watching", w.conn.Close()) }
