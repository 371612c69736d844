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
	s.press("4")
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
			s.press("4", "g")
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
	s.press("4", "enter")
	if shown := len(s.app.board.Shown()); !known || members.N != shown || shown == 0 {
		t.Errorf("the segment has %d trials, the cell %d", members.N, shown)
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
