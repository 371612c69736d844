package store_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"trialist/store/ingest/ingesttest"
)

// TestWithoutPermission looks at workspaces as a user who may not write to them.
func TestWithoutPermission(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, doing, wal string
		want             string // of the child's words; "" for success
	}{
		{"a folder is looked at", "look", "", ""},
		{"a folder is looked at without being told", "peek", "", ""},
		{"a folder is not written to", "touch", "", "cannot be written to; make both writable, or use --readonly to look at it"},
		{"what was not closed is not shown in part", "look", "not empty", "was not closed and its folder cannot be written to; copy it and workspace.db-wal"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			path := ingesttest.ClosedWorkspace(t)
			folder := filepath.Dir(path)
			if test.wal != "" {
				if err := os.WriteFile(path+"-wal", []byte(test.wal), 0o444); err != nil {
					t.Fatal(err)
				}
			}
			for name, mode := range map[string]os.FileMode{path: 0o444, folder: 0o555, filepath.Dir(folder): 0o755} {
				if err := os.Chmod(name, mode); err != nil {
					t.Fatal(err)
				}
			}
			t.Cleanup(func() { _ = os.Chmod(folder, 0o700) })
			c := asNobody(t, test.doing, path)
			var said bytes.Buffer
			c.Stdout, c.Stderr = &said, &said
			err := c.Run()
			if (err == nil) != (test.want == "") || !strings.Contains(said.String(), test.want) {
				t.Errorf("got %v and %q, want %q", err, said.String(), test.want)
			}
		})
	}
}

// TestFilesLeftOfAnotherUser opens a workspace beside which somebody else, who may not
// write to it, has left a write-ahead log or its index.
func TestFilesLeftOfAnotherUser(t *testing.T) {
	t.Parallel()
	const remove = "is left of somebody else who looked at the workspace, and cannot be written to; remove it"
	tests := []struct {
		name, doing, left, content string
		want                       string // of the child's words; "" for success
	}{
		{"an index is named", "touch", "-shm", "", "workspace.db-shm " + remove},
		{"an empty log is named", "touch", "-wal", "", "workspace.db-wal " + remove},
		{"a log with data is not to be removed", "touch", "-wal", "data", "has what was saved last; make it writable"},
		{"it can be looked at", "peek", "-wal", "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			path := ingesttest.ClosedWorkspace(t)
			if err := os.WriteFile(path+test.left, []byte(test.content), 0o444); err != nil {
				t.Fatal(err)
			}
			folder := filepath.Dir(path)
			for name, mode := range map[string]os.FileMode{path: 0o666, folder: 0o777, filepath.Dir(folder): 0o755} {
				if err := os.Chmod(name, mode); err != nil {
					t.Fatal(err)
				}
			}
			out, err := asNobody(t, test.doing, path).CombinedOutput()
			if (err == nil) != (test.want == "") || !strings.Contains(string(out), test.want) {
				t.Errorf("got %v and %q, want %q", err, out, test.want)
			}
		})
	}
}

// asNobody is a child process that does something with a workspace as a user who is no
// superuser, as a superuser may do anything.
func asNobody(t *testing.T, doing, path string) *exec.Cmd {
	t.Helper()
	const nobody = 65534
	c := exec.CommandContext(t.Context(), "/proc/self/exe")
	c.Dir = "/"
	c.Env = append(os.Environ(), childVariable+"="+doing+":"+path)
	if os.Getuid() == 0 {
		c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	}
	return c
}
