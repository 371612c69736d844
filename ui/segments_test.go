package ui

import (
	"fmt"
	"strings"
	"testing"

	"trialist/scoring/rulebook"
)

// inSegments opens the Segments tab over the sample trials.
func inSegments(t *testing.T, change ...func(*Options)) *session {
	t.Helper()
	s := start(t, sampleTrials(t), change...)
	s.press("6")
	return s
}

func TestSegmentsGoldens(t *testing.T) {
	t.Parallel()
	s := inSegments(t)
	s.press("j")
	for _, size := range [][2]int{{140, 40}, {80, 24}, {60, 16}} {
		s.size(size[0], size[1])
		s.golden(fmt.Sprintf("segments-%dx%d", size[0], size[1]))
		s.press("e", "down")
		s.golden(fmt.Sprintf("segments-form-%dx%d", size[0], size[1]))
		s.press("esc")
	}
}

func TestSegmentsInASCII(t *testing.T) {
	t.Parallel()
	s := inSegments(t, func(o *Options) { o.ASCII = true })
	for i, r := range s.screen() {
		if r > 126 && r != '…' {
			t.Fatalf("%q at byte %d of\n%s", r, i, s.screen())
		}
	}
}

func TestWriteASegment(t *testing.T) {
	t.Parallel()
	s := inSegments(t)
	s.press("a", "Hot", "down", "adop")
	s.sees("adoption score", "adoption band") // completions
	s.press("ctrl+n", "tab")
	s.sees("Condition  adoption band")
	s.press("is very")
	s.sees(`unknown adoption band "very"`)
	s.press("ctrl+s")
	s.sees("New segment") // it stays open
	s.press("tab")
	s.sees(`adoption band is "Very high"`, " of 20 trials")
	s.press("down", "right", "ctrl+s")
	s.misses("New segment")
	s.sees("Draft, 1 change", "Hot")
	_, draft := s.books()
	hot, ok := draft.Segments.ByName("hot")
	if !ok || hot.When.String() != `adoption band is "Very high"` || hot.Color != rulebook.Blue {
		t.Fatalf("the draft has %+v", hot)
	}
	want := 0
	for slot := range s.app.board.Population.Status {
		r := s.app.board.Ranking()
		if r.Position(slot) >= 0 && r.Band(rulebook.Adoption, slot) == 3 {
			want++
		}
	}
	if line := s.line("Hot  "); want == 0 || !strings.Contains(line, fmt.Sprintf(" %d ", want)) {
		t.Errorf("%d trials are in it: %s", want, line)
	}

	// It can be listed once it is saved; then the list is filtered by it.
	s.press("enter")
	s.sees("it is not saved yet")
	s.press("ctrl+s", "enter")
	s.sees("segment:Hot", fmt.Sprintf("%d of 20 trials", want))
	if got := len(s.app.board.Shown()); got != want {
		t.Errorf("%d trials are listed, want %d", got, want)
	}
	s.press("enter")
	s.sees("Segments", "Hot")
}

func TestChangeASegment(t *testing.T) {
	t.Parallel()
	s := inSegments(t)
	s.press("r", "ctrl+u", "Ripe", "enter")
	s.sees("Ripe", "renamed from Qualified")
	s.press("r", "ctrl+u", "looker", "enter")
	s.sees(`There is already a segment named "Looker"`)
	s.press("d", "d")
	s.sees("Delete the segment Ripe?") // the same key does not answer
	s.press("x")
	s.misses("Ripe  ")
	s.press("u", "u")
	s.sees("As saved", "Qualified")
	s.press("a", "Qualified", "down", "qualified is no", "enter")
	s.sees(`There is already a segment named "Qualified"`)
	s.press("esc", "x", "a", "New", "down", "signal gone is matched", "ctrl+s")
	s.sees("No signal is named gone")
}

func TestSignalsOfSegmentsStay(t *testing.T) {
	t.Parallel()
	s := inSegments(t)
	s.press("a", "Stuck", "down", `signal "Created a project" is not matched`, "ctrl+s")
	s.press("3", "g", "d", "x")
	s.sees(`Signal "Created a project" is in use: segment "Stuck" asks about it`)
}

// TestSegmentsFollowTouches records an owner: the count of a segment about owners
// grows.
func TestSegmentsFollowTouches(t *testing.T) {
	t.Parallel()
	s := inSegments(t)
	s.press("a", "Mine", "down", "owner is ana", "ctrl+s")
	s.sees("0 of 20 trials")
	s.press("1", "o", "ana", "enter", "6")
	s.sees("1 of 20 trials")
}

func TestSegmentsReadOnly(t *testing.T) {
	t.Parallel()
	s := inSegments(t, func(o *Options) { o.ReadOnly = true })
	s.press("a", "Mine", "down", "fit score is more than 0", "ctrl+s")
	s.sees("Mine", "to try only")
	s.press("ctrl+s")
	s.sees("Cannot save the draft: the workspace is open for reading only")
}

func TestMoveASegment(t *testing.T) {
	t.Parallel()
	s := inSegments(t)
	s.press("J")
	s.sees("Draft, 1 change", "segment order: Hot but uncontacted, Qualified,")
	if _, draft := s.books(); draft.Segments.List[1].Name != "Qualified" {
		t.Errorf("the second is %q", draft.Segments.List[1].Name)
	}
	if !strings.HasPrefix(s.line("Qualified  "), "▌") {
		t.Errorf("the cursor left the segment: %s", s.line("Qualified  "))
	}
	s.press("K")
	s.sees("As saved")
	s.press("K")
	s.sees("it is the first")
	s.press("G", "J")
	s.sees("it is the last")
}

// TestSegmentsAskAboutTheDraft changes the weights: the counts are those of the scores
// that the draft gives.
func TestSegmentsAskAboutTheDraft(t *testing.T) {
	t.Parallel()
	s := inSegments(t)
	s.press("a", "Ripe", "down", "adoption score is at least 60", "ctrl+s", "ctrl+s")
	saved := s.line("Ripe  ")
	s.press("3", "g", "w", "-", "-", "-", "-", "6")
	draft := s.app.draft.Preview().Draft
	want := 0
	for _, slot := range draft.Slots {
		if draft.Position(int(slot)) >= 0 && draft.Score(rulebook.Adoption, int(slot)).Tenths() >= 600 {
			want++
		}
	}
	line := s.line("Ripe  ")
	if line == saved || !strings.Contains(line, fmt.Sprintf(" %d ", want)) {
		t.Errorf("%d trials are in it with the draft, and saved it was %q: %s", want, saved, line)
	}
	s.press("3", "esc", "x", "6")
	if got := s.line("Ripe  "); got != saved {
		t.Errorf("after the draft was discarded %q, want %q", got, saved)
	}
}
