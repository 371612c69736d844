//go:build unix

package main

import (
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"trialist/cmd/trialist/cli"
	"trialist/ui/ptytest"
)

// TestTerminalIsRestored runs the dashboard on a terminal and ends it in every way
// it can end. The terminal must be left as it was found.
func TestTerminalIsRestored(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		end    func(*ptytest.Terminal)
		status int
	}{
		{"q", func(d *ptytest.Terminal) { d.Press("q") }, cli.StatusDone},
		{"terminate", func(d *ptytest.Terminal) { d.Signal(syscall.SIGTERM) }, 143},
		{"hang up", func(d *ptytest.Terminal) { d.Signal(syscall.SIGHUP) }, 129},
		{"interrupt", func(d *ptytest.Terminal) { d.Signal(syscall.SIGINT) }, 130},
		{"quit", func(d *ptytest.Terminal) { d.Signal(syscall.SIGQUIT) }, 131},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if signal.Ignored(syscall.SIGHUP) && test.name == "hang up" {
				t.Skip("the tests run under nohup")
			}
			d := open(t, "demo", "--accounts", "50", "--as-of", "2026-11-02")
			d.Await("\x1b[?1049h")
			d.Await("50 trials")
			for _, size := range [][2]uint16{{10, 20}, {1, 1}, {60, 200}, {30, 100}} {
				d.Resize(size[0], size[1])
			}
			test.end(d)
			d.CheckEnded(test.status)
		})
	}
}

// TestStoppedDashboardComesBack stops the dashboard from a shell in every way it can
// be stopped and continues it. It must draw everything again and take keys as they
// are pressed, without the end of a line.
func TestStoppedDashboardComesBack(t *testing.T) {
	t.Parallel()
	shell, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("no shell with job control here")
	}
	for _, test := range []struct {
		name string
		stop func(d *ptytest.Terminal, process int)
		raw  bool // nobody could restore the terminal
	}{
		{"key", func(d *ptytest.Terminal, _ int) { d.Press("\x1a") }, false},
		{"TSTP", func(_ *ptytest.Terminal, process int) { _ = syscall.Kill(process, syscall.SIGTSTP) }, false},
		{"STOP", func(_ *ptytest.Terminal, process int) { _ = syscall.Kill(process, syscall.SIGSTOP) }, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			home := t.TempDir()
			run := `sh -c 'echo "pro""cess $$."; exec trialist demo --accounts 50 --as-of 2026-11-02'`
			cmd := exec.Command(shell, "-c", "set -m; mode=$(stty -g); "+run+`; echo "stop""ped $?"; stty $mode; read line; fg > /dev/null; echo "end""ed $?"`)
			cmd.Env = append(os.Environ(), "HOME="+home, "XDG_DATA_HOME="+filepath.Join(home, "data"), "TERM=xterm-256color", "TRIALIST_DB=")
			d := ptytest.Start(t, cmd, 40, 100)
			d.Await("50 trials")
			_, rest, _ := strings.Cut(d.Written(), "process ")
			number, _, _ := strings.Cut(rest, ".")
			process, err := strconv.Atoi(number)
			if err != nil {
				t.Fatal(err)
			}
			test.stop(d, process)
			if !test.raw {
				d.Await("\x1b[?1049l")
			}
			d.Await("stopped 1")
			if left := strings.LastIndex(d.Written(), "\x1b[?1049l") > strings.LastIndex(d.Written(), "\x1b[?1049h"); left == test.raw {
				t.Errorf("the screen was left: %v", left)
			}
			before := strings.Count(ansi.Strip(d.Written()), "50 trials")
			d.Press("go on\n")
			deadline := time.Now().Add(15 * time.Second)
			for strings.Count(ansi.Strip(d.Written()), "50 trials") == before && !strings.Contains(d.Written(), "ended") {
				if time.Now().After(deadline) {
					out := d.Written()
					t.Fatalf("the screen was not drawn again; the end of what was written is %q", out[max(0, len(out)-900):])
				}
				time.Sleep(5 * time.Millisecond)
			}
			d.Press("q")
			d.Await("ended 0")
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
		{"COLUMNS", list + " 2>/dev/null | cat", "38", false},
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

// TestDumbTerminalIsToldOfTheCommands starts the dashboard where the cursor cannot be
// moved.
func TestDumbTerminalIsToldOfTheCommands(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{nil, {"demo"}} {
		cmd := exec.Command("trialist", args...)
		cmd.Env = append(os.Environ(), "HOME="+t.TempDir(), "XDG_DATA_HOME=", "TERM=dumb", "TRIALIST_DB=")
		d := ptytest.Start(t, cmd, 40, 100)
		if got := d.Status(); (got == cli.StatusDone) != (len(args) > 0) {
			t.Errorf("%v: exit status %d", args, got)
		}
		said := d.All()
		if strings.Contains(said, "\x1b[?1049h") {
			t.Errorf("%v: it drew a dashboard", args)
		}
		if len(args) == 0 && !strings.Contains(said, "TERM=dumb; use trialist list") {
			t.Errorf("%v: it said %q", args, said)
		}
	}
}
