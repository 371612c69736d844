//go:build unix

package ui

import (
	"bytes"
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/creack/pty"
	"golang.org/x/sys/unix"

	"trialist/scoring"
	"trialist/store"
)

// runVariable has the test binary be the dashboard on the workspace it names
// instead of running tests.
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
	o := Options{Store: s, Path: path, AsOf: scoring.At(noon)}
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

// terminal is a dashboard in a real terminal.
type terminal struct {
	t    *testing.T
	path string // of the workspace
	cmd  *exec.Cmd
	tty  *os.File // its end of the terminal, to look at the modes
	ptmx *os.File

	mu     sync.Mutex
	output bytes.Buffer
	ended  chan struct{}
}

func openTerminal(t *testing.T) *terminal {
	t.Helper()
	path := filepath.Join(t.TempDir(), "run.db")
	s, err := store.Open(context.Background(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	pour(t, s, harbour(t))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return openTerminalOn(t, path)
}

// openTerminalOn runs another dashboard on a workspace.
func openTerminalOn(t *testing.T, path string) *terminal {
	t.Helper()
	ptmx, tty, err := pty.Open()
	if err != nil {
		t.Skip("no pseudo terminals here:", err)
	}
	if err := pty.Setsize(ptmx, &pty.Winsize{Rows: 30, Cols: 100}); err != nil {
		t.Fatal(err)
	}
	term := &terminal{t: t, path: path, tty: tty, ptmx: ptmx, ended: make(chan struct{})}
	term.cmd = exec.Command(os.Args[0])
	term.cmd.Env = append(os.Environ(), runVariable+"="+path, "TERM=xterm-256color", "SSH_TTY=/dev/none", "GOCOVERDIR="+t.TempDir())
	term.cmd.Stdin, term.cmd.Stdout, term.cmd.Stderr = tty, tty, tty
	term.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := term.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go term.read()
	t.Cleanup(func() {
		_ = term.cmd.Process.Kill()
		_ = ptmx.Close()
		_ = tty.Close()
	})
	return term
}

func (term *terminal) read() {
	defer close(term.ended)
	buffer := make([]byte, 32<<10)
	for {
		n, err := term.ptmx.Read(buffer)
		term.mu.Lock()
		term.output.Write(buffer[:n])
		term.mu.Unlock()
		if err != nil {
			return
		}
	}
}

func (term *terminal) text() string {
	term.mu.Lock()
	defer term.mu.Unlock()
	return term.output.String()
}

// waitFor waits until the output has the text in it.
func (term *terminal) waitFor(text string) {
	term.t.Helper()
	deadline := time.Now().Add(30 * time.Second)
	for !strings.Contains(term.text(), text) {
		if time.Now().After(deadline) {
			term.t.Fatalf("%q never came; got %q", text, term.text())
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// wait waits for the end of the program and gives its exit status.
func (term *terminal) wait() int {
	term.t.Helper()
	done := make(chan struct{})
	go func() { _ = term.cmd.Wait(); close(done) }()
	select {
	case <-done:
	case <-time.After(30 * time.Second):
		term.t.Fatalf("the program does not end; got %q", term.text())
	}
	return term.cmd.ProcessState.ExitCode()
}

// checkRestored fails unless the terminal is as it was before.
func (term *terminal) checkRestored() {
	term.t.Helper()
	term.waitFor("\x1b[?1049l")
	for on, off := range map[string]string{
		"\x1b[?1049h": "\x1b[?1049l", // alternate screen
		"\x1b[?25l":   "\x1b[?25h",   // hidden cursor
		"\x1b[?1002h": "\x1b[?1002l", // mouse
		"\x1b[?2004h": "\x1b[?2004l", // bracketed paste
	} {
		output := term.text()
		if strings.LastIndex(output, on) > strings.LastIndex(output, off) {
			term.t.Errorf("%q was not taken back", on)
		}
	}
	modes, err := unix.IoctlGetTermios(int(term.tty.Fd()), ioctlGetTermios)
	if err != nil {
		term.t.Fatal(err)
	}
	if modes.Lflag&unix.ECHO == 0 || modes.Lflag&unix.ICANON == 0 || modes.Lflag&unix.ISIG == 0 {
		term.t.Error("the terminal is left in raw mode")
	}
}

func TestTheTerminalIsRestored(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]struct {
		do   func(*terminal)
		exit int
	}{
		"q":       {do: func(term *terminal) { _, _ = io.WriteString(term.ptmx, "q") }},
		"ctrl+c":  {do: func(term *terminal) { _, _ = io.WriteString(term.ptmx, "\x03") }},
		"SIGTERM": {do: func(term *terminal) { _ = term.cmd.Process.Signal(syscall.SIGTERM) }},
		"SIGHUP":  {do: func(term *terminal) { _ = term.cmd.Process.Signal(syscall.SIGHUP) }},
		"SIGINT":  {do: func(term *terminal) { _ = term.cmd.Process.Signal(syscall.SIGINT) }},
		"a panic": {
			do: func(term *terminal) {
				_ = os.WriteFile(term.path+".panic", nil, 0o600)
				_, _ = io.WriteString(term.ptmx, "j")
			},
			exit: 1,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			term := openTerminal(t)
			term.waitFor("Quayside")
			end.do(term)
			if got := term.wait(); got != end.exit {
				t.Errorf("exit status %d, want %d; got %q", got, end.exit, term.text())
			}
			term.checkRestored()
		})
	}
}

func TestTheTerminalIsFollowed(t *testing.T) {
	t.Parallel()
	term := openTerminal(t)
	term.waitFor("Quayside")
	if err := pty.Setsize(term.ptmx, &pty.Winsize{Rows: 5, Cols: 30}); err != nil {
		t.Fatal(err)
	}
	term.waitFor("trialist needs 40 by 8 cells")
	if err := pty.Setsize(term.ptmx, &pty.Winsize{Rows: 50, Cols: 180}); err != nil {
		t.Fatal(err)
	}
	term.waitFor("Last touch")
	_, _ = io.WriteString(term.ptmx, "q")
	if got := term.wait(); got != 0 {
		t.Errorf("exit status %d", got)
	}
}

func TestWheelIsCalmed(t *testing.T) {
	t.Parallel()
	now := noon
	calm := calmWheel(func() time.Time { return now })
	passed := 0
	for range 100 {
		now = now.Add(time.Millisecond)
		if calm(nil, tea.MouseWheelMsg{Button: tea.MouseWheelDown}) != nil {
			passed++
		}
		if calm(nil, tea.KeyPressMsg{Code: 'j', Text: "j"}) == nil {
			t.Fatal("a key was dropped")
		}
	}
	if passed < 5 || passed > 12 {
		t.Errorf("%d of 100 notches in 100 ms count", passed)
	}
}
