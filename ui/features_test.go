package ui

import (
	"fmt"
	"strings"
	"testing"

	"trialist/scoring/rulebook"
)

// inFeatures opens the Features tab over the sample trials.
func inFeatures(t *testing.T) *session {
	t.Helper()
	s := start(t, sampleTrials(t))
	s.press("5")
	return s
}

func TestFeaturesGoldens(t *testing.T) {
	t.Parallel()
	s := inFeatures(t)
	for _, size := range [][2]int{{140, 40}, {80, 24}, {60, 16}} {
		s.size(size[0], size[1])
		s.golden(fmt.Sprintf("features-%dx%d", size[0], size[1]))
	}
}

// TestFeatureCellsListTheirTrials opens the list of each cell: together the cells have
// every trial once, and each has those that match exactly its signals.
func TestFeatureCellsListTheirTrials(t *testing.T) {
	t.Parallel()
	for _, takeOut := range []int{0, 1} {
		s := inFeatures(t)
		for range takeOut {
			s.press("d", "enter")
		}
		enabled := s.app.board.Book.Card.Enabled(rulebook.Adoption)
		k := len(enabled) - takeOut // those of the sample are all in the grid at first
		seen := make(map[uint32]int)
		for cell := range 1 << k {
			s.press("5", "g")
			for range cell {
				s.press("j")
			}
			s.press("enter")
			masks := make(map[uint64]bool)
			for _, slot := range s.app.board.Shown() {
				seen[slot]++
				masks[s.app.board.Ranking().SignalMask(rulebook.Adoption, int(slot))>>takeOut] = true
			}
			if len(masks) > 1 {
				t.Errorf("cell %d lists trials of %d kinds", cell, len(masks))
			}
		}
		for _, slot := range s.app.board.Ranking().Slots {
			if seen[slot] != 1 {
				t.Errorf("trial %d is in %d cells", slot, seen[slot])
			}
		}
	}
}

func TestFeatureCellBecomesASegment(t *testing.T) {
	t.Parallel()
	s := inFeatures(t)
	s.press("m", "My cell", "ctrl+s")
	_, draft := s.books()
	one, ok := draft.Segments.ByName("My cell")
	if !ok || !strings.HasPrefix(one.When.String(), `status is trial and signal `) {
		t.Fatalf("the draft has %v", one.When)
	}
	members, known := s.app.board.Members(one)
	s.press("5", "enter")
	if shown := len(s.app.board.Shown()); !known || members.N != shown || shown == 0 {
		t.Errorf("the segment has %d trials, the cell %d", members.N, shown)
	}
}

func TestGivingUpASegmentGoesBackToTheGrid(t *testing.T) {
	t.Parallel()
	s := inFeatures(t)
	grid := s.body()
	s.press("m", "esc")
	if s.body() != grid {
		t.Errorf("the screen is\n%s\nand was\n%s", s.body(), grid)
	}
	s.press("m", "My cell", "esc")
	s.sees("The segment being written is not in the draft yet.")
	s.press("esc")
	s.sees("My cell")
	s.press("esc", "x")
	if s.body() != grid {
		t.Errorf("the screen is\n%s\nand was\n%s", s.body(), grid)
	}
}

func TestFeaturesSortAndChoose(t *testing.T) {
	t.Parallel()
	s := inFeatures(t)
	size := s.body()
	s.press("s")
	if s.body() == size {
		t.Error("sorting changes nothing")
	}
	s.press("s")
	if s.body() != size {
		t.Error("sorting back does not come back")
	}
	s.press("a", "enter")
	s.misses("Add to the grid")
	if s.body() == size {
		t.Error("another signal changes nothing")
	}
}

func TestChosenFeaturesAreKept(t *testing.T) {
	t.Parallel()
	s := inFeatures(t)
	s.press("d", "enter", "a", "Country", "enter")
	want := s.screen()
	if !strings.Contains(want, "Country") || strings.Contains(want, "Created a project") {
		t.Fatal(want)
	}
	next := s.restart()
	next.press("5")
	next.sees("Country", "Imported contacts")
	next.misses("Created a project")

	// A signal that is gone is left out, and nobody else's choice changes.
	next.saveElsewhere(func(c rulebook.Scorecard) (rulebook.Scorecard, error) {
		country, _ := c.ByName("Country")
		return c.Remove(country.ID)
	})
	last := s.restart()
	last.press("5")
	last.sees("Imported contacts", "Invited teammates")
	last.misses("Created a project")
	other := start(t, sampleTrials(t))
	other.press("5")
	other.sees("Created a project")
}

func TestChosenFeaturesAreNotKeptForReadingOnly(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t), func(o *Options) { o.ReadOnly = true })
	s.press("5", "d", "enter")
	s.misses("Created a project")
	next := s.restart()
	next.press("5")
	next.sees("Created a project")
}

// TestCellBecomesAWorkflow makes the first cell a segment, and then a workflow about the
// trials that enter it.
func TestCellBecomesAWorkflow(t *testing.T) {
	t.Parallel()
	s := inFeatures(t)
	s.press("w")
	s.sees("New segment")
	s.press("Stuck at once", "ctrl+s")
	s.sees("New workflow", `enters segment "Stuck at once"`)
	s.press("esc")
	if got := s.app.draft.Book().Segments.List; got[len(got)-1].Name != "Stuck at once" {
		t.Errorf("the last segment is %q", got[len(got)-1].Name)
	}
}
