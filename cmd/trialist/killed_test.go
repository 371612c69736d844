package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"
)

// TestKilledBackupAndRestore kills both at random moments. A backup that has its name
// is whole, and a workspace is the old one or the new one. TRIALIST_TEST_ROUNDS says
// how often, for a long run.
func TestKilledBackupAndRestore(t *testing.T) {
	t.Parallel()
	rounds := 3
	if n, err := strconv.Atoi(os.Getenv("TRIALIST_TEST_ROUNDS")); err == nil {
		rounds = n
	}
	dir := t.TempDir()
	program := filepath.Join(dir, "trialist")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	workspace, backup := filepath.Join(dir, "here.db"), filepath.Join(dir, "copy.db")
	command := func(args ...string) *exec.Cmd {
		c := exec.CommandContext(t.Context(), program, append([]string{"--db", workspace}, args...)...)
		c.Env = append(os.Environ(), "TRIALIST_DB=", "HOME="+dir)
		return c
	}
	must := func(args ...string) {
		t.Helper()
		if out, err := command(args...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %v: %s", args, err, out)
		}
	}
	customers := func(name string, n int) string {
		rows := []byte("id,trial_start\n")
		for i := range n {
			rows = fmt.Appendf(rows, "%s%d,2026-11-01\n", name, i)
		}
		path := filepath.Join(dir, name+".csv")
		if err := os.WriteFile(path, rows, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	must("import", customers("a", 2000))
	must("backup", backup)
	must("import", customers("b", 2000))
	kill := func(args ...string) {
		c := command(args...)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(rand.N(250 * time.Millisecond))
		_ = c.Process.Kill()
		_ = c.Wait()
	}
	for range rounds {
		other := filepath.Join(dir, "other.db")
		kill("backup", "--force", other)
		if _, err := os.Stat(other); err == nil {
			must("--db", other, "doctor")
		}
		kill("restore", "--yes", backup)
		must("doctor")
		out, err := command("list", "--status", "all", "--limit", "1", "--json").Output()
		var list struct{ Total int }
		if err != nil || json.Unmarshal(out, &list) != nil || list.Total != 2000 && list.Total != 4000 {
			t.Fatalf("%v: neither the old nor the new: %s", err, out)
		}
		must("restore", "--yes", backup) // also takes up what the killed one has left
		must("import", filepath.Join(dir, "b.csv"))
	}
	if left, err := filepath.Glob(filepath.Join(dir, ".here*.unfinished-*")); err != nil || len(left) > 0 {
		t.Errorf("left %v, %v", left, err)
	}
}
