package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/dashboard"
	"trialist/cmd/trialist/outfile"
	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/session"
	"trialist/cmd/trialist/terminal"
	"trialist/store/care"
	"trialist/store/unfinished"
	"trialist/ui/clean"
)

// restoreFlags holds the flags of restore.
type restoreFlags struct{ yes, dryRun bool }

func newRestore(g *session.Globals) *cobra.Command {
	var f restoreFlags
	cmd := &cobra.Command{
		Use:   "restore FILE",
		Short: "Go back to a backup; what the workspace has now is kept beside it",
		Long: `Put what a backup has in the place of all that the workspace has. The backup is verified before,
and not changed. What the workspace has now is kept beside it, under a name that says when.

Dashboards that have the workspace open follow. Restoring is all or nothing, also when it is killed.`,
		Example: `trialist restore --dry-run copy.db
trialist restore copy.db`,
		Args: cli.ExactArgs("a FILE to go back to"),
		RunE: func(cmd *cobra.Command, args []string) error { return restore(g, cmd, args[0], f) },
	}
	cmd.Flags().BoolVar(&f.yes, "yes", false, "do not ask")
	cmd.Flags().BoolVar(&f.dryRun, "dry-run", false, "verify the backup and say what it has; change nothing")
	return cmd
}

// restore goes back to a backup.
func restore(g *session.Globals, cmd *cobra.Command, backup string, f restoreFlags) error {
	workspace, err := restoredPath(g, backup)
	if err != nil {
		return err
	}
	if f.dryRun {
		return tryRestore(g, cmd, backup, workspace)
	}
	if _, err := os.Stat(backup); errors.Is(err, fs.ErrNotExist) { // before asking about it
		return fmt.Errorf("restore: there is no file %s", clean.Of(backup))
	}
	if !f.yes && !dashboard.Interactive(cmd) {
		return cli.Usagef("say --yes to restore without being asked")
	}
	if err := os.MkdirAll(filepath.Dir(workspace), 0o700); err != nil {
		return err
	}
	unfinished.RemoveLeft(filepath.Dir(workspace), filepath.Base(keptStem(workspace)))
	keptName := keptName(workspace, time.Now())
	kept, err := (&outfile.Guard{}).Reserve(keptName)
	if err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	restored, err := (&outfile.Guard{Force: true}).Reserve(workspace) // beside it, to be moved or copied to its place
	if err != nil {
		return errors.Join(fmt.Errorf("restore: %w", err), kept.Discard())
	}
	err = restoreFrom(g, cmd, backup, restored.Unfinished(), f.yes, func(copied string) error {
		return care.Restore(cmd.Context(), workspace, copied, kept, keptName)
	})
	if err = errors.Join(err, kept.Discard(), restored.Discard()); err != nil {
		return cli.AsInterrupted(err, "interrupted; nothing was changed")
	}
	lines := "restored " + clean.Of(backup)
	if _, err := os.Stat(keptName); err == nil {
		lines += "; what the workspace had is kept as " + clean.Of(keptName)
	}
	return terminal.PrintLine(cmd.OutOrStdout(), string(lines))
}

// restoreFrom copies the backup, asks, and restores the copy.
func restoreFrom(g *session.Globals, cmd *cobra.Command, backup, copied string, yes bool, restore func(copied string) error) error {
	has, err := copyBackup(cmd.Context(), g, backup, copied)
	if err != nil {
		return err
	}
	if !yes {
		question := "Go back to " + clean.Of(backup) + ", with " + clean.Of(describeContents(has)) + "? What the workspace has now is kept beside it."
		if err := cli.AskYes(cmd, question); err != nil {
			return err
		}
	}
	return restore(copied)
}

// tryRestore says what restore would do.
func tryRestore(g *session.Globals, cmd *cobra.Command, backup, workspace string) (failed error) {
	dir, err := session.MakeScratch()
	if err != nil {
		return err
	}
	defer func() { failed = errors.Join(failed, os.RemoveAll(dir)) }()
	has, err := copyBackup(cmd.Context(), g, backup, filepath.Join(dir, "restored"))
	if err != nil {
		return cli.AsInterrupted(err, "interrupted; nothing was changed")
	}
	line := clean.Of(backup) + " is whole, with " + clean.Of(describeContents(has)) + "; restoring it would replace what " + clean.Of(workspace) +
		" has, and keep that as " + clean.Of(keptName(workspace, time.Now())) + "; nothing was changed"
	return terminal.PrintLine(cmd.OutOrStdout(), string(line))
}

func copyBackup(ctx context.Context, g *session.Globals, backup, path string) (care.Contents, error) {
	defer g.Meter.Clear()
	return care.CopyBackup(g.Meter.WithProgress(ctx), backup, path)
}

// restoredPath returns the file that is the workspace, without links. The error says
// that nothing can be restored into it, or not from the backup.
func restoredPath(g *session.Globals, backup string) (string, error) {
	path := g.Path()
	if path == "" {
		return "", session.ErrNoDataDir
	}
	if g.ReadOnly {
		return "", cli.Usagef("--readonly changes nothing; leave it out to restore")
	}
	guard := &outfile.Guard{}
	guard.KeepWorkspace(path)
	if err := guard.CheckKept(backup); err != nil {
		return "", fmt.Errorf("restore: %w", err)
	}
	absolute, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	resolved, err := filepath.EvalSymlinks(absolute)
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Lstat(absolute); err == nil {
			return "", fmt.Errorf("%s is a link to a file that does not exist; mend the link, or name another file with --db", path)
		}
		return absolute, nil
	}
	return resolved, err
}

// keptName returns the name for what a workspace had before it was restored at that
// time. No file has it.
func keptName(workspace string, at time.Time) string {
	extension := filepath.Ext(workspace)
	stem := keptStem(workspace) + at.Format("20060102-150405")
	name := stem + extension
	for n := 2; ; n++ {
		if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
			return name
		}
		name = fmt.Sprintf("%s-%d%s", stem, n, extension)
	}
}

func describeContents(c care.Contents) string {
	return strings.Join([]string{
		output.Plural(c.Accounts, "account", "accounts"), output.Plural(c.Imports, "import", "imports"),
		output.Plural(c.Versions, "version of the signals", "versions of the signals"), output.Plural(c.Touches, "touch", "touches"),
	}, ", ")
}

// keptStem is how the names begin of the files that keep what a workspace had.
func keptStem(workspace string) string {
	return strings.TrimSuffix(workspace, filepath.Ext(workspace)) + ".before-restore-"
}

// keptCopies lists the files beside the workspace that keep what it had before it was
// restored.
func keptCopies(workspace string) ([]string, error) {
	stem := keptStem(workspace)
	files, err := os.ReadDir(filepath.Dir(stem))
	if err != nil {
		return nil, err
	}
	kept := []string{}
	for _, f := range files {
		if strings.HasPrefix(f.Name(), filepath.Base(stem)) {
			kept = append(kept, filepath.Join(filepath.Dir(stem), f.Name()))
		}
	}
	return kept, nil
}
