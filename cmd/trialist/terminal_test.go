//go:build unix

package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
	"github.com/creack/pty"
)

// TestTerminalIsRestored runs the dashboard on a real terminal and ends it in
// every way it can end. The terminal must be left as it was found.
func TestTerminalIsRestored(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		end  func(*terminal)
	}{
		{"q", func(d *terminal) { d.press("q") }},
		{"terminate", func(d *terminal) { d.signal(syscall.SIGTERM) }},
		{"hang up", func(d *terminal) { d.signal(syscall.SIGHUP) }},
		{"interrupt", func(d *terminal) { d.signal(syscall.SIGINT) }},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			d := open(t, "demo", "--accounts", "50", "--as-of", "2026-11-02")
			d.await("\x1b[?1049h")
			d.await("50 trials")
			for _, size := range []pty.Winsize{{Rows: 10, Cols: 20}, {Rows: 1, Cols: 1}, {Rows: 60, Cols: 200}, {Rows: 30, Cols: 100}} {
				d.resize(size)
			}
			test.end(d)
			d.ended()
		})
	}
}

// terminal is a pseudo terminal with a program on it.
type terminal struct {
	t      *testing.T
	file   *os.File // our side
	tty    *os.File // the program's side
	before *term.State
	cmd    *exec.Cmd
	exited chan struct{} // closed once the program has ended

	mu  sync.Mutex
	out bytes.Buffer
}

// open starts trialist with a home of its own.
func open(t *testing.T, args ...string) *terminal {
	t.Helper()
	file, tty, err := pty.Open()
	if err != nil {
		t.Skipf("no pseudo terminal here: %v", err)
	}
	d := &terminal{t: t, file: file, tty: tty, cmd: exec.Command("trialist", args...), exited: make(chan struct{})}
	t.Cleanup(func() { _ = errors.Join(file.Close(), tty.Close()) })
	d.resize(pty.Winsize{Rows: 40, Cols: 120})
	if d.before, err = term.GetState(tty.Fd()); err != nil {
		t.Fatal(err)
	}
	home := t.TempDir()
	d.cmd.Env = append(os.Environ(), "HOME="+home, "XDG_DATA_HOME="+filepath.Join(home, "data"), "TERM=xterm-256color", "TRIALIST_DB=")
	d.cmd.Stdin, d.cmd.Stdout, d.cmd.Stderr = tty, tty, tty
	d.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := d.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.cmd.Process.Kill() })
	go d.read()
	go func() {
		_ = d.cmd.Wait() // its state tells
		close(d.exited)
	}()
	return d
}

// read keeps what the program writes until the terminal is closed.
func (d *terminal) read() {
	p := make([]byte, 32<<10)
	for {
		n, err := d.file.Read(p)
		d.mu.Lock()
		d.out.Write(p[:n])
		d.mu.Unlock()
		if err != nil {
			return
		}
	}
}

func (d *terminal) written() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.out.String()
}

// all is everything that a program has written that ended.
func (d *terminal) all() string {
	const mark = "\x00"
	if _, err := d.tty.WriteString(mark); err != nil {
		d.t.Fatal(err)
	}
	d.await(mark)
	return strings.TrimSuffix(d.written(), mark)
}

// await waits until the program has written the text, styled or not.
func (d *terminal) await(text string) {
	d.t.Helper()
	deadline := time.Now().Add(30 * time.Second)
	for time.Now().Before(deadline) {
		if out := d.written(); strings.Contains(out, text) || strings.Contains(ansi.Strip(out), text) {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	d.t.Fatalf("the program never wrote %q but %q", text, d.written())
}

func (d *terminal) press(keys string) {
	if _, err := d.file.WriteString(keys); err != nil {
		d.t.Error(err)
	}
}

func (d *terminal) signal(s syscall.Signal) {
	if err := d.cmd.Process.Signal(s); err != nil {
		d.t.Error(err)
	}
}

func (d *terminal) resize(size pty.Winsize) {
	if err := pty.Setsize(d.file, &size); err != nil {
		d.t.Error(err)
	}
}

// status waits for the program to end and is its exit status.
func (d *terminal) status() int {
	d.t.Helper()
	select {
	case <-d.exited:
	case <-time.After(30 * time.Second):
		d.signal(syscall.SIGQUIT) // it tells where it is stuck
		<-d.exited
		d.t.Fatalf("the program did not end; it wrote %q", d.all())
	}
	return d.cmd.ProcessState.ExitCode()
}

// ended waits for the program to end and looks at what it leaves behind.
func (d *terminal) ended() {
	d.t.Helper()
	if got := d.status(); got != statusDone {
		d.t.Errorf("ended as %v, want exit status %d", d.cmd.ProcessState, statusDone)
	}
	after, err := term.GetState(d.tty.Fd())
	if err != nil {
		d.t.Fatal(err)
	}
	if got, want := fmt.Sprintf("%+v", *after), fmt.Sprintf("%+v", *d.before); got != want {
		d.t.Errorf("the terminal was left in another mode:\n%s\nwant\n%s", got, want)
	}
	d.await("\x1b[?1049l")
	out := d.written()
	for mode, name := range map[string]string{"?1049": "the alternate screen", "?1002": "mouse reports", "?1003": "all mouse reports", "?1006": "mouse format", "?2004": "bracketed paste"} {
		if strings.LastIndex(out, "\x1b["+mode+"h") > strings.LastIndex(out, "\x1b["+mode+"l") {
			d.t.Errorf("%s was left on", name)
		}
	}
	if strings.LastIndex(out, "\x1b[?25l") > strings.LastIndex(out, "\x1b[?25h") {
		d.t.Error("the cursor was left hidden")
	}
}
