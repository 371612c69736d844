//go:build linux

package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/creack/pty"
)

// terminal is a pseudo terminal with a program on it.
type terminal struct {
	file  *os.File
	cmd   *exec.Cmd
	began time.Time

	mu   sync.Mutex
	out  bytes.Buffer // since the last press
	last time.Time    // when something was written
	news chan struct{}
}

// patience is how long something may take to appear.
const patience = time.Minute

// quiet is how long nothing must be written for the screen to be final.
const quiet = 150 * time.Millisecond

func start(command []string) (*terminal, error) {
	t := &terminal{cmd: exec.Command(command[0], command[1:]...), news: make(chan struct{}, 1)}
	t.cmd.Env = append(os.Environ(), "TERM=xterm-256color", "COLORTERM=truecolor")
	t.began = time.Now()
	var err error
	t.file, err = pty.StartWithSize(t.cmd, &pty.Winsize{Rows: 40, Cols: 140})
	if err != nil {
		return nil, err
	}
	go t.read()
	return t, nil
}

// replies are what terminals say to what they are asked.
var replies = []struct{ question, answer string }{
	{"\x1b[?2026$p", "\x1b[?2026;2$y"},
	{"\x1b[?2027$p", "\x1b[?2027;2$y"},
	{"\x1b]11;?", "\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\"},
}

func (t *terminal) read() {
	p := make([]byte, 64<<10)
	for {
		n, err := t.file.Read(p)
		if err != nil {
			return
		}
		for _, r := range replies {
			if bytes.Contains(p[:n], []byte(r.question)) {
				_, _ = t.file.WriteString(r.answer) // a terminal that does not answer is one, too
			}
		}
		t.mu.Lock()
		t.last = time.Now()
		t.out.Write(p[:n])
		t.mu.Unlock()
		select {
		case t.news <- struct{}{}:
		default:
		}
	}
}

func (t *terminal) press(keys string) {
	t.mu.Lock()
	t.out.Reset()
	t.mu.Unlock()
	_, _ = t.file.WriteString(keys) // what does not come of it is noticed
}

// await waits for a text and returns how long after the start it was there.
func (t *terminal) await(text string) (time.Duration, error) {
	late := time.After(patience)
	for {
		t.mu.Lock()
		found, at := bytes.Contains(t.out.Bytes(), []byte(text)), t.last
		t.mu.Unlock()
		if found {
			return at.Sub(t.began), nil
		}
		select {
		case <-t.news:
		case <-late:
			return 0, fmt.Errorf("%q did not appear", text)
		}
	}
}

// settle waits until the screen has not changed for a while, and returns when
// it last did.
func (t *terminal) settle() time.Time {
	for {
		select {
		case <-t.news:
		case <-time.After(quiet):
			t.mu.Lock()
			defer t.mu.Unlock()
			return t.last
		}
	}
}

// presses is the median time from a key to the last change on the screen, the
// two keys in turns. The first has the last turn, too.
func (t *terminal) presses(one, other string) (time.Duration, error) {
	var took []time.Duration
	for i := range 21 {
		key := []string{one, other}[i%2]
		t.settle()
		from := time.Now()
		t.press(key)
		if at := t.settle(); at.After(from) {
			took = append(took, at.Sub(from))
		}
	}
	if len(took) == 0 {
		return 0, fmt.Errorf("pressing %s changed nothing", one)
	}
	slices.Sort(took)
	return took[len(took)/2], nil
}

// peak is the most memory the program had, in MB.
func (t *terminal) peak() (float64, error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", t.cmd.Process.Pid))
	if err != nil {
		return 0, err
	}
	_, after, _ := strings.Cut(string(status), "VmHWM:")
	kilobytes, err := strconv.ParseFloat(strings.Fields(after)[0], 64)
	return kilobytes / 1024, err
}

// watch is the percentage of a CPU that the program needs while nothing is
// done.
func (t *terminal) watch(pause time.Duration) (float64, error) {
	before, err := t.ticks()
	if err != nil {
		return 0, err
	}
	time.Sleep(pause)
	after, err := t.ticks()
	const ticksASecond = 100
	return float64(after-before) / ticksASecond / pause.Seconds() * 100, err
}

// ticks is the time of the CPUs that the program took.
func (t *terminal) ticks() (int, error) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", t.cmd.Process.Pid))
	if err != nil {
		return 0, err
	}
	_, after, _ := strings.Cut(string(stat), ") ")
	fields := strings.Fields(after)
	user, err := strconv.Atoi(fields[11])
	system, failed := strconv.Atoi(fields[12])
	return user + system, errors.Join(err, failed)
}

// end takes the program away.
func (t *terminal) end(err error) error {
	if err != nil {
		err = fmt.Errorf("%w; the screen was sent:\n%q", err, t.out.String())
	}
	_ = t.cmd.Process.Signal(syscall.SIGTERM)
	_ = t.cmd.Wait()
	return errors.Join(err, t.file.Close())
}
