package session

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
)

// TestDeadScratchIsRemoved has folders of a process that has ended, of this one and of
// somebody else.
func TestDeadScratchIsRemoved(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("processes cannot be asked whether they are there")
	}
	ended := exec.Command(os.Args[0], "-test.run=^$") // this test binary, running no test
	if err := ended.Run(); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	stays := map[string]bool{
		fmt.Sprintf("%s%d-1", scratchPrefix, ended.Process.Pid): false,
		fmt.Sprintf("%s%d-1", scratchPrefix, os.Getpid()):       true,
		scratchPrefix + "mine-1":                                true,
		"trialist-1-1":                                          true,
	}
	for name := range stays {
		if err := os.MkdirAll(filepath.Join(dir, name, "workspace.db"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	removeDeadScratch(dir)
	for name, want := range stays {
		if _, err := os.Stat(filepath.Join(dir, name)); (err == nil) != want {
			t.Errorf("%s is there: %v, want %v", name, err == nil, want)
		}
	}
}
