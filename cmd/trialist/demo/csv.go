package demo

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/outfile"
	"trialist/cmd/trialist/progress"
	"trialist/cmd/trialist/session"
	"trialist/cmd/trialist/terminal"
	"trialist/ui/clean"
)

// writeCSV writes the data as CSV files and prints how to import them. There are
// files only when all of them are whole.
func (f demoFlags) writeCSV(cmd *cobra.Command, g *session.Globals) (failed error) {
	if f.csv == "-" {
		return cli.Usagef("--csv: - is standard output, and there are several files; name a folder")
	}
	w, _, err := f.newWorkspace(g)
	if err != nil {
		return err
	}
	guard := g.NewGuard(f.force)
	files, err := f.createFiles(guard, w.Files())
	defer func() {
		for _, file := range files {
			failed = errors.Join(failed, file.Discard())
		}
	}()
	if err != nil {
		return err
	}
	err = w.WriteCSV(func(name string) io.Writer { return interruptibleWriter(cmd.Context(), files[name]) }, func(done, total int) {
		g.Meter.Show(progress.State{Stage: "writing", Done: int64(done), Total: int64(total), Count: int64(done), Unit: "rows"})
	})
	g.Meter.Clear()
	if err != nil {
		return cli.AsInterrupted(err, "interrupted; nothing was written")
	}
	line := "import them with: trialist --db FILE import"
	for _, name := range w.Files() {
		if err := files[name].Commit(); err != nil {
			return err
		}
		path := filepath.Join(f.csv, name)
		line += " " + path
		if err := terminal.PrintLine(cmd.OutOrStdout(), "wrote "+string(clean.Of(path))); err != nil {
			return err
		}
	}
	return terminal.PrintLine(cmd.OutOrStdout(), string(clean.Of(line)))
}

// createFiles starts the files of those names in the folder, which it makes when
// there is none. It looks at all names first: a folder of which one file cannot be
// written stays as it is.
func (f demoFlags) createFiles(guard *outfile.Guard, names []string) (map[string]*outfile.File, error) {
	if _, err := os.Stat(f.csv); err == nil {
		for _, name := range names {
			if err := guard.Check(filepath.Join(f.csv, name)); err != nil {
				return nil, err
			}
		}
	}
	if err := os.MkdirAll(f.csv, 0o755); err != nil { // #nosec G301 -- made-up data is no secret
		return nil, err
	}
	files := make(map[string]*outfile.File, len(names))
	for _, name := range names {
		file, err := guard.Create(filepath.Join(f.csv, name))
		if err != nil {
			return files, err
		}
		files[name] = file
	}
	return files, nil
}

// interruptibleWriter returns w with writes that fail once the context has ended.
func interruptibleWriter(ctx context.Context, w io.Writer) io.Writer {
	return writerFunc(func(p []byte) (int, error) {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		return w.Write(p)
	})
}

type writerFunc func(p []byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }
