package session

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// scratchPrefix begins the name of the folder that a dry run without a workspace
// works in. The number of its process follows.
const scratchPrefix = "trialist-dry-run-"

// MakeScratch makes such a folder, which the caller removes. It also removes those of
// dry runs that were killed: they hold a copy of what was to be imported.
func MakeScratch() (string, error) {
	removeDeadScratch(os.TempDir())
	return os.MkdirTemp("", scratchPrefix+strconv.Itoa(os.Getpid())+"-")
}

// removeDeadScratch removes the folders in dir whose process has ended. It ignores
// errors: the next dry run tries again.
func removeDeadScratch(dir string) {
	left, _ := filepath.Glob(filepath.Join(dir, scratchPrefix+"*-*"))
	for _, path := range left {
		number, _, _ := strings.Cut(strings.TrimPrefix(filepath.Base(path), scratchPrefix), "-")
		if process, err := strconv.Atoi(number); err == nil && hasEnded(process) {
			_ = os.RemoveAll(path)
		}
	}
}

// hasEnded reports whether there is no process of that number. It is false where
// that cannot be found out.
func hasEnded(process int) bool {
	p, err := os.FindProcess(process)
	if err != nil {
		return false
	}
	defer p.Release() //nolint:errcheck // nothing is held
	return errors.Is(p.Signal(syscall.Signal(0)), os.ErrProcessDone)
}
