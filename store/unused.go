package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
)

// CloseUnused closes the store, and removes its file when this Open made it and
// nothing was stored in it since: a first import that fails must not leave a
// workspace that looks like one somebody emptied.
func (s *Store) CloseUnused(ctx context.Context) error {
	used := true
	if s.created {
		err := s.queryValue(context.WithoutCancel(ctx), "look for what was stored", &used, `SELECT
			EXISTS (SELECT 1 FROM imports) OR EXISTS (SELECT 1 FROM rulebooks) OR EXISTS (SELECT 1 FROM touches)
			OR EXISTS (SELECT 1 FROM settings) OR EXISTS (SELECT 1 FROM drafts)`)
		if err != nil {
			return errors.Join(err, s.Close())
		}
	}
	return s.closeUnused(used)
}

// closeUnused closes the store and removes an unused file that this process
// made. The last to close a workspace takes away the log beside it, so that
// where there still is one, another process has the file open and keeps it.
func (s *Store) closeUnused(used bool) error {
	if err := s.Close(); err != nil || used || !s.created {
		return err
	}
	if _, err := os.Stat(s.path + "-wal"); !errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return s.Describe("remove the unused workspace", os.Remove(s.path))
}
