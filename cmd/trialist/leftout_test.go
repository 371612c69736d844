package main

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestLeftOutAsNeverThere compares a workspace that leaves accounts out with one that
// never had them.
func TestLeftOutAsNeverThere(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	all, fewer := filepath.Join(dir, "all"), filepath.Join(dir, "fewer")
	trialist(t, filepath.Join(dir, "x.db"), "demo", "--csv", all, "--accounts", "600", "--events", "9000", "--as-of", "2026-11-02T10:30:00Z")
	out := withoutAccounts(t, all, fewer, func(customer map[string]string) bool {
		return customer["industry"] == "Retail" || customer["employees"] == "12"
	})
	if out < 50 {
		t.Fatalf("%d accounts are left out, so the test shows little", out)
	}
	open := func(name, folder string) string {
		db := filepath.Join(dir, name+".db")
		files, err := filepath.Glob(filepath.Join(folder, "*.csv"))
		if err != nil {
			t.Fatal(err)
		}
		trialist(t, db, append([]string{"import"}, files...)...)
		for _, signal := range [][]string{
			{"adoption", "Project", `event "Created a project" happened more than 0 times ever`},
			{"adoption", "Sent", `event "Sent campaign" happened at least 2 times in the last 14 days`},
			{"fit", "Size", `attribute employees is more than 50`},
			{"fit", "Marketing", `contact attribute department is Marketing`},
		} {
			trialist(t, db, "signals", "add", "--side", signal[0], "--name", signal[1], "--when", signal[2])
		}
		return db
	}
	leaves, never := open("leaves", all), open("never", fewer)
	trialist(t, leaves, "config", "set", "left_out", "attribute industry is Retail or attribute employees is 12")
	counted := regexp.MustCompile(`"left_out": \d+,`)
	for _, command := range []string{
		"summary --json", "list --status all --json", "list --status all --sort seen --csv", "list --filter employees>20 --json", "list --filter a --json",
		"segments --json", "features --json", "journey --json", "journey due --json", "proof --json", "proof --days --json", "signals list --json", "changes --since 2026-10-26 --json",
		"export ranking",
	} {
		args := append(strings.Fields(command), "--as-of", "2026-11-02T10:30:00Z")
		got, want := trialist(t, leaves, args...), trialist(t, never, args...)
		got, want = counted.ReplaceAllString(got, ""), counted.ReplaceAllString(want, "")
		if got != want {
			t.Errorf("%s: %s", command, cmp.Diff(want, got))
		}
	}
	if listed := trialist(t, leaves, "list", "--status", "left-out", "--csv", "--as-of", "2026-11-02T10:30:00Z"); strings.Count(listed, "\n")-1 > out || strings.Count(listed, "\n") < 40 {
		t.Errorf("%d of %d are listed as left out", strings.Count(listed, "\n")-1, out)
	}
}

// withoutAccounts copies a folder of CSV files without the rows of some customers, and
// returns how many these are.
func withoutAccounts(t *testing.T, from, to string, leaves func(map[string]string) bool) int {
	t.Helper()
	if err := os.MkdirAll(to, 0o700); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(from, "*.csv"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	left := make(map[string]bool)
	read := func(path string) ([]string, [][]string) {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		return rows[0], rows[1:]
	}
	header, rows := read(filepath.Join(from, "customers.csv"))
	for _, row := range rows {
		customer := make(map[string]string)
		for i, name := range header {
			customer[name] = row[i]
		}
		if leaves(customer) {
			left[customer["account_id"]] = true
		}
	}
	for _, path := range files {
		header, rows := read(path)
		at := 0
		for i, name := range header {
			if name == "account_id" {
				at = i
			}
		}
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		kept := [][]string{header}
		for _, row := range rows {
			if !left[row[at]] {
				kept = append(kept, row)
			}
		}
		if err := w.WriteAll(kept); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(to, filepath.Base(path)), b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return len(left)
}
