//go:build unix

package outfile

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestPipeThatNobodyReadsIsRefused must end: opening such a pipe waits otherwise.
func TestPipeThatNobodyReadsIsRefused(t *testing.T) {
	t.Parallel()
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip(err)
	}
	for _, force := range []bool{false, true} {
		if _, err := (&Guard{Force: force}).Create(pipe); err == nil || !strings.Contains(err.Error(), "a pipe that nobody reads") {
			t.Errorf("with force %t: %v", force, err)
		}
	}
	if _, err := (&Guard{}).Reserve(pipe); err == nil || !strings.Contains(err.Error(), "is a pipe or a device; name a file") {
		t.Errorf("a database: %v", err)
	}
	if info, err := os.Lstat(pipe); err != nil || info.Mode()&os.ModeNamedPipe == 0 {
		t.Errorf("the pipe is gone: %v, %v", info, err)
	}
}

// TestPipeIsWrittenTo has a reader, who gets more than a pipe holds.
func TestPipeIsWrittenTo(t *testing.T) {
	t.Parallel()
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip(err)
	}
	reader, err := os.OpenFile(pipe, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close() //nolint:errcheck // only read
	f, err := (&Guard{}).Create(pipe)
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Repeat("a line\n", 100_000)
	written := make(chan error, 1)
	go func() {
		_, err := f.Write([]byte(text))
		if ended := f.Commit(); err == nil {
			err = ended
		}
		written <- err
	}()
	got := make([]byte, 0, len(text))
	buffer := make([]byte, 1<<16)
	for {
		n, err := reader.Read(buffer)
		if got = append(got, buffer[:n]...); err != nil {
			break
		}
	}
	if err := <-written; err != nil || string(got) != text {
		t.Errorf("%d of %d bytes were read; %v", len(got), len(text), err)
	}
}

// TestWhatIsNoFileIsRefused writes to a socket and to a folder.
func TestWhatIsNoFileIsRefused(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir) // the name of a socket must be short
	listener, err := net.Listen("unix", "socket")
	if err != nil {
		t.Skip(err)
	}
	defer listener.Close() //nolint:errcheck // at the end of the test
	for path, want := range map[string]string{
		"socket": "socket is not a regular file", dir: "is a directory; name a file", "-": "- is standard output", "": "no file is named",
	} {
		if _, err := (&Guard{Force: true}).Create(path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", path, err)
		}
	}
	if f, err := (&Guard{}).Create("/dev/null"); err != nil || f.Commit() != nil {
		t.Errorf("what is not kept: %v", err)
	}
}
