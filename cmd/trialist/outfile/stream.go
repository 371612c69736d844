package outfile

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"trialist/cmd/trialist/terminal"
)

// isStream reports whether what is written to the file goes through it, as with a
// pipe or a terminal, so that nothing can be lost.
func isStream(info fs.FileInfo) bool {
	return info.Mode()&(fs.ModeCharDevice|fs.ModeNamedPipe) != 0
}

// standardStream is the standard output or standard error that the system calls so; nil
// for another path. It may be a file that the shell has made, which is not to be replaced.
func standardStream(path string) *os.File {
	switch filepath.ToSlash(filepath.Clean(path)) {
	case "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1":
		return os.Stdout
	case "/dev/stderr", "/dev/fd/2", "/proc/self/fd/2":
		return os.Stderr
	}
	return nil
}

// IsStandardOutput reports whether a path is that of standard output: - or what the system
// calls it.
func IsStandardOutput(path string) bool { return path == "-" || standardStream(path) == os.Stdout }

// openStream opens what is written to directly; nil for a path that is none. A pipe that
// nobody reads is refused: opening it would wait, maybe for ever.
func openStream(path string) (*File, error) {
	if stream := standardStream(path); stream != nil {
		return &File{path: path, file: stream, out: terminal.NewSafeWriter(stream), borrowed: true}, nil
	}
	info, err := os.Stat(path)
	if err != nil || !isStream(info) {
		return nil, nil //nolint:nilnil // the doc says so
	}
	file, err := os.OpenFile(path, os.O_WRONLY|withoutWaiting, 0) // #nosec G304 -- named by the user
	if isUnread(err) {
		return nil, fmt.Errorf("%s is a pipe that nobody reads; start what reads it first, or name a file", path)
	}
	if err != nil {
		return nil, err
	}
	return &File{path: path, file: file, out: terminal.NewSafeWriter(file)}, nil
}
