//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"trialist/cmd/trialist/cli"
	"trialist/ui/ptytest"
)

// TestTerminalIsRestored runs the dashboard on a terminal and ends it in every way
// it can end. The terminal must be left as it was found.
func TestTerminalIsRestored(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		end  func(*ptytest.Terminal)
	}{
		{"q", func(d *ptytest.Terminal) { d.Press("q") }},
		{"terminate", func(d *ptytest.Terminal) { d.Signal(syscall.SIGTERM) }},
		{"hang up", func(d *ptytest.Terminal) { d.Signal(syscall.SIGHUP) }},
		{"interrupt", func(d *ptytest.Terminal) { d.Signal(syscall.SIGINT) }},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			d := open(t, "demo", "--accounts", "50", "--as-of", "2026-11-02")
			d.Await("\x1b[?1049h")
			d.Await("50 trials")
			for _, size := range [][2]uint16{{10, 20}, {1, 1}, {60, 200}, {30, 100}} {
				d.Resize(size[0], size[1])
			}
			test.end(d)
			d.CheckEnded(cli.StatusDone)
		})
	}
}

// open starts trialist with its own home directory on a terminal of 40 lines of 100
// characters.
func open(t *testing.T, args ...string) *ptytest.Terminal {
	t.Helper()
	home := t.TempDir()
	cmd := exec.Command("trialist", args...)
	cmd.Env = append(os.Environ(), "HOME="+home, "XDG_DATA_HOME="+filepath.Join(home, "data"), "TERM=xterm-256color", "TRIALIST_DB=")
	return ptytest.Start(t, cmd, 40, 100)
}
