package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestOrderOfFilesDoesNotMatter imports made-up data once as it is, and once
// shuffled, split into three files of customers and ten of events, in random order.
// Both workspaces must export the same. The ranking must be equal byte for byte.
// Customers, contacts and events are sorted first: they come in the order in which
// accounts were first imported.
func TestOrderOfFilesDoesNotMatter(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	whole, parts := filepath.Join(dir, "whole.db"), filepath.Join(dir, "parts.db")
	const asOf = "--as-of=2026-11-02"
	trialist(t, whole, "demo", "--csv", dir, "--accounts", "150", "--events", "6000", asOf)
	customers, events := filepath.Join(dir, "customers.csv"), filepath.Join(dir, "events.csv")
	trialist(t, whole, "import", customers, events)
	random := rand.New(rand.NewPCG(4, 2))
	files := append(split(t, random, customers, 3), split(t, random, events, 10)...)
	random.Shuffle(len(files), func(i, j int) { files[i], files[j] = files[j], files[i] })
	for _, file := range files {
		trialist(t, parts, "import", file)
	}
	for _, db := range []string{whole, parts} {
		for _, signal := range [][2]string{
			{"adoption", `event "Imported contacts" happened more than 0 times ever`},
			{"adoption", `event "Logged in" happened more than 4 times in the first 5 days of the trial`},
			{"adoption", `active days is more than 2 in the last 10 days`},
			{"fit", `attribute employees is more than 50`},
		} {
			trialist(t, db, "signals", "add", "--side", signal[0], "--name", signal[1], "--when", signal[1])
		}
	}
	for _, what := range []string{"ranking", "customers", "contacts", "events"} {
		want, got := trialist(t, whole, "export", what, asOf), trialist(t, parts, "export", what, asOf)
		if what != "ranking" {
			want, got = sortedLines(want), sortedLines(got)
		}
		if lines := strings.Count(want, "\n"); want != got || what != "contacts" && lines < 100 {
			t.Errorf("%s differ, of %d lines", what, lines)
		}
	}

	// Importing everything again changes nothing.
	before := trialist(t, parts, "doctor", "--json")
	report := trialist(t, parts, "import", "--json", events, customers, files[0])
	for _, none := range []string{`"new": 0`, `"changed": 0`, `"rejected": 0`} {
		if n := strings.Count(report, none); n != 3 {
			t.Errorf("%s of %d files out of 3: %s", none, n, report)
		}
	}
	if after := trialist(t, parts, "doctor", "--json"); after != before {
		t.Errorf("the workspace was\n%s\nand is\n%s", before, after)
	}
}

// split distributes the shuffled rows of a CSV file over n files with the same
// header.
func split(t *testing.T, random *rand.Rand, path string, n int) []string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	header, body, _ := strings.Cut(string(text), "\n")
	rows := strings.Split(strings.TrimSuffix(body, "\n"), "\n")
	random.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	var files []string
	for i := range n {
		part := rows[i*len(rows)/n : (i+1)*len(rows)/n]
		file := strings.TrimSuffix(path, ".csv") + fmt.Sprintf("-%d.csv", i)
		if err := os.WriteFile(file, []byte(header+"\n"+strings.Join(part, "\n")+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	return files
}

func sortedLines(text string) string {
	lines := strings.SplitAfter(text, "\n")
	slices.Sort(lines)
	return strings.Join(lines, "")
}
