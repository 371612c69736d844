//go:build unix

package ui

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/facts"
	"trialist/ui/ptytest"
)

// runVariable makes the test binary run the dashboard on the workspace it names,
// instead of the tests.
const runVariable = "TRIALIST_UI_TEST_DB"

func TestMain(m *testing.M) {
	if path := os.Getenv(runVariable); path != "" {
		os.Exit(runForTest(path))
	}
	os.Exit(m.Run())
}

func runForTest(path string) int {
	s, err := store.Open(context.Background(), path, store.Options{})
	if err != nil {
		return 3
	}
	o := Options{Cache: facts.New(s), Path: path, AsOf: value.FromTime(noon)}
	o.Now = func() time.Time {
		if _, err := os.Stat(path + ".panic"); err == nil {
			panic("broken on purpose")
		}
		return noon
	}
	if err := Run(context.Background(), o); err != nil {
		return 1
	}
	return 0
}

// terminal is a dashboard on a pseudo terminal.
type terminal struct {
	*ptytest.Terminal
	t    *testing.T
	path string // of the workspace
}

func openTerminal(t *testing.T) *terminal {
	t.Helper()
	path := filepath.Join(t.TempDir(), "run.db")
	s, err := store.Open(context.Background(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	importFixture(t, s, sampleTrials(t))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return openTerminalOn(t, path)
}

// openTerminalOn runs another dashboard on a workspace.
func openTerminalOn(t *testing.T, path string) *terminal {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), runVariable+"="+path, "TERM=xterm-256color", "SSH_TTY=/dev/none", "GOCOVERDIR="+t.TempDir())
	return &terminal{Terminal: ptytest.Start(t, cmd, 30, 100), t: t, path: path}
}

func TestTheTerminalIsRestored(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]struct {
		do   func(*terminal)
		exit int
	}{
		"q":       {do: func(term *terminal) { term.Press("q") }},
		"ctrl+c":  {do: func(term *terminal) { term.Press("\x03") }},
		"SIGTERM": {do: func(term *terminal) { term.Signal(syscall.SIGTERM) }},
		"SIGHUP":  {do: func(term *terminal) { term.Signal(syscall.SIGHUP) }},
		"SIGINT":  {do: func(term *terminal) { term.Signal(syscall.SIGINT) }},
		"a panic": {
			do: func(term *terminal) {
				_ = os.WriteFile(term.path+".panic", nil, 0o600)
				term.Press("j")
			},
			exit: 1,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			term := openTerminal(t)
			term.Await("Quayside")
			end.do(term)
			term.CheckEnded(end.exit)
		})
	}
}

func TestTheTerminalIsFollowed(t *testing.T) {
	t.Parallel()
	term := openTerminal(t)
	term.Await("Quayside")
	term.Resize(5, 30)
	term.Await("trialist needs 40 by 8 cells")
	term.Resize(50, 180)
	term.Await("Last touch")
	term.Press("q")
	if got := term.Status(); got != 0 {
		t.Errorf("exit status %d", got)
	}
}

func TestWheelIsThrottled(t *testing.T) {
	t.Parallel()
	now := noon
	throttle := throttleWheel(func() time.Time { return now })
	passed := 0
	for range 100 {
		now = now.Add(time.Millisecond)
		if throttle(nil, tea.MouseWheelMsg{Button: tea.MouseWheelDown}) != nil {
			passed++
		}
		if throttle(nil, tea.KeyPressMsg{Code: 'j', Text: "j"}) == nil {
			t.Fatal("a key was dropped")
		}
	}
	if passed < 5 || passed > 12 {
		t.Errorf("%d of 100 notches in 100 ms count", passed)
	}
}
