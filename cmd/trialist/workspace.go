package main

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/adrg/xdg"
	"github.com/spf13/cobra"

	"trialist/cmd/trialist/faultlog"
	"trialist/cmd/trialist/progress"
	"trialist/scoring/value"
	"trialist/store"
)

// settingAsOf is the setting that holds the as-of of a workspace whose data
// ends on the day it was made, as that of the demo does.
const settingAsOf = "as_of"

// globals is what the flags that every command knows say.
type globals struct {
	db       string
	asOf     string
	readOnly bool
	meter    *progress.Meter // of what takes long, on standard error
	log      *faultlog.Log
}

func newGlobals(stderr io.Writer) *globals {
	return &globals{meter: progress.NewMeter(stderr), log: faultlog.New(version(), driverVersion())}
}

// addFlags declares the global flags on the root command.
func (g *globals) addFlags(root *cobra.Command) {
	flags := root.PersistentFlags()
	flags.StringVar(&g.db, "db", "", "workspace file (else $TRIALIST_DB, else the one that paths shows)")
	flags.StringVar(&g.asOf, "as-of", "", "answer as of this time: now, 2026-11-02 or 2026-11-02T10:04:00Z")
	flags.BoolVar(&g.readOnly, "readonly", false, "change nothing in the workspace")
	flags.StringVar(&g.log.Path, "log", "", "append what helps to explain a fault to this file, nothing about customers")
}

// path is the workspace file that commands work on.
func (g *globals) path() string {
	if g.db != "" {
		return g.db
	}
	if db := os.Getenv("TRIALIST_DB"); db != "" {
		return db
	}
	return filepath.Join(dataDir(), "workspace.db")
}

// demoPath is the workspace file that the demo works on. TRIALIST_DB does not
// count: it names the user's own workspace.
func (g *globals) demoPath() string {
	if g.db != "" {
		return g.db
	}
	return filepath.Join(dataDir(), "demo.db")
}

// asOfInstant is the as-of that the flag asks for: now unless it says otherwise.
func (g *globals) asOfInstant() (value.Instant, error) {
	if g.asOf == "" {
		return parseAsOf(asOfNow, time.Now())
	}
	return parseAsOf(g.asOf, time.Now())
}

func dataDir() string { return filepath.Join(xdg.DataHome, "trialist") }

// session is an open workspace and the instant to ask it at.
type session struct {
	*store.Store
	path      string
	asOf      value.Instant
	asOfFixed bool // asOf was fixed, by the flag or by the workspace itself

	temporary bool // the workspace goes away with the session
	meter     *progress.Meter
	log       *faultlog.Log
}

// withProgress is a context under which the terminal shows how far the store is with
// what it is asked, until done. Nothing else is to be printed meanwhile.
func (s *session) withProgress(ctx context.Context) (_ context.Context, done func()) {
	return s.meter.WithProgress(ctx), s.meter.Clear
}

// openAt opens the workspace at path; --readonly adds to the options.
func (g *globals) openAt(ctx context.Context, path string, o store.Options) (*session, error) {
	asOf, err := g.asOfInstant()
	if err != nil {
		return nil, err
	}
	s := &session{path: path, asOf: asOf, meter: g.meter, log: g.log}
	s.asOfFixed = g.asOf != "" && g.asOf != asOfNow
	o.ReadOnly = o.ReadOnly || g.readOnly
	o.Warn = g.log.Warn
	ctx, done := s.withProgress(ctx)
	defer done()
	if s.Store, err = store.Open(ctx, path, o); err != nil {
		return nil, err
	}
	if g.asOf == "" {
		if err := s.applyStoredAsOf(ctx); err != nil {
			return nil, errors.Join(err, s.Close())
		}
	}
	return s, nil
}

// applyStoredAsOf sets the as-of of the workspace itself, where it has one.
func (s *session) applyStoredAsOf(ctx context.Context) error {
	text, err := s.Setting(ctx, settingAsOf)
	if err != nil || text == "" {
		return err
	}
	s.asOfFixed = true
	s.asOf, err = parseAsOf(text, time.Now())
	return err
}

// withWorkspace opens the workspace, which must be there, runs do, and closes it.
func (g *globals) withWorkspace(ctx context.Context, do func(*session) error) error {
	return closeAfter(ctx, do)(g.openAt(ctx, g.path(), store.Options{MustExist: true}))
}

// withWorkspaceToRead is like with for commands that only read, which also works where the
// workspace cannot be written to.
func (g *globals) withWorkspaceToRead(ctx context.Context, do func(*session) error) error {
	return closeAfter(ctx, do)(g.openAt(ctx, g.path(), store.Options{MustExist: true, PreferReadOnly: true}))
}

// withWorkspaceOrNew is like with for commands that may start a workspace. One that fails
// leaves none where there was none.
func (g *globals) withWorkspaceOrNew(ctx context.Context, do func(*session) error) error {
	return closeAfter(ctx, do)(g.openAt(ctx, g.path(), store.Options{}))
}

// withWorkspaceOrScratch is like withWorkspaceOrNew for commands that can also only say what they would
// do: a dry run without a workspace is on an empty one that goes away again.
func (g *globals) withWorkspaceOrScratch(ctx context.Context, dry bool, do func(*session) error) (failed error) {
	if !dry {
		return g.withWorkspaceOrNew(ctx, do)
	}
	if _, err := os.Stat(g.path()); !errors.Is(err, fs.ErrNotExist) {
		return g.withWorkspace(ctx, do)
	}
	dir, err := os.MkdirTemp("", "trialist-")
	if err != nil {
		return err
	}
	defer func() { failed = errors.Join(failed, os.RemoveAll(dir)) }()
	empty := *g
	empty.db = filepath.Join(dir, "workspace.db")
	return empty.withWorkspaceOrNew(ctx, func(s *session) error {
		s.temporary = true
		return do(s)
	})
}

func closeAfter(ctx context.Context, do func(*session) error) func(*session, error) error {
	return func(s *session, err error) (failed error) {
		if err != nil {
			return err
		}
		defer func() {
			if failed != nil {
				failed = errors.Join(failed, s.CloseUnused(ctx))
				return
			}
			failed = s.Close()
		}()
		return do(s)
	}
}
