package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
)

// CloseUnused closes the store. It removes the file when this Open created it and
// nothing was stored since: a first import that fails must not leave an empty
// workspace behind. Where the context is done caches that are being written are dropped.
func (s *Store) CloseUnused(ctx context.Context) error {
	if ctx.Err() != nil {
		s.background.drop()
	}
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

// closeUnused closes the store and removes an unused file that this process created.
// Whoever closes a workspace last removes the log beside it. Where there still is a
// log, another process has the file open, so the file stays.
func (s *Store) closeUnused(used bool) error {
	replaced := s.file == nil || s.file.checkPath() != nil
	if err := s.Close(); err != nil || used || !s.created || replaced {
		return err
	}
	if _, err := os.Stat(s.path + "-wal"); !errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return s.Describe("remove the unused workspace", os.Remove(s.path))
}
