package main

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"trialist/cmd/trialist/session"
	"trialist/store"
	"trialist/store/accounts"
)

// flipsVariable sets how many bits TestFlippedBits flips, and of how many accounts,
// such as 1000,20000.
const flipsVariable = "TRIALIST_FLIPS"

// flipCommands are the commands whose output must not change unnoticed.
var flipCommands = [][]string{
	{"list", "--json"},
	{"list", "--filter", "harbor"},
	{"summary", "--json"},
	{"signals", "list"},
	{"signals", "history"},
	{"imports"},
	{"export", "customers"},
	{"export", "contacts"},
	{"export", "events"},
	{"export", "ranking"},
}

// inProcess runs a command in this process and returns what it wrote to its output.
func inProcess(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	root := newRoot(session.NewGlobals(io.Discard))
	root.SetArgs(args)
	root.SetOut(&out)
	root.SetErr(io.Discard)
	root.SilenceErrors, root.SilenceUsage = true, true
	err := root.ExecuteContext(context.WithoutCancel(t.Context()))
	return out.String(), err
}

// newFlipWorkspace makes a workspace with something in every table, and returns the
// bytes of its file and the ids of some accounts.
func newFlipWorkspace(t *testing.T, bulk int) (file []byte, ids []string) {
	t.Helper()
	dir := t.TempDir()
	db := filepath.Join(dir, "w.db")
	run := func(args ...string) {
		t.Helper()
		if _, err := inProcess(t, append([]string{"--db", db, "--as-of", flipAsOf}, args...)...); err != nil {
			t.Fatalf("%v: %v", args, err)
		}
	}
	run("demo")
	run("demo", "--csv", dir, "--accounts", strconv.Itoa(bulk), "--events", strconv.Itoa(30*bulk))
	run("import", filepath.Join(dir, "customers.csv"), filepath.Join(dir, "events.csv"))
	s, err := store.Open(t.Context(), db, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := accounts.Rows(t.Context(), s, []uint32{0, 1, 500, 999, 1000, uint32(bulk)}, accounts.Latest)
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range rows {
		_, touchErr := accounts.AddTouch(t.Context(), s, accounts.Touch{Account: row.ID, Kind: accounts.Noted, Body: fmt.Sprint("note ", i)})
		if err := cmp.Or(touchErr, s.SetSetting(t.Context(), "test "+row.ID, row.Name)); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, row.ID)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	run("list") // which fills the caches
	file, err = os.ReadFile(db)
	if err != nil {
		t.Fatal(err)
	}
	return file, ids
}

const flipAsOf = "2026-11-20T00:00:00Z"

// flipOutcome is what came of one flipped bit.
type flipOutcome string

const (
	flipHarmless flipOutcome = "nothing changed and nothing was found"
	flipFound    flipOutcome = "nothing changed, and doctor names it"
	flipRefused  flipOutcome = "a command says what is damaged, and so does doctor"
	flipUnnamed  flipOutcome = "a command fails, and doctor finds nothing"
	flipSilent   flipOutcome = "an output is another one, and no error"
)

// TestFlippedBits flips single bits of a workspace. Whatever commands say then must be
// what they said before, or an error.
func TestFlippedBits(t *testing.T) {
	flips, bulk := 40, 1000
	if long := os.Getenv(flipsVariable); long != "" {
		if _, err := fmt.Sscanf(long, "%d,%d", &flips, &bulk); err != nil {
			t.Fatalf("%s: %v", flipsVariable, err)
		}
	}
	file, ids := newFlipWorkspace(t, bulk)
	commands := slices.Clone(flipCommands)
	for _, id := range ids {
		commands = append(commands, []string{"show", id, "--json"})
	}
	db := filepath.Join(t.TempDir(), "w.db")
	want, err := flipOutputs(t, db, file, commands)
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(20, 26))
	outcomes := make(map[flipOutcome]int)
	began := time.Now()
	for n := range flips {
		if end, ok := t.Deadline(); ok && n > 0 && time.Until(end) < 4*time.Since(began)/time.Duration(n) {
			t.Logf("the time of the test was up after %d of %d flips", n, flips)
			break
		}
		bit := random.IntN(8 * len(file))
		damaged := slices.Clone(file)
		damaged[bit/8] ^= 1 << (bit % 8)
		got, failed := flipOutputs(t, db, damaged, commands)
		_, unwell := inProcess(t, "--db", db, "doctor")
		outcome := flipHarmless
		var changed string
		for i := range want {
			if got[i].err == nil && got[i].text != want[i].text {
				outcome, changed = flipSilent, strings.Join(commands[i], " ")
				break
			}
		}
		switch {
		case outcome == flipSilent:
		case failed != nil && unwell == nil:
			outcome, changed = flipUnnamed, failed.Error()
		case failed != nil:
			outcome = flipRefused
		case unwell != nil:
			outcome = flipFound
		}
		outcomes[outcome]++
		if outcome == flipSilent || outcome == flipUnnamed {
			t.Errorf("bit %d of page %d: %s: %s", bit, 1+bit/8/4096, outcome, changed)
		}
		if flips > 100 && failed != nil {
			t.Logf("bit %d: %v", bit, failed)
		}
	}
	for outcome, n := range outcomes {
		t.Logf("%4d: %s", n, outcome)
	}
}

// flipOutput is what a command wrote, or how it failed.
type flipOutput struct {
	text string
	err  error
}

// flipOutputs runs the commands on a file of these bytes. The error is the first one.
func flipOutputs(t *testing.T, db string, file []byte, commands [][]string) (outputs []flipOutput, failed error) {
	t.Helper()
	for _, suffix := range []string{"-wal", "-shm", "-journal"} {
		_ = os.Remove(db + suffix)
	}
	if err := os.WriteFile(db, file, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range commands {
		text, err := inProcess(t, append([]string{"--db", db, "--as-of", flipAsOf}, args...)...)
		outputs = append(outputs, flipOutput{text, err})
		failed = cmp.Or(failed, err)
	}
	return outputs, failed
}
