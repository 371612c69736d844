package demo

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/session"
	"trialist/scoring/record"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/store/demo"
	"trialist/store/ingest"
	"trialist/store/rulebooks"
)

// settingDemo is the setting that marks a workspace made by the demo, which the demo
// may replace.
const settingDemo = "demo"

// ensureWorkspace creates the demo workspace at path if there is none, or if --fresh
// asks for a new one, and reports whether it did. It replaces only a workspace that
// the demo made.
func (f demoFlags) ensureWorkspace(cmd *cobra.Command, g *session.Globals, path string) (made bool, err error) {
	_, err = os.Stat(path)
	missing := errors.Is(err, fs.ErrNotExist)
	if err != nil && !missing {
		return false, err
	}
	if !missing && !f.fresh {
		for _, flag := range []string{"accounts", "events", "seed"} {
			if cmd.Flags().Changed(flag) {
				return false, cli.Usagef("the demo at %s is made already; add --fresh to make it again with --%s", path, flag)
			}
		}
	}
	if !missing {
		if err := checkDemo(cmd.Context(), path, g.ReadOnly); err != nil || !f.fresh {
			return false, err
		}
	}
	if g.ReadOnly && !missing {
		return false, errors.New("--readonly makes no demo workspace; leave it out to make the demo again")
	}
	if g.ReadOnly {
		return false, fmt.Errorf("--readonly makes no demo workspace; there is none at %s to keep", path)
	}
	return true, f.createWorkspace(cmd, g, path)
}

// checkDemo returns an error unless the workspace at path is a demo. One of an older
// trialist is brought up to date, unless it is to be read only. Nothing is made where
// there is no workspace.
func checkDemo(ctx context.Context, path string, readOnly bool) (failed error) {
	s, err := store.Open(ctx, path, store.Options{ReadOnly: true})
	if errors.Is(err, store.ErrReadOnly) && !readOnly { // it is older
		s, err = store.Open(ctx, path, store.Options{})
	}
	if err != nil {
		return err
	}
	defer func() { failed = errors.Join(failed, s.Close()) }()
	mark, err := s.Setting(ctx, settingDemo)
	if err == nil && mark == "" {
		err = fmt.Errorf("%s is a workspace of your own, not a demo; name another file with --db", path)
	}
	return err
}

// createWorkspace fills the workspace in a temporary directory beside path and then
// renames it to path, so that nobody ever finds half a demo.
func (f demoFlags) createWorkspace(cmd *cobra.Command, g *session.Globals, path string) error {
	w, asOf, err := f.newWorkspace(g)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("make the demo: %w", err)
	}
	dir, err := os.MkdirTemp(filepath.Dir(path), ".demo-")
	if err != nil {
		return fmt.Errorf("make the demo: %w", err)
	}
	defer os.RemoveAll(dir) //nolint:errcheck // what may be left is hidden and harmless
	half := filepath.Join(dir, filepath.Base(path))
	if err := fillWorkspace(cmd, g, half, w, asOf); err != nil {
		return err
	}
	// SQLite must not apply the write-ahead log of the replaced workspace to the new
	// one.
	for _, old := range []string{path + "-wal", path + "-shm", path} {
		if err := os.Remove(old); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("make the demo again: %w", err)
		}
	}
	if err := os.Rename(half, path); err != nil {
		return fmt.Errorf("make the demo: %w", err)
	}
	return nil
}

// fillWorkspace creates a workspace at path and stores the data of w in it.
func fillWorkspace(cmd *cobra.Command, g *session.Globals, path string, w *demo.Workspace, asOf value.Instant) (failed error) {
	ctx := cmd.Context()
	meter, size := g.Meter, w.Size()
	defer meter.Clear()
	s, err := store.Open(ctx, path, store.Options{Warn: g.Log.Warn})
	if err != nil {
		return err
	}
	defer func() { failed = errors.Join(failed, s.Close()) }()
	for _, part := range []struct {
		kind   string
		rows   int
		source record.Source
	}{
		{"customers", size.Customers, w.Customers()},
		{"contacts", size.Contacts, w.Contacts()},
		{"events", size.Events, w.Events()},
	} {
		_, err := ingest.Run(ctx, s, part.source, ingest.Options{
			Path: "demo", Format: "demo", Kind: part.kind, AsOf: asOf, Progress: meter.ImportProgress(part.kind, 0, int64(part.rows)),
		})
		if err != nil {
			return fmt.Errorf("make the demo: %w", err)
		}
	}
	book, err := w.Rulebook()
	if err != nil {
		return err
	}
	if _, err := rulebooks.Save(ctx, s, book, 0, rulebooks.Commit{Who: "demo", At: asOf, Summary: "made the demo"}); err != nil {
		return err
	}
	for _, t := range w.Touches() {
		if err := addTouch(ctx, s, t); err != nil {
			return err
		}
	}
	if err := s.SetSetting(ctx, session.SettingAsOf, asOf.String()); err != nil {
		return err
	}
	return s.SetSetting(ctx, settingDemo, "yes")
}

// addTouch stores a made-up touch.
func addTouch(ctx context.Context, s *store.Store, t demo.Touch) error {
	stored := accounts.Touch{Account: t.Account, At: t.At, Who: t.Who, Body: t.Body}
	switch t.Kind {
	case "called":
		stored.Kind = accounts.Called
	case "mailed":
		stored.Kind = accounts.Mailed
	case "note":
		stored.Kind = accounts.Noted
	case "owner":
		stored.Kind, stored.Body = accounts.Assigned, t.Who
	default:
		return fmt.Errorf("make the demo: %q is no kind of touch", t.Kind)
	}
	_, err := accounts.AddTouch(ctx, s, stored)
	return err
}
