package store_test

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"time"

	"trialist/store"
	"trialist/store/ingest/ingesttest"
	"trialist/store/storetest"
)

// kills is how many processes a test kills, more in a long run.
func kills() int { return 4 * rounds() }

// TestKilledTouchesAreKept kills a process that adds touches. Every one that it has said
// to have added must be there, in order, and nothing else but the one that it was about
// to say.
func TestKilledTouchesAreKept(t *testing.T) {
	t.Parallel()
	path := ingesttest.ClosedWorkspace(t)
	dice := rand.New(rand.NewPCG(1, 5))
	var want []string
	for range kills() {
		c := run(t, "touch forever", path)
		out, err := c.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		said, after := 0, 1+dice.IntN(40)
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			if said++; said == after {
				time.Sleep(time.Duration(dice.Int64N(int64(3 * time.Millisecond))))
				if err := c.Process.Kill(); err != nil {
					t.Fatal(err)
				}
			}
		}
		_ = c.Wait()
		s, err := store.Open(t.Context(), path, store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		got := notes(t, s)
		sound(t, s)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if n := len(got) - len(want); said < after || n < said || n > said+1 {
			t.Fatalf("%d touches came to what was %d, and %d were said", n, len(want), said)
		}
		for i := range got[len(want):] {
			want = append(want, fmt.Sprint("touch ", i))
		}
		if !slices.Equal(got, want) {
			t.Fatalf("got %q, want %q", got, want)
		}
	}
}

// oldWorkspace is the file of a workspace of the third schema, with a log for each of
// many accounts.
func oldWorkspace(t *testing.T, accounts int) []byte {
	t.Helper()
	steps, _, err := store.MigrationSteps()
	if err != nil {
		t.Fatal(err)
	}
	path := storetest.NewPath(t)
	storetest.ExecSQL(t, path, append(steps[:3:3], fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = 3", store.ApplicationID),
		`INSERT INTO event_names VALUES (1, 'Opened report', 3)`,
		fmt.Sprintf(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
			INSERT INTO accounts SELECT i, 'acme-' || i, 'Acme', 1, x'' FROM n`, accounts),
		fmt.Sprintf(`INSERT INTO logs SELECT id, x'%x' FROM accounts`, logOfDays(3)))...)
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// TestKilledMigrationIsTheOldOrTheNew kills a process that brings a workspace up to date.
// The next one must do it, and all must be there.
func TestKilledMigrationIsTheOldOrTheNew(t *testing.T) {
	t.Parallel()
	const accounts = 4000
	old, dice := oldWorkspace(t, accounts), rand.New(rand.NewPCG(2, 5))
	path := storetest.NewPath(t)
	prepare := func() {
		t.Helper()
		for _, suffix := range []string{"-wal", "-shm", "-journal"} {
			_ = os.Remove(path + suffix)
		}
		if err := os.WriteFile(path, old, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	prepare()
	began := time.Now()
	if out, err := run(t, "open", path).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	takes := time.Since(began)
	counts := make(map[string]int)
	for range kills() {
		prepare()
		c := run(t, "open", path)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(dice.Int64N(int64(takes) * 5 / 4)))
		_ = c.Process.Kill()
		_ = c.Wait()
		if log, err := os.Stat(path + "-wal"); err == nil && log.Size() > 0 {
			counts["with a log"]++
		} else if file, err := os.Stat(path); err == nil && file.Size() == int64(len(old)) {
			counts["old"]++
		} else {
			counts["new"]++
		}
		s, err := store.Open(t.Context(), path, store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		sound(t, s)
		var n, pages int
		if err := s.Reader().QueryRowContext(t.Context(), `SELECT (SELECT count(*) FROM accounts), (SELECT count(*) FROM log_pages)`).Scan(&n, &pages); err != nil {
			t.Fatal(err)
		}
		if n != accounts || pages != (accounts+127)/128 {
			t.Errorf("%d accounts and %d pages of logs are there", n, pages)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d kills of what takes %v: %v", kills(), takes.Round(time.Millisecond), counts)
}
