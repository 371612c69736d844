//go:build unix

package ptytest

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
	"github.com/creack/pty"
)

// awaitTimeout is how long a test waits for the program. Only a program that hangs
// reaches it.
const awaitTimeout = 30 * time.Second

// Terminal is a pseudo terminal with a program on it.
type Terminal struct {
	t      testing.TB
	ptmx   *os.File    // the side of the test
	tty    *os.File    // the side of the program
	before *term.State // modes of the terminal before the program started
	cmd    *exec.Cmd
	exited chan struct{} // closed once the program has ended

	mu  sync.Mutex
	out bytes.Buffer
}

// Start runs a command on a terminal of that size. At the end of the test the
// program is killed and the terminal closed. The test is skipped where there are
// no pseudo terminals.
func Start(t testing.TB, cmd *exec.Cmd, rows, columns uint16) *Terminal {
	t.Helper()
	ptmx, tty, err := pty.Open()
	if err != nil {
		t.Skipf("no pseudo terminal here: %v", err)
	}
	d := &Terminal{t: t, ptmx: ptmx, tty: tty, cmd: cmd, exited: make(chan struct{})}
	t.Cleanup(func() { _ = errors.Join(ptmx.Close(), tty.Close()) })
	d.Resize(rows, columns)
	if d.before, err = term.GetState(tty.Fd()); err != nil {
		t.Fatal(err)
	}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = tty, tty, tty
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go d.read()
	go func() {
		_ = cmd.Wait() // ProcessState has the result
		close(d.exited)
	}()
	t.Cleanup(func() {
		_ = cmd.Process.Kill() // fails when it has ended
		<-d.exited
	})
	return d
}

// read collects what the program writes, until the terminal is closed.
func (d *Terminal) read() {
	p := make([]byte, 32<<10)
	for {
		n, err := d.ptmx.Read(p)
		d.mu.Lock()
		d.out.Write(p[:n])
		d.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// Written is what the program has written so far.
func (d *Terminal) Written() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.out.String()
}

// All waits for the program to end and returns everything that it has written.
func (d *Terminal) All() string {
	d.t.Helper()
	d.Status()
	const mark = "\x00" // arrives after everything that is still buffered
	if _, err := d.tty.WriteString(mark); err != nil {
		d.t.Fatal(err)
	}
	d.Await(mark)
	return strings.TrimSuffix(d.Written(), mark)
}

// Await waits until the program has written a text. Styles within it are ignored.
func (d *Terminal) Await(text string) {
	d.t.Helper()
	deadline := time.Now().Add(awaitTimeout)
	for time.Now().Before(deadline) {
		if out := d.Written(); strings.Contains(out, text) || strings.Contains(ansi.Strip(out), text) {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	d.t.Fatalf("the program never wrote %q but %q", text, d.Written())
}

// Press sends keys to the program.
func (d *Terminal) Press(keys string) {
	d.t.Helper()
	if _, err := d.ptmx.WriteString(keys); err != nil {
		d.t.Error(err)
	}
}

// Process is the id of the program's process.
func (d *Terminal) Process() int { return d.cmd.Process.Pid }

// Signal sends a signal to the program.
func (d *Terminal) Signal(s syscall.Signal) {
	d.t.Helper()
	if err := d.cmd.Process.Signal(s); err != nil {
		d.t.Error(err)
	}
}

// Resize changes the size of the terminal.
func (d *Terminal) Resize(rows, columns uint16) {
	d.t.Helper()
	if err := pty.Setsize(d.ptmx, &pty.Winsize{Rows: rows, Cols: columns}); err != nil {
		d.t.Error(err)
	}
}

// Status waits for the program to end and returns its exit status, -1 when a signal
// ended it.
func (d *Terminal) Status() int {
	d.t.Helper()
	select {
	case <-d.exited:
	case <-time.After(awaitTimeout):
		d.Signal(syscall.SIGABRT) // it prints where it hangs
		<-d.exited
		d.t.Fatalf("the program did not end; it wrote %q", d.Written())
	}
	return d.cmd.ProcessState.ExitCode()
}

// CheckEnded waits for a full-screen program to end. It checks the exit status, and
// that the terminal is as it was before.
func (d *Terminal) CheckEnded(status int) {
	d.t.Helper()
	if got := d.Status(); got != status {
		d.t.Errorf("ended as %v, want exit status %d; it wrote %q", d.cmd.ProcessState, status, d.Written())
	}
	after, err := term.GetState(d.tty.Fd())
	if err != nil {
		d.t.Fatal(err)
	}
	if got, want := fmt.Sprintf("%+v", *after), fmt.Sprintf("%+v", *d.before); got != want {
		d.t.Errorf("the terminal was left in another mode:\n%s\nwant\n%s", got, want)
	}
	d.Await("\x1b[?1049l")
	out := d.All()
	for mode, name := range map[string]string{
		"?1049": "the alternate screen", "?1002": "mouse reports", "?1003": "all mouse reports", "?1006": "mouse format", "?2004": "bracketed paste",
	} {
		if strings.LastIndex(out, "\x1b["+mode+"h") > strings.LastIndex(out, "\x1b["+mode+"l") {
			d.t.Errorf("%s was left on", name)
		}
	}
	if strings.LastIndex(out, "\x1b[?25l") > strings.LastIndex(out, "\x1b[?25h") {
		d.t.Error("the cursor was left hidden")
	}
}
