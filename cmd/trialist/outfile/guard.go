package outfile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Guard knows which files a command must not write to.
type Guard struct {
	Force bool // replace a file that exists, unless it is a kept one
	kept  []keptFile
}

// keptFile is a file that no command writes over, whatever it is told.
type keptFile struct {
	path string      // resolved, "" where only the identity is known
	info fs.FileInfo // nil where there is no such file
	what string      // as a message calls it
}

// KeepWorkspace keeps the database file at path and the files that SQLite has, or
// may make, beside it.
func (g *Guard) KeepWorkspace(path string) {
	if path == "" {
		return
	}
	// SQLite puts its files beside the file that a link leads to.
	for _, database := range []string{path, resolve(path)} {
		for i, file := range databaseFiles(database) {
			what := "the workspace"
			if i > 0 {
				what = "part of the workspace"
			}
			g.keep(file, what)
		}
	}
}

// databaseFiles are the database at path and the files that SQLite may have beside it.
func databaseFiles(path string) []string {
	return []string{path, path + "-wal", path + "-shm", path + "-journal"}
}

// KeepInput keeps a file that the command reads.
func (g *Guard) KeepInput(path string) { g.keep(path, "a file that this command reads") }

// KeepLog keeps the file that the command logs to. It ignores "".
func (g *Guard) KeepLog(path string) {
	if path != "" {
		g.keep(path, "the log of this command")
	}
}

// KeepOpen keeps the file behind an open stream, such as the standard input. It
// ignores what is no regular file.
func (g *Guard) KeepOpen(stream any) {
	file, ok := stream.(*os.File)
	if !ok {
		return
	}
	if info, err := file.Stat(); err == nil && info.Mode().IsRegular() {
		g.kept = append(g.kept, keptFile{info: info, what: "what this command reads"})
	}
}

func (g *Guard) keep(path, what string) {
	k := keptFile{path: resolve(path), what: what}
	if info, err := os.Stat(path); err == nil {
		k.info = info
	}
	g.kept = append(g.kept, k)
}

// CheckKept returns an error if path leads to a kept file, by whatever name. It is
// for files that are added to; all others need Check.
func (g *Guard) CheckKept(path string) error {
	info, _ := os.Stat(path)
	resolved := resolve(path)
	for _, k := range g.kept {
		if k.path != "" && k.path == resolved || info != nil && k.info != nil && os.SameFile(info, k.info) {
			return fmt.Errorf("%s is %s, which is never written over; choose another name", path, k.what)
		}
	}
	return nil
}

// Check returns an error if a file must not be written at path: it leads to a kept
// file, to a directory or nowhere, or to a file that exists without Force.
func (g *Guard) Check(path string) error {
	switch path {
	case "":
		return errors.New("no file is named to write to")
	case "-": // commands that write to standard output take it before
		return errors.New("- is standard output, which this is not written to; name a file")
	}
	if err := g.CheckKept(path); err != nil || standardStream(path) != nil {
		return err
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if _, err := os.Lstat(path); err == nil {
			return fmt.Errorf("%s is a link to a file that does not exist; choose another name", path)
		}
		return checkFolder(path)
	case err != nil:
		return err
	case info.IsDir():
		return fmt.Errorf("%s is a directory; name a file", path)
	case isStream(info):
		return nil
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s is not a regular file; name another", path)
	case !g.Force:
		return existsError(path)
	}
	return nil
}

func existsError(path string) error {
	return fmt.Errorf("%s exists; choose another name, or replace it with --force", path)
}

// checkFolder returns an error that names the folder of path if there is none.
func checkFolder(path string) error {
	folder := filepath.Dir(path)
	info, err := os.Stat(folder)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s cannot be written: there is no folder %s", path, folder)
	case err != nil:
		return err
	case !info.IsDir():
		return fmt.Errorf("%s cannot be written: %s is not a folder", path, folder)
	}
	return nil
}

// resolve returns the absolute path without links, also of a file that does not
// exist and of a link to one.
func resolve(path string) string {
	const mostLinks = 40
	for range mostLinks {
		absolute, err := filepath.Abs(path)
		if err != nil {
			return path
		}
		if resolved, err := filepath.EvalSymlinks(absolute); err == nil {
			return resolved
		}
		path = absolute
		if folder, err := filepath.EvalSymlinks(filepath.Dir(absolute)); err == nil {
			path = filepath.Join(folder, filepath.Base(absolute))
		}
		target, err := os.Readlink(path)
		if err != nil {
			return path
		}
		if !filepath.IsAbs(target) {
			target = filepath.Join(filepath.Dir(path), target)
		}
		path = target
	}
	return path
}
