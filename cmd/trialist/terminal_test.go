//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/charmbracelet/x/ansi"

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

// TestPipedTablesFitTheTerminal pipes a list to a program that shows it on a terminal
// too narrow for it, and to files and programs for which it must be whole.
func TestPipedTablesFitTheTerminal(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	customers := filepath.Join(dir, "customers.csv")
	long := "Amalgamated Harbour Works and Shipping Company of the Northern Coast"
	if err := os.WriteFile(customers, []byte("account_id,name,trial_started_at\nalder,"+long+",2026-11-02\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	db := filepath.Join(dir, "w.db")
	trialist(t, db, "import", customers)
	list := "trialist --db " + db + " list --as-of 2026-11-05"
	for _, test := range []struct {
		name, command, columns string
		whole                  bool
	}{
		{"pipe", list + " | cat", "", false},
		{"pipe without standard error", list + " 2>/dev/null | cat", "", false},
		{"COLUMNS", list + " 2>/dev/null | cat", "30", false},
		{"wide COLUMNS", list + " | cat", "300", true},
		{"no COLUMNS", list + " | cat", "0", true},
		{"file", list + " > " + filepath.Join(dir, "out") + "; cat " + filepath.Join(dir, "out"), "30", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			cmd := exec.Command("sh", "-c", test.command)
			cmd.Env = append(os.Environ(), "COLUMNS="+test.columns)
			d := ptytest.Start(t, cmd, 20, 44)
			if got := d.Status(); got != cli.StatusDone {
				t.Errorf("exit status %d", got)
			}
			said := d.All()
			if whole := strings.Contains(said, long); whole != test.whole || !strings.Contains(said, "Amalgamated") {
				t.Errorf("whole is %v, want %v:\n%s", whole, test.whole, said)
			}
			table, _, _ := strings.Cut(said, "1 of 1")
			for line := range strings.SplitSeq(table, "\n") {
				if width := ansi.StringWidth(strings.TrimSpace(line)); width > 44 && !test.whole {
					t.Errorf("%d cells in a terminal of 44: %q", width, line)
				}
			}
		})
	}
}
