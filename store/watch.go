package store

import (
	"context"
	"database/sql"
	"os"
	"sync"
)

// Watcher notices what other connections, of this or another process, change.
type Watcher struct {
	workspace *Store
	file      os.FileInfo

	mu      sync.Mutex
	conn    *sql.Conn // always the same: data versions of two connections cannot be compared
	version int64
	state   watchState
}

// watchState is what shows on a dashboard. Caches are no part of it.
type watchState struct {
	revision, rulebook, touches, lastTouch int64
	settings                               string // names and values as JSON
}

// Watch starts watching. The watcher keeps a connection until it is closed.
func (s *Store) Watch(ctx context.Context) (*Watcher, error) {
	const doing = "watch the workspace"
	file, err := os.Stat(s.path)
	if err != nil {
		return nil, s.Describe(doing, err)
	}
	conn, err := s.reader.Conn(ctx)
	if err != nil {
		return nil, s.Describe(doing, err)
	}
	w := &Watcher{workspace: s, file: file, conn: conn}
	if _, err := w.Changed(ctx); err != nil {
		_ = w.Close()
		return nil, err
	}
	return w, nil
}

// Changed reports whether data, rulebook, touches or settings have changed since
// it was last called, by this process or another. It costs microseconds while
// nothing changes. The error is ErrReplaced when another file is at the path: then
// the store still reads the old one.
func (w *Watcher) Changed(ctx context.Context) (bool, error) {
	const doing = "watch the workspace"
	w.mu.Lock()
	defer w.mu.Unlock()
	if file, err := os.Stat(w.workspace.path); err != nil || !os.SameFile(file, w.file) {
		return false, Errorf(ErrReplaced, "%s was replaced by another file; start again to see it", w.workspace.path)
	}
	var version int64
	if err := w.conn.QueryRowContext(ctx, `PRAGMA data_version`).Scan(&version); err != nil {
		return false, w.workspace.Describe(doing, err)
	}
	if version == w.version {
		return false, nil
	}
	var now watchState
	err := w.conn.QueryRowContext(ctx, `SELECT
		(SELECT coalesce(max(revision), 0) FROM imports), (SELECT coalesce(max(version), 0) FROM rulebooks),
		(SELECT count(*) FROM touches), (SELECT coalesce(max(seq), 0) FROM sqlite_sequence),
		(SELECT json_group_array(json_array(key, value) ORDER BY key) FROM settings)`).
		Scan(&now.revision, &now.rulebook, &now.touches, &now.lastTouch, &now.settings)
	if err != nil {
		return false, w.workspace.Describe(doing, err)
	}
	changed := now != w.state
	w.version, w.state = version, now
	return changed, nil
}

// Close ends watching.
func (w *Watcher) Close() error { return w.workspace.Describe("end watching", w.conn.Close()) }
