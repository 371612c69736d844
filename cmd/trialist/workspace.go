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
	"trialist/store/care"
	"trialist/store/facts"
)

// settingAsOf is the setting with the as-of of a workspace whose data ends on the
// day it was made, as the demo's does.
const settingAsOf = "as_of"

// globals holds the flags that every command has, and what every command shares.
type globals struct {
	db       string
	asOf     string
	readOnly bool
	meter    *progress.Meter // shows the progress of long work on standard error
	log      *faultlog.Log

	endsAtSignals bool // a signal to end is why a command that did not fail is over
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

// path returns the workspace file that commands use, "" where inDataDir has none.
func (g *globals) path() string {
	if g.db != "" {
		return g.db
	}
	if db := os.Getenv("TRIALIST_DB"); db != "" {
		return db
	}
	return inDataDir("workspace.db")
}

// demoPath returns the workspace file that the demo uses, as path does. It ignores TRIALIST_DB,
// which names the user's own workspace.
func (g *globals) demoPath() string {
	if g.db != "" {
		return g.db
	}
	return inDataDir("demo.db")
}

// asOfInstant returns the as-of that the flag asks for, now by default.
func (g *globals) asOfInstant() (value.Instant, error) {
	if g.asOf == "" {
		return parseAsOf(asOfNow, time.Now())
	}
	return parseAsOf(g.asOf, time.Now())
}

// inDataDir returns the path of a file in the folder for workspaces when none is
// named. It is "" where there is no such folder, as for a service without a home.
func inDataDir(name string) string {
	if home, err := os.UserHomeDir(); (err != nil || home == "") && !filepath.IsAbs(os.Getenv("XDG_DATA_HOME")) {
		return "" // xdg takes the root of the disk instead
	}
	return filepath.Join(xdg.DataHome, "trialist", name)
}

// errNoDataDir says that commands do not know where the workspace is.
var errNoDataDir = errors.New("there is no folder to keep the workspace in, as HOME is not set; name a file with --db or TRIALIST_DB, or set HOME")

// session is an open workspace and the as-of of its answers.
type session struct {
	*store.Store
	cache     *facts.Cache
	path      string
	asOf      value.Instant
	asOfFixed bool // asOf comes from the flag or from the workspace, not from the clock

	temporary bool // the workspace is deleted after the session
	meter     *progress.Meter
	log       *faultlog.Log
}

// withProgress returns a context under which the terminal shows the progress of what
// the store is asked, until done is called. Nothing else may be printed meanwhile.
func (s *session) withProgress(ctx context.Context) (_ context.Context, done func()) {
	return s.meter.WithProgress(ctx), s.meter.Clear
}

// openAt opens the workspace at path. The flag --readonly adds to the options.
func (g *globals) openAt(ctx context.Context, path string, o store.Options) (*session, error) {
	if path == "" {
		return nil, errNoDataDir
	}
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
	s.cache = facts.New(s.Store)
	if day, ok := value.ParseDay(g.asOf); ok {
		zone, _, err := s.TimeZone(ctx)
		if err != nil {
			return nil, errors.Join(err, s.Close())
		}
		s.asOf = zone.StartOfDay(day)
	}
	if g.asOf == "" {
		if err := s.applyStoredAsOf(ctx); err != nil {
			return nil, errors.Join(err, s.Close())
		}
	}
	if !s.asOfFixed {
		// Where this fails, so does the question that as-of is for, and says why.
		if s.asOf, err = facts.Now(ctx, s.Store, time.Now()); err != nil {
			s.log.WarnQuietly("looking for the last event failed", err)
		}
	}
	return s, nil
}

// applyStoredAsOf sets the as-of that the workspace itself has, if any.
func (s *session) applyStoredAsOf(ctx context.Context) error {
	text, err := s.Setting(ctx, settingAsOf)
	if err != nil || text == "" {
		return err
	}
	s.asOfFixed = true
	s.asOf, err = parseAsOf(text, time.Now())
	return err
}

// withWorkspace opens the workspace, which must exist, calls do, and closes it.
func (g *globals) withWorkspace(ctx context.Context, do func(*session) error) error {
	return closeAfter(ctx, do)(g.openAt(ctx, g.path(), store.Options{MustExist: true}))
}

// withWorkspaceToRead is withWorkspace for commands that only read. It also works
// when the file cannot be written.
func (g *globals) withWorkspaceToRead(ctx context.Context, do func(*session) error) error {
	return closeAfter(ctx, do)(g.openAt(ctx, g.path(), store.Options{MustExist: true, PreferReadOnly: true}))
}

// withWorkspaceOrNew is withWorkspace for commands that may create the workspace. If
// do fails, a workspace that was created is deleted again.
func (g *globals) withWorkspaceOrNew(ctx context.Context, do func(*session) error) error {
	return closeAfter(ctx, do)(g.openAt(ctx, g.path(), store.Options{}))
}

// withWorkspaceOrScratch is withWorkspaceOrNew for commands that have a dry run. A
// dry run gets an empty temporary workspace where there is none, and else the
// workspace, or a temporary copy of it when that is asked for.
func (g *globals) withWorkspaceOrScratch(ctx context.Context, dry, copied bool, do func(*session) error) (failed error) {
	if !dry {
		return g.withWorkspaceOrNew(ctx, do)
	}
	_, err := os.Stat(g.path())
	there := !errors.Is(err, fs.ErrNotExist) || g.path() == ""
	if there && !copied {
		return g.withWorkspace(ctx, do)
	}
	dir, err := makeScratch()
	if err != nil {
		return err
	}
	defer func() { failed = errors.Join(failed, os.RemoveAll(dir)) }()
	scratch := *g
	scratch.db = filepath.Join(dir, "workspace.db")
	if there {
		err := g.withWorkspaceToRead(ctx, func(s *session) error { return care.Backup(ctx, s.Store, scratch.db) })
		if err != nil {
			return err
		}
	}
	return scratch.withWorkspaceOrNew(ctx, func(s *session) error {
		s.temporary = true
		return do(s)
	})
}

// closeAfter returns a function for the results of openAt: it calls do with the
// session and closes it.
func closeAfter(ctx context.Context, do func(*session) error) func(*session, error) error {
	return func(s *session, err error) (failed error) {
		if err != nil {
			return err
		}
		defer func() {
			s.log.Count("damaged caches were made anew", s.DamagedCaches())
			if failed != nil {
				failed = errors.Join(failed, s.CloseUnused(ctx))
				return
			}
			failed = s.Close()
		}()
		return do(s)
	}
}
