package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"

	"github.com/spf13/cobra"

	"trialist/scoring"
	"trialist/store"
	"trialist/store/demo"
	"trialist/ui/clean"
)

// settingDemo marks a workspace that the demo made, and may make again.
const settingDemo = "demo"

// demoFlags is what the flags of demo say.
type demoFlags struct {
	accounts, events int
	seed             uint64
	csv              string
	fresh            bool
	screen           screenFlags
}

func newDemo(g *globals) *cobra.Command {
	var f demoFlags
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Look around in a made-up workspace",
		Long: `Look around in a made-up workspace: the trials and customers of an e-mail marketing product
that does not exist. It is made once and kept, and stays as of the minute it was made, so that
its running trials keep running; --fresh makes it again for today.

With --csv it is written as CSV files instead, at any size.`,
		Example: `trialist demo
trialist demo --fresh --as-of 2026-11-02
trialist demo --csv made-up --accounts 100000 --events 5000000`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if f.csv != "" {
				return f.writeCSV(cmd, g)
			}
			return f.run(cmd, g)
		},
	}
	flags := cmd.Flags()
	flags.IntVar(&f.accounts, "accounts", 0, "number of accounts (else the story of about a thousand)")
	flags.IntVar(&f.events, "events", 0, "number of events (50 for every account)")
	flags.Uint64Var(&f.seed, "seed", 1, "another seed makes other data")
	flags.StringVar(&f.csv, "csv", "", "write CSV files to this folder instead")
	flags.BoolVar(&f.fresh, "fresh", false, "make the demo again, for today")
	f.screen.addFlags(cmd)
	return cmd
}

// make is the workspace that the flags describe.
func (f demoFlags) make(g *globals) (*demo.Workspace, scoring.Instant, error) {
	asOf, err := g.instant()
	if err != nil {
		return nil, asOf, err
	}
	o := demo.Options{Accounts: f.accounts, Events: f.events, Seed: f.seed, AsOf: asOf}
	if err := o.Validate(); err != nil {
		return nil, asOf, usageError{err}
	}
	return demo.New(o), asOf, nil
}

// writeCSV writes the files and says how to import them.
func (f demoFlags) writeCSV(cmd *cobra.Command, g *globals) error {
	w, _, err := f.make(g)
	if err != nil {
		return err
	}
	signal.Reset(os.Interrupt) // nothing to undo: an interrupt may just end it
	meter := newMeter(cmd.ErrOrStderr())
	err = w.WriteCSV(f.csv, func(done, total int) {
		meter.show(func() string { return fmt.Sprintf("writing  %d %%", 100*int64(done)/int64(max(1, total))) })
	})
	meter.clear()
	if err != nil {
		return err
	}
	line := "import them with: trialist --db FILE import"
	for _, name := range w.Files() {
		path := filepath.Join(f.csv, name)
		line += " " + path
		if err := say(cmd.OutOrStdout(), "wrote "+string(clean.Of(path))); err != nil {
			return err
		}
	}
	return say(cmd.OutOrStdout(), string(clean.Of(line)))
}

// run makes the demo workspace where there is none and opens it, or says where
// it is when there is no terminal to open it on.
func (f demoFlags) run(cmd *cobra.Command, g *globals) error {
	if _, err := g.instant(); err != nil {
		return err
	}
	path := g.demoPath()
	made, err := f.prepare(cmd, g, path)
	if err != nil {
		return err
	}
	if interactive(cmd) {
		return finish(func(s *session) error { return f.screen.show(cmd, s) })(g.openAt(cmd.Context(), path, true))
	}
	verb := "the demo workspace is at"
	if made {
		verb = "made a demo workspace at"
	}
	db := ""
	if path != g.path() {
		db = "--db " + path + " "
	} else if g.db != "" {
		db = "--db " + g.db + " "
	}
	shown := string(clean.Upto(path, longestComplaint))
	if err := say(cmd.OutOrStdout(), fmt.Sprintf("%s %s", verb, shown)); err != nil {
		return err
	}
	return say(cmd.OutOrStdout(), string(clean.Upto("list its trials with: trialist "+db+"list", longestComplaint)))
}

// prepare makes sure that there is a demo workspace at path and reports whether
// it made one. Only a workspace that the demo made is ever replaced.
func (f demoFlags) prepare(cmd *cobra.Command, g *globals, path string) (made bool, err error) {
	_, err = os.Stat(path)
	missing := errors.Is(err, fs.ErrNotExist)
	if err != nil && !missing {
		return false, err
	}
	if !missing && !f.fresh {
		for _, flag := range []string{"accounts", "events", "seed"} {
			if cmd.Flags().Changed(flag) {
				return false, usagef("the demo at %s is made already; add --fresh to make it again with --%s", path, flag)
			}
		}
	}
	if !missing {
		if err := isDemo(cmd.Context(), path); err != nil || !f.fresh {
			return false, err
		}
	}
	if g.readOnly {
		return false, fmt.Errorf("--readonly makes no demo workspace; there is none at %s to keep", path)
	}
	return true, f.build(cmd, g, path)
}

// isDemo is an error unless the workspace at path is a demo.
func isDemo(ctx context.Context, path string) (failed error) {
	s, err := store.Open(ctx, path, store.Options{ReadOnly: true})
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

// build makes the workspace beside its place and then moves it there, so that
// no half of a demo is ever found.
func (f demoFlags) build(cmd *cobra.Command, g *globals, path string) error {
	w, asOf, err := f.make(g)
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
	defer os.RemoveAll(dir) //nolint:errcheck // what is left of it is hidden and harmless
	half := filepath.Join(dir, filepath.Base(path))
	if err := fill(cmd, half, w, asOf); err != nil {
		return err
	}
	// The log of a workspace that is replaced must not be taken for one of the
	// new workspace.
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

// fill makes a workspace at path of what w made up.
func fill(cmd *cobra.Command, path string, w *demo.Workspace, asOf scoring.Instant) (failed error) {
	ctx := cmd.Context()
	meter := newMeter(cmd.ErrOrStderr())
	defer meter.clear()
	s, err := store.Open(ctx, path, store.Options{})
	if err != nil {
		return err
	}
	defer func() { failed = errors.Join(failed, s.Close()) }()
	for _, part := range []struct {
		kind   string
		source scoring.Source
	}{
		{"customers", w.Customers()},
		{"contacts", w.Contacts()},
		{"events", w.Events()},
	} {
		_, err := s.Import(ctx, part.source, store.ImportOptions{
			Path: "demo", Format: "demo", Kind: part.kind, AsOf: asOf, Progress: meter.importing(part.kind, 0),
		})
		if err != nil {
			return fmt.Errorf("make the demo: %w", err)
		}
	}
	book, err := w.Rulebook()
	if err != nil {
		return err
	}
	if _, err := s.SaveRulebook(ctx, book, 0, store.Save{Who: "demo", At: asOf, Summary: "made the demo"}); err != nil {
		return err
	}
	for _, t := range w.Touches() {
		if err := addTouch(ctx, s, t); err != nil {
			return err
		}
	}
	if err := s.SetSetting(ctx, settingAsOf, asOf.String()); err != nil {
		return err
	}
	return s.SetSetting(ctx, settingDemo, "yes")
}

// addTouch writes down what a made-up rep did.
func addTouch(ctx context.Context, s *store.Store, t demo.Touch) error {
	stored := store.Touch{Account: t.Account, At: t.At, Who: t.Who, Body: t.Body}
	switch t.Kind {
	case "called":
		stored.Kind = store.Called
	case "mailed":
		stored.Kind = store.Mailed
	case "note":
		stored.Kind = store.Noted
	case "owner":
		stored.Kind, stored.Body = store.Owned, t.Who
	default:
		return fmt.Errorf("make the demo: %q is no kind of touch", t.Kind)
	}
	_, err := s.AddTouch(ctx, stored)
	return err
}
