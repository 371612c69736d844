package ui

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

func TestExportNeverOverwrites(t *testing.T) {
	t.Parallel()
	w := sampleTrials(t)
	w.customer("acc-99", "=HYPERLINK(1)", onTrial(3)...)
	s := start(t, w)
	path := filepath.Join(t.TempDir(), "out.csv")
	export := func() {
		t.Helper()
		s.press(":", "export the", "enter")
		s.sees("Export ", "trials-2026-11-21.csv")
		s.press("ctrl+u")
		s.send(tea.PasteMsg{Content: path})
		s.press("enter")
	}
	s.press("/", "name:a", "enter")
	shown := len(s.app.board.Shown())
	export()
	s.sees("Exported", "out.csv")
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil || len(rows) != shown+1 || shown == 0 {
		t.Fatalf("%d rows for %d trials: %v", len(rows), shown, err)
	}
	for i, slot := range s.app.board.Shown() {
		if row, _ := s.app.board.Row(slot); rows[i+1][1] != row.ID {
			t.Errorf("row %d is %v, want %s", i, rows[i+1], row.ID)
		}
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s.press("esc", "/", "hyper", "enter")
	export()
	s.sees("exists; choose another name")
	if after, err := os.ReadFile(path); err != nil || string(after) != string(before) {
		t.Error("the file was written over")
	}
	path += "2"
	export()
	if text, err := os.ReadFile(path); err != nil || !strings.Contains(string(text), ",'=HYPERLINK(1),") {
		t.Errorf("a formula is exported as %q, %v", text, err)
	}
	path = filepath.Join(t.TempDir(), "missing", "x.csv")
	export()
	s.sees("Export: open", "no such file")
}

func TestCopyTheList(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.press("s", "7", "space", "space", "/", "country:FR", "enter")
	s.press(":", "marked trials as text", "enter")
	s.sees("2 marked trials, 1 of them hidden by the filter")
	s.press("-", ":", "list as csv", "enter")
	if len(s.clips) != 2 {
		t.Fatalf("copied %q", s.clips)
	}
	if want := "20\tAmber Ferry\t20.0\t25.0\t13d\t\n4\tBirch Quay\t80.0\t0.0\t13d\t\n"; s.clips[0] != want {
		t.Errorf("copied %q, want %q", s.clips[0], want)
	}
	if lines := strings.Split(s.clips[1], "\n"); len(lines) != 7 || lines[0] != "rank,id,name,adoption,adoption_band,fit,fit_band,qualified,days_left,last_seen,owner,last_touch" ||
		!strings.HasPrefix(lines[1], "20,acc-01,Amber Ferry,20.0,Low,25.0,Partial,no,13.0,2026-11-21T11:00:00Z,,") {
		t.Errorf("copied %q", s.clips[1])
	}
	s.press("/", "zebra", "enter", ":", "list as text", "enter")
	s.sees("the list is empty")
}
