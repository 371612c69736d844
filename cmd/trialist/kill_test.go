//go:build unix

package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// longVariable has the tests run that take minutes.
const longVariable = "TRIALIST_LONG"

// writeRows writes files of customers and events of so many accounts.
func writeRows(t *testing.T, dir string, accounts int) (customers, events string) {
	t.Helper()
	var c, e strings.Builder
	c.WriteString("account_id,name,plan,trial_started_at\n")
	e.WriteString("account_id,event,timestamp\n")
	for i := range accounts {
		fmt.Fprintf(&c, "acc%05d,Account %d,plan %d,2026-11-%02d\n", i, i, i%7, 1+i%28)
		for n := range 5 {
			fmt.Fprintf(&e, "acc%05d,event %d,2026-11-%02dT%02d:00:00Z\n", i, n, 1+(i+n)%28, i%24)
		}
	}
	customers, events = filepath.Join(dir, "customers.csv"), filepath.Join(dir, "events.csv")
	for path, text := range map[string]string{customers: c.String(), events: e.String()} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return customers, events
}

// TestKilledProcessesLeaveTheOldOrTheNew kills processes that write at random moments.
// Afterwards the workspace must be as it was, or as it would have been, and whole.
// With TRIALIST_LONG set it kills 500.
func TestKilledProcessesLeaveTheOldOrTheNew(t *testing.T) {
	t.Parallel()
	kills, accounts := 4, 300
	if os.Getenv(longVariable) != "" {
		kills, accounts = 125, 5000
	}
	dir := t.TempDir()
	customers, events := writeRows(t, dir, accounts)
	base := filepath.Join(dir, "base.db")
	trialist(t, base, "import", customers)
	for name, args := range map[string][]string{
		"import of events":   {"import", events},
		"first import":       nil, // into a workspace that is not there
		"setting":            {"config", "set", "undo", "77MB"},
		"forgetting someone": {"forget", "--yes", "acc00007"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir, dice := t.TempDir(), rand.New(rand.NewPCG(3, 9))
			db := filepath.Join(dir, "w.db")
			prepare := func() {
				for _, suffix := range []string{"", "-wal", "-shm"} {
					_ = os.Remove(db + suffix)
				}
				if args != nil {
					copyFile(t, base, db)
				}
			}
			run := args
			if run == nil {
				run = []string{"import", customers}
			}
			settled := func() string {
				if _, err := os.Stat(db); err != nil {
					return "none"
				}
				return trialist(t, db, "export", "customers") + trialist(t, db, "export", "events") + trialist(t, db, "config", "export")
			}
			prepare()
			before := settled()
			began := time.Now()
			trialist(t, db, run...)
			takes, after := time.Since(began), settled()
			counts := map[string]int{}
			for range kills {
				prepare()
				cmd := exec.Command("trialist", append([]string{"--db", db}, run...)...)
				if err := cmd.Start(); err != nil {
					t.Fatal(err)
				}
				time.Sleep(time.Duration(dice.Int64N(int64(takes)*3/2 + 1)))
				_ = cmd.Process.Kill()
				_ = cmd.Wait()
				if info, err := os.Stat(db); err != nil || info.Size() == 0 {
					counts["none"]++
					continue // nothing was made yet
				}
				trialist(t, db, "doctor")
				switch settled() {
				case before:
					counts["old"]++
				case after:
					counts["new"]++
				default:
					if args != nil || strings.Count(trialist(t, db, "export", "customers"), "\n") > 1 {
						t.Fatal("the workspace is neither the old one nor the new one")
					}
					counts["empty"]++
				}
			}
			t.Logf("%d kills of %q, which takes %v: %v", kills, run, takes.Round(time.Millisecond), counts)
		})
	}
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	text, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, text, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}
