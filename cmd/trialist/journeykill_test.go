//go:build unix

package main

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// exportedKeys adds the keys of a file of messages to those by account. A file that is
// there is whole.
func exportedKeys(t *testing.T, path string, keys map[string][]string) {
	t.Helper()
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close() //nolint:errcheck // only read
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	for _, row := range rows[1:] {
		keys[row[1]] = append(keys[row[1]], row[0])
	}
}

// killedExport kills two exports of a workspace at a moment of a run that takes that
// long, and returns whether the messages were noted, and whether a file has its name.
func killedExport(t *testing.T, dice *rand.Rand, db, dir string, takes time.Duration, messages int) (noted, named bool) {
	t.Helper()
	var cmds []*exec.Cmd
	var paths []string
	for i := range 2 {
		paths = append(paths, filepath.Join(dir, fmt.Sprintf("messages%d.csv", i)))
		cmd := exec.Command("trialist", "--db", db, "journey", "export", "--delivery", "all", paths[i])
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		cmds = append(cmds, cmd)
	}
	time.Sleep(takes/4 + time.Duration(dice.Int64N(int64(2*takes))))
	for _, cmd := range cmds {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}
	keys := make(map[string][]string)
	for _, path := range paths {
		exportedKeys(t, path, keys)
	}
	named = len(keys) > 0
	total := dueTotal(t, db)
	if noted = total == 0; !noted && total != messages {
		t.Fatalf("%d of %d messages are due", total, messages)
	}
	if named && !noted {
		t.Fatal("the file has its name, and the messages are due")
	}
	if !noted {
		trialist(t, db, "journey", "export", "--delivery", "all", filepath.Join(dir, "rest.csv"))
		exportedKeys(t, filepath.Join(dir, "rest.csv"), keys)
	} else if !named {
		trialist(t, db, "journey", "export", "--again", "1", filepath.Join(dir, "again.csv"))
		exportedKeys(t, filepath.Join(dir, "again.csv"), keys)
	}
	if left, err := filepath.Glob(filepath.Join(dir, ".*.unfinished-*")); err != nil || len(left) > 0 && (!noted || !named) {
		t.Fatalf("the next export left %q, %v", left, err)
	}
	seen := make(map[string]bool)
	for account, given := range keys {
		if len(given) != 1 || seen[given[0]] {
			t.Fatalf("%s has the keys %v", account, given)
		}
		seen[given[0]] = true
	}
	if len(keys) != messages {
		t.Fatalf("%d of %d messages were exported", len(keys), messages)
	}
	trialist(t, db, "doctor")
	return noted, named
}

// dueTotal is how many messages are due.
func dueTotal(t *testing.T, db string) int {
	t.Helper()
	var due struct{ Total int }
	out, err := exec.Command("trialist", "--db", db, "journey", "due", "--json", "--limit", "1").Output()
	if err == nil {
		err = json.Unmarshal(out, &due)
	}
	if err != nil {
		t.Fatal(err)
	}
	return due.Total
}

// TestKilledExportsLoseAndRepeatNothing kills exports, two at once, at random moments. Each
// message is in one file in the end, and in no two. With TRIALIST_LONG set it kills 200.
func TestKilledExportsLoseAndRepeatNothing(t *testing.T) {
	t.Parallel()
	rounds, accounts := 6, 300
	if os.Getenv(longVariable) != "" {
		rounds, accounts = 100, 1000
	}
	dice := rand.New(rand.NewPCG(8, 5))
	dir := t.TempDir()
	customers, events := writeRows(t, dir, accounts)
	db := filepath.Join(dir, "w.db")
	trialist(t, db, "import", customers, events)
	trialist(t, db, "signals", "add", "--side", "adoption", "--name", "Used", "--when", `event "event 1" happened more than 0 times ever`)
	if err := setToday(db, "2026-11-29"); err != nil {
		t.Fatal(err)
	}
	messages := dueTotal(t, db)
	measured := filepath.Join(dir, "measured.db")
	copyFile(t, db, measured)
	begun := time.Now()
	trialist(t, measured, "journey", "export", "--delivery", "all", filepath.Join(dir, "measured.csv"))
	takes := time.Since(begun)
	noted, named := 0, 0
	for round := range rounds {
		folder := filepath.Join(dir, fmt.Sprint("round", round))
		if err := os.Mkdir(folder, 0o700); err != nil {
			t.Fatal(err)
		}
		copied := filepath.Join(folder, "w.db")
		copyFile(t, db, copied)
		wasNoted, wasNamed := killedExport(t, dice, copied, folder, takes, messages)
		if wasNoted {
			noted++
		}
		if wasNamed {
			named++
		}
	}
	t.Logf("of %d rounds of two kills the messages were noted in %d, and a file had its name in %d", rounds, noted, named)
}
