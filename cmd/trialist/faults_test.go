//go:build unix

package main

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"trialist/cmd/trialist/cli"
)

// TestFullDiskLeavesTheOldOrTheNew imports with less and less room: no file may grow
// beyond a limit, which is by chance. What follows is the old workspace or the new one,
// whole, and an error that names what cannot be written. With TRIALIST_LONG set it is
// tried 50 times.
func TestFullDiskLeavesTheOldOrTheNew(t *testing.T) {
	t.Parallel()
	tries, accounts := 6, 1000
	if os.Getenv(longVariable) != "" {
		tries, accounts = 50, 4000
	}
	dir, dice := t.TempDir(), rand.New(rand.NewPCG(5, 5))
	customers, events := writeRows(t, dir, accounts)
	base, db := filepath.Join(dir, "base.db"), filepath.Join(dir, "w.db")
	trialist(t, base, "import", customers)
	prepare := func() {
		for _, suffix := range []string{"-wal", "-shm"} {
			_ = os.Remove(db + suffix)
		}
		copyFile(t, base, db)
	}
	state := func() string { return trialist(t, db, "export", "customers") + trialist(t, db, "export", "events") }
	prepare()
	before := state()
	trialist(t, db, "import", events)
	after := state()
	info, err := os.Stat(db)
	if err != nil {
		t.Fatal(err)
	}
	counts := map[string]int{}
	for range tries {
		prepare()
		const block = 512 // in which ulimit counts
		limit := 1 + dice.Int64N(info.Size()*3/2/block)
		cmd := exec.Command("sh", "-c", fmt.Sprintf(`trap '' XFSZ; ulimit -f %d; exec trialist --db "$0" import "$1"`, limit), db, events)
		var said bytes.Buffer
		cmd.Stderr = &said
		err := cmd.Run()
		trialist(t, db, "doctor")
		got := state()
		switch {
		case err == nil && got == after:
			counts["new"]++
		case err != nil && got == before && strings.Count(said.String(), "\n") == 1 && strings.HasPrefix(said.String(), "trialist: "):
			counts["old, and said so"]++
			if strings.Contains(said.String(), "I/O error") {
				t.Errorf("it says %q", said.String())
			}
		default:
			t.Fatalf("with %d blocks: %v; new: %t, old: %t; it says %q", limit, err, got == after, got == before, said.String())
		}
	}
	t.Logf("%d disks without room: %v", tries, counts)
	if tries >= 50 && len(counts) != 2 {
		t.Error("the limits are all too high or all too low")
	}
}

// withRoom is a run of trialist in which no file may grow beyond a size in bytes.
func withRoom(size int64, args ...string) *exec.Cmd {
	const block = 512 // in which ulimit counts
	return exec.Command("sh", append([]string{"-c", fmt.Sprintf(`trap '' XFSZ; ulimit -f %d; exec trialist "$@"`, size/block), "sh"}, args...)...)
}

// TestForgettingOnAFullDiskSaysWhatIsLeft forgets an account where there is room to remove
// it, and none to write the file anew without it.
func TestForgettingOnAFullDiskSaysWhatIsLeft(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	customers, events := writeRows(t, dir, 1000)
	db := filepath.Join(dir, "w.db")
	trialist(t, db, "import", customers, events)
	info, err := os.Stat(db)
	if err != nil {
		t.Fatal(err)
	}
	out, err := withRoom(info.Size()*3/4, "--db", db, "forget", "--yes", "acc00007").CombinedOutput()
	if err == nil || !strings.Contains(string(out), "acc00007 is forgotten, but old bytes may still be in the file: run trialist forget --finish") {
		t.Errorf("%v: it says %q", err, out)
	}
	if strings.Contains(string(out), "nothing was saved") || strings.Count(string(out), "\n") != 1 {
		t.Errorf("it says %q", out)
	}
	if strings.Contains(trialist(t, db, "export", "customers"), "acc00007") {
		t.Error("it is not forgotten")
	}
	if out := trialist(t, db, "forget", "--finish"); !strings.Contains(out, "nothing that was removed is left in the file") {
		t.Errorf("finishing says %q", out)
	}
}

// TestAFailedRepairLeavesNothing repairs a workspace onto disks without room.
func TestAFailedRepairLeavesNothing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	customers, events := writeRows(t, dir, 1000)
	db, into := filepath.Join(dir, "w.db"), filepath.Join(t.TempDir(), "new.db")
	trialist(t, db, "import", customers, events)
	for _, size := range []int64{512, 50_000, 300_000} {
		out, err := withRoom(size, "--db", db, "doctor", "--repair", into).CombinedOutput()
		if err == nil || strings.Contains(string(out), "SQLite says") || strings.Count(string(out), "\n") != 1 {
			t.Errorf("with %d bytes: %v: it says %q", size, err, out)
		}
		left, err := os.ReadDir(filepath.Dir(into))
		if err != nil || len(left) > 0 {
			t.Errorf("with %d bytes %v are left (%v)", size, left, err)
		}
	}
	trialist(t, db, "doctor", "--repair", into)
	trialist(t, into, "doctor")
}

// TestManyProcessesAtOnce has many processes read and write one workspace. All must
// succeed, or say that another one is writing, and nothing may be lost. With
// TRIALIST_LONG set it is 10 processes for a minute.
func TestManyProcessesAtOnce(t *testing.T) {
	t.Parallel()
	processes, last, accounts := 4, 2*time.Second, 200
	if os.Getenv(longVariable) != "" {
		processes, last, accounts = 10, time.Minute, 4000
	}
	dir := t.TempDir()
	customers, events := writeRows(t, dir, accounts)
	db := filepath.Join(dir, "w.db")
	trialist(t, db, "import", customers)
	var mu sync.Mutex
	counts := map[string]int{}
	var all sync.WaitGroup
	end := time.Now().Add(last)
	for worker := range processes {
		all.Go(func() {
			commands := [][]string{
				{"list", "--limit", "5"},
				{"config", "set", "undo", fmt.Sprint(50+worker, "MB")},
				{"import", events},
				{"export", "customers"},
				{"summary"},
				{"import", customers},
				{"backup", "--force", filepath.Join(dir, fmt.Sprint(worker, ".bak"))},
				{"show", "acc00007"},
				{"imports"},
				{"config", "export"},
			}
			for n := worker; time.Now().Before(end); n++ {
				args := commands[n%len(commands)]
				out, err := exec.Command("trialist", append([]string{"--db", db}, args...)...).CombinedOutput()
				outcome := "done"
				if err != nil {
					outcome = "busy"
					if !strings.Contains(string(out), "another trialist is writing") && !strings.Contains(string(out), "an import is under way") {
						t.Errorf("%v: %v: %s", args, err, out)
					}
				}
				mu.Lock()
				counts[args[0]+" "+outcome]++
				mu.Unlock()
			}
		})
	}
	all.Wait()
	trialist(t, db, "import", events)
	trialist(t, db, "doctor")
	if got := strings.Count(trialist(t, db, "export", "customers"), "\n"); got != 1+accounts {
		t.Errorf("%d lines of customers, want %d", got, 1+accounts)
	}
	if got := strings.Count(trialist(t, db, "export", "events"), "\n"); got != 1+5*accounts {
		t.Errorf("%d lines of events, want %d", got, 1+5*accounts)
	}
	t.Logf("%d processes for %v: %v", processes, last, counts)
}

// TestDashboardFollowsARestore restores a workspace under an open dashboard, which must
// say so, show what the backup has, and go on writing.
func TestDashboardFollowsARestore(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	customers, _ := writeRows(t, dir, 20)
	fewer := filepath.Join(dir, "fewer.csv")
	if err := os.WriteFile(fewer, []byte("account_id,name,trial_started_at\nacc00001,First Harbour,2026-11-01\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	db, backup := filepath.Join(dir, "w.db"), filepath.Join(dir, "backup.db")
	trialist(t, db, "import", fewer)
	trialist(t, db, "backup", backup)
	trialist(t, db, "import", customers)
	d := open(t, "--db", db, "--as-of", "2026-11-05")
	d.Await("trials")
	d.Await("Account 3")
	trialist(t, db, "restore", "--yes", backup)
	d.Await("was taken back to a backup")
	d.Await("First Harbour")
	d.Press("c")
	d.Await("Called")
	d.Press("q")
	d.CheckEnded(cli.StatusDone)
	if out := trialist(t, db, "show", "acc00001"); !strings.Contains(out, "First Harbour") {
		t.Errorf("after the restore it is %s", out)
	}
	trialist(t, db, "doctor")
}

// TestOtherSignalsChangeNothing sends signals to a dashboard that ask nothing of it.
func TestOtherSignalsChangeNothing(t *testing.T) {
	t.Parallel()
	d := open(t, "demo", "--accounts", "50", "--as-of", "2026-11-02")
	d.Await("50 trials")
	for _, s := range []syscall.Signal{
		syscall.SIGUSR1, syscall.SIGUSR2, syscall.SIGALRM, syscall.SIGVTALRM, syscall.SIGPROF, syscall.SIGPIPE, syscall.SIGWINCH,
		syscall.SIGURG, syscall.SIGCHLD, syscall.SIGIO, syscall.SIGCONT,
	} {
		d.Signal(s)
	}
	d.Press("3")
	d.Await("heavier")
	d.Press("q")
	d.CheckEnded(cli.StatusDone)
}

// TestOutputThatCannotBeWritten writes to a device that is always full, and to a pipe
// that nobody reads.
func TestOutputThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("no device that is full here")
	}
	dir := t.TempDir()
	customers, _ := writeRows(t, dir, 300)
	db := filepath.Join(dir, "w.db")
	trialist(t, db, "import", customers)
	trialist(t, db, "signals", "add", "--side", "adoption", "--name", "Used", "--when", `event used happened more than 0 times ever`)
	for _, args := range [][]string{
		{"list", "--status", "all"},
		{"list", "--json"},
		{"list", "--csv"},
		{"summary"},
		{"summary", "--json"},
		{"show", "acc00007"},
		{"export", "customers"},
		{"signals", "list"},
		{"imports"},
		{"config", "export"},
		{"doctor"},
		{"paths"},
		{"version"},
		{"segments"},
		{"list", "--help"},
		{"help", "journey"},
		{"journey", "due"},
		{"journey", "export", "--dry-run"},
	} {
		full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command("trialist", append([]string{"--db", db}, args...)...)
		var said bytes.Buffer
		cmd.Stdout, cmd.Stderr = full, &said
		err = cmd.Run()
		_ = full.Close()
		var ended *exec.ExitError
		if !errors.As(err, &ended) || ended.ExitCode() != 1 || !strings.Contains(said.String(), "no space left") {
			t.Errorf("%v on a full device: %v, and says %q", args, err, said.String())
		}
	}
}
