package session

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"trialist/cmd/trialist/faultlog"
	"trialist/cmd/trialist/progress"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/store/care"
	"trialist/store/facts"
)

// SettingAsOf is the setting with the as-of of a workspace whose data ends on the
// day it was made, as the demo's does.
const SettingAsOf = "as_of"

// Session is an open workspace and the as-of of its answers.
type Session struct {
	*store.Store
	Cache     *facts.Cache
	Path      string
	AsOf      value.Instant
	AsOfFixed bool // AsOf comes from the flag or from the workspace, not from the clock
	AsOfPast  bool // the flag asks for a time before now, or before the as-of that the workspace itself has

	Temporary bool // the workspace is deleted after the session
	Meter     *progress.Meter
	Log       *faultlog.Log
}

// TouchesAt is the as-of of touches. Where as-of is the time of the clock it is a whole
// minute, and what was noted since counts too.
func (s *Session) TouchesAt() value.Instant {
	if s.AsOfFixed {
		return s.AsOf
	}
	return accounts.Latest
}

// WithProgress returns a context under which the terminal shows the progress of what
// the store is asked, until done is called. Nothing else may be printed meanwhile.
func (s *Session) WithProgress(ctx context.Context) (_ context.Context, done func()) {
	return s.Meter.WithProgress(ctx), s.Meter.Clear
}

// OpenAt opens the workspace at path. The flag --readonly adds to the options.
func (g *Globals) OpenAt(ctx context.Context, path string, o store.Options) (*Session, error) {
	if path == "" {
		return nil, ErrNoDataDir
	}
	asOf, err := g.AsOfInstant()
	if err != nil {
		return nil, err
	}
	s := &Session{Path: path, AsOf: asOf, Meter: g.Meter, Log: g.Log}
	s.AsOfFixed = g.AsOf != "" && g.AsOf != asOfNow
	o.ReadOnly = o.ReadOnly || g.ReadOnly
	o.Warn = g.Log.Warn
	ctx, done := s.WithProgress(ctx)
	defer done()
	if s.Store, err = store.Open(ctx, path, o); err != nil {
		return nil, err
	}
	s.Cache = facts.New(s.Store)
	if day, ok := value.ParseDay(g.AsOf); ok {
		zone, _, err := s.TimeZone(ctx)
		if err != nil {
			return nil, errors.Join(err, s.Close())
		}
		s.AsOf = zone.StartOfDay(day)
	}
	if g.AsOf == "" {
		if err := s.applyStoredAsOf(ctx); err != nil {
			return nil, errors.Join(err, s.Close())
		}
	}
	if s.AsOfFixed && g.AsOf != "" {
		if err := s.comparePast(ctx); err != nil {
			return nil, errors.Join(err, s.Close())
		}
	}
	if !s.AsOfFixed {
		// Where this fails, so does the question that as-of is for, and says why.
		if s.AsOf, err = facts.Now(ctx, s.Store, time.Now()); err != nil {
			s.Log.WarnQuietly("looking for the last event failed", err)
		}
	}
	return s, nil
}

// comparePast notes whether the as-of of the flag is in the past.
func (s *Session) comparePast(ctx context.Context) error {
	clock := time.Now()
	now, err := s.ownAsOf(ctx, clock)
	if !now.Known() {
		now = value.FromTime(clock)
	}
	s.AsOfPast = s.AsOf < now
	return err
}

// applyStoredAsOf sets the as-of that the workspace itself has, if any.
func (s *Session) applyStoredAsOf(ctx context.Context) error {
	own, err := s.ownAsOf(ctx, time.Now())
	if err == nil && own.Known() {
		s.AsOfFixed, s.AsOf = true, own
	}
	return err
}

// WithWorkspace opens the workspace, which must exist, calls do, and closes it.
func (g *Globals) WithWorkspace(ctx context.Context, do func(*Session) error) error {
	return CloseAfter(ctx, do)(g.OpenAt(ctx, g.Path(), store.Options{MustExist: true}))
}

// WithWorkspaceToRead is WithWorkspace for commands that only read. It also works
// when the file cannot be written.
func (g *Globals) WithWorkspaceToRead(ctx context.Context, do func(*Session) error) error {
	return CloseAfter(ctx, do)(g.OpenAt(ctx, g.Path(), store.Options{MustExist: true, PreferReadOnly: true}))
}

// WithWorkspaceToExamine is WithWorkspaceToRead for a workspace that may be damaged: it
// reads nothing of it, so that the as-of is not that of the workspace.
func (g *Globals) WithWorkspaceToExamine(ctx context.Context, do func(*Session) error) error {
	if g.Path() == "" {
		return ErrNoDataDir
	}
	opening, done := g.Meter.WithProgress(ctx), g.Meter.Clear
	file, err := store.Open(opening, g.Path(), store.Options{MustExist: true, PreferReadOnly: true, ReadOnly: g.ReadOnly, Warn: g.Log.Warn})
	done()
	if err != nil {
		return err
	}
	return CloseAfter(ctx, do)(&Session{Store: file, Cache: facts.New(file), Path: g.Path(), Meter: g.Meter, Log: g.Log}, nil)
}

// WithWorkspaceOrNew is WithWorkspace for commands that may create the workspace. If
// do fails, a workspace that was created is deleted again.
func (g *Globals) WithWorkspaceOrNew(ctx context.Context, do func(*Session) error) error {
	return CloseAfter(ctx, do)(g.OpenAt(ctx, g.Path(), store.Options{}))
}

// WithWorkspaceOrScratch is WithWorkspaceOrNew for commands that have a dry run. A
// dry run gets an empty temporary workspace where there is none, and else the
// workspace, or a temporary copy of it when that is asked for or it cannot be written to.
func (g *Globals) WithWorkspaceOrScratch(ctx context.Context, dry, copied bool, do func(*Session) error) (failed error) {
	if !dry {
		return g.WithWorkspaceOrNew(ctx, do)
	}
	_, err := os.Stat(g.Path())
	there := !errors.Is(err, fs.ErrNotExist) || g.Path() == ""
	if there && !copied && !g.ReadOnly {
		opened := false
		err := g.WithWorkspace(ctx, func(s *Session) error { opened = true; return do(s) })
		if opened || !errors.Is(err, store.ErrReadOnly) {
			return err
		}
	}
	dir, err := MakeScratch()
	if err != nil {
		return err
	}
	defer func() { failed = errors.Join(failed, os.RemoveAll(dir)) }()
	scratch := *g
	scratch.DB, scratch.ReadOnly = filepath.Join(dir, "workspace.db"), false
	if there {
		err := g.WithWorkspaceToRead(ctx, func(s *Session) error { return care.Backup(ctx, s.Store, scratch.DB) })
		if err != nil {
			return err
		}
	}
	return scratch.WithWorkspaceOrNew(ctx, func(s *Session) error {
		s.Temporary = true
		return do(s)
	})
}

// CloseAfter returns a function for the results of OpenAt: it calls do with the
// session and closes it.
func CloseAfter(ctx context.Context, do func(*Session) error) func(*Session, error) error {
	return func(s *Session, err error) (failed error) {
		if err != nil {
			return err
		}
		defer func() {
			s.Log.Count("damaged caches were made anew", s.DamagedCaches())
			if failed != nil {
				failed = errors.Join(failed, s.CloseUnused(ctx))
				return
			}
			failed = s.Close()
		}()
		return do(s)
	}
}
