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
	meter    *meter // of what takes long, on standard error
	log      *faultLog
}

func newGlobals(stderr io.Writer) *globals {
	return &globals{meter: newMeter(stderr), log: newFaultLog(version(), driverVersion())}
}

// addFlags declares the global flags on the root command.
func (g *globals) addFlags(root *cobra.Command) {
	flags := root.PersistentFlags()
	flags.StringVar(&g.db, "db", "", "workspace file (else $TRIALIST_DB, else the one that paths shows)")
	flags.StringVar(&g.asOf, "as-of", "", "answer as of this time: now, 2026-11-02 or 2026-11-02T10:04:00Z")
	flags.BoolVar(&g.readOnly, "readonly", false, "change nothing in the workspace")
	flags.StringVar(&g.log.path, "log", "", "append what helps to explain a fault to this file, nothing about customers")
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

// instant is the as-of that the flag asks for: now unless it says otherwise.
func (g *globals) instant() (value.Instant, error) {
	if g.asOf == "" {
		return parseAsOf(nowWord, time.Now())
	}
	return parseAsOf(g.asOf, time.Now())
}

func dataDir() string { return filepath.Join(xdg.DataHome, "trialist") }

// session is an open workspace and the instant to ask it at.
type session struct {
	*store.Store
	path   string
	asOf   value.Instant
	pinned bool // asOf was fixed, by the flag or by the workspace itself

	scratch bool // the workspace goes away with the session
	meter   *meter
	log     *faultLog
}

// waiting is a context under which the terminal shows how far the store is with
// what it is asked, until done. Nothing else is to be printed meanwhile.
func (s *session) waiting(ctx context.Context) (_ context.Context, done func()) {
	return s.meter.watching(ctx), s.meter.clear
}

// openAt opens the workspace at path; --readonly adds to the options.
func (g *globals) openAt(ctx context.Context, path string, o store.Options) (*session, error) {
	asOf, err := g.instant()
	if err != nil {
		return nil, err
	}
	s := &session{path: path, asOf: asOf, meter: g.meter, log: g.log}
	s.pinned = g.asOf != "" && g.asOf != nowWord
	o.ReadOnly = o.ReadOnly || g.readOnly
	o.Warn = g.log.warn
	ctx, done := s.waiting(ctx)
	defer done()
	if s.Store, err = store.Open(ctx, path, o); err != nil {
		return nil, err
	}
	if g.asOf == "" {
		if err := s.pin(ctx); err != nil {
			return nil, errors.Join(err, s.Close())
		}
	}
	return s, nil
}

// pin sets the as-of of the workspace itself, where it has one.
func (s *session) pin(ctx context.Context) error {
	text, err := s.Setting(ctx, settingAsOf)
	if err != nil || text == "" {
		return err
	}
	s.pinned = true
	s.asOf, err = parseAsOf(text, time.Now())
	return err
}

// with opens the workspace, which must be there, runs do, and closes it.
func (g *globals) with(ctx context.Context, do func(*session) error) error {
	return finish(ctx, do)(g.openAt(ctx, g.path(), store.Options{MustExist: true}))
}

// look is like with for commands that only read, which also works where the
// workspace cannot be written to.
func (g *globals) look(ctx context.Context, do func(*session) error) error {
	return finish(ctx, do)(g.openAt(ctx, g.path(), store.Options{MustExist: true, PreferReadOnly: true}))
}

// withNew is like with for commands that may start a workspace. One that fails
// leaves none where there was none.
func (g *globals) withNew(ctx context.Context, do func(*session) error) error {
	return finish(ctx, do)(g.openAt(ctx, g.path(), store.Options{}))
}

// withDry is like withNew for commands that can also only say what they would
// do: a dry run without a workspace is on an empty one that goes away again.
func (g *globals) withDry(ctx context.Context, dry bool, do func(*session) error) (failed error) {
	if !dry {
		return g.withNew(ctx, do)
	}
	if _, err := os.Stat(g.path()); !errors.Is(err, fs.ErrNotExist) {
		return g.with(ctx, do)
	}
	dir, err := os.MkdirTemp("", "trialist-")
	if err != nil {
		return err
	}
	defer func() { failed = errors.Join(failed, os.RemoveAll(dir)) }()
	empty := *g
	empty.db = filepath.Join(dir, "workspace.db")
	return empty.withNew(ctx, func(s *session) error {
		s.scratch = true
		return do(s)
	})
}

func finish(ctx context.Context, do func(*session) error) func(*session, error) error {
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
