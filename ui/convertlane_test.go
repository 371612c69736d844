package ui

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/rulebook"
)

// raisedHands are the sample trials with a hand-raiser in the discovery phase that those
// in these countries match.
func raisedHands(t testing.TB, country string) *fixture {
	t.Helper()
	w := sampleTrials(t)
	w.signals[2].Phase = rulebook.Discovery
	raiser := newSignal(t, rulebook.Fit, "Wants a call", 1, "attribute country is "+country+" and attribute employees is less than 60")
	raiser.HandRaiser = true
	w.signals = append(w.signals, raiser)
	return w
}

func TestLaneGoldens(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{140, 40}, {80, 24}, {60, 16}} {
		s := start(t, raisedHands(t, "FR|US"))
		s.size(size[0], size[1])
		s.golden(fmt.Sprintf("convert-lane-%dx%d", size[0], size[1]))
	}
}

// names are the trials on screen, from the top.
func (s *session) names() []string {
	var names []string
	from := s.app.board.Shown()
	for _, line := range strings.Split(s.screen(), "\n") {
		for _, slot := range from {
			if name := string(s.app.board.AccountName(slot)); name != "" && strings.Contains(line, " "+name+" ") {
				names = append(names, name)
			}
		}
	}
	return names
}

func TestHandsAreRaisedAboveTheList(t *testing.T) {
	t.Parallel()
	s := start(t, raisedHands(t, "FR"))
	s.size(80, 40)
	s.press("p")
	lane, raised := s.app.board.Lane()
	if lane == 0 || lane != raised || lane > 5 {
		t.Fatalf("%d of %d stand in the lane", lane, raised)
	}
	s.sees("! Raised a hand  "+fmt.Sprint(raised), "! closes")
	shown := s.app.board.Shown()
	seen := make(map[uint32]bool)
	for at, slot := range shown {
		if has := s.app.board.Ranking().HandRaisedSlots().Has(int(slot)); has != (at < lane) {
			t.Errorf("place %d of the list: raised a hand is %t", at, has)
		}
		if seen[slot] || s.app.board.IndexOf(slot) != at {
			t.Errorf("slot %d stands twice, or is not found at %d", slot, at)
		}
		seen[slot] = true
	}
	if len(shown) != 20 {
		t.Errorf("%d of 20 are listed", len(shown))
	}
	for at := 1; at < len(shown); at++ { // the lane and the rest each in the order of the ranking
		r := s.app.board.Ranking()
		if at != lane && r.Position(int(shown[at-1])) > r.Position(int(shown[at])) {
			t.Errorf("places %d and %d of the list are not in the order of the ranking", at-1, at)
		}
	}

	// The number at the left is the rank, and going to it finds the trial in the lane.
	position := s.app.board.Ranking().Position(int(shown[lane-1]))
	if position < lane {
		t.Fatal("the last of the lane is ranked there too, so the test shows little")
	}
	s.press("#", fmt.Sprint(position+1), "enter")
	if got, want := s.selected(), string(s.app.board.AccountName(shown[lane-1])); got != want {
		t.Errorf("number %d is %q, want %q", position+1, got, want)
	}

	// A click hits the row under it, on both sides of the line that parts them.
	lines := strings.Split(s.screen(), "\n")
	for _, at := range []int{0, lane - 1, lane, lane + 3} {
		name := string(s.app.board.AccountName(shown[at]))
		for y, line := range lines {
			if strings.Contains(line, " "+name+" ") {
				s.send(tea.MouseClickMsg{X: 10, Y: y, Button: tea.MouseLeft})
			}
		}
		if got := s.selected(); got != name {
			t.Errorf("a click on %q selects %q", name, got)
		}
	}

	// Folded they stand at their place, which is kept; a filter for them needs no lane.
	s.press("!")
	if lane, still := s.app.board.Lane(); lane != 0 || still != raised || s.app.board.Ranking().Slots[0] != s.app.board.Shown()[0] {
		t.Errorf("%d of %d stand in a lane that is folded", lane, still)
	}
	s.sees(fmt.Sprintf("%d raised a hand", raised))
	s.misses("! Raised a hand")
	s.press("!", "/", "hand-raiser", "enter")
	if lane, _ := s.app.board.Lane(); lane != 0 || len(s.app.board.Shown()) != raised {
		t.Errorf("a lane of %d in a list of %d", lane, len(s.app.board.Shown()))
	}
}

func TestLaneLeavesRoomForTheRanking(t *testing.T) {
	t.Parallel()
	s := start(t, raisedHands(t, "FR|US|DE|GB"))
	s.size(60, 16)
	lane, raised := s.app.board.Lane()
	if lane != 2 || raised <= 5 {
		t.Fatalf("%d of %d stand in the lane", lane, raised)
	}
	s.sees(fmt.Sprintf("2 of %d shown here", raised))
	s.size(60, 32)
	if lane, _ := s.app.board.Lane(); lane <= 2 || lane >= 5 {
		t.Errorf("%d stand in the lane above the preview", lane)
	}
	s.press("p") // the list takes the room of the preview
	if lane, _ := s.app.board.Lane(); lane != 5 {
		t.Errorf("%d stand in the lane where there is room", lane)
	}
	s.size(60, 16)
	if got := len(s.names()); got < 8 {
		t.Errorf("%d trials are on screen:\n%s", got, s.screen())
	}
	s.press("G")
	if got, last := s.selected(), s.app.board.Shown()[19]; got != string(s.app.board.AccountName(last)) {
		t.Errorf("the last is %q", got)
	}
	if names := s.names(); names[len(names)-1] != s.selected() {
		t.Errorf("the selected row is not on screen:\n%s", s.screen())
	}
	for height := 3; height < 20; height++ { // no row is drawn over another
		s.size(60, height)
		if got := strings.Count(s.screen(), "\n") + 1; got != height {
			t.Errorf("%d lines at a height of %d", got, height)
		}
	}
}

func TestClassColumnAndTrialHeader(t *testing.T) {
	t.Parallel()
	s := start(t, raisedHands(t, "FR"))
	s.size(160, 40)
	s.press("t")
	for range 20 {
		s.press("j")
	}
	s.press("k", "space", "enter", "p")
	s.sees("Class", "looker", "builder")
	s.press("/", "looker !hand-raiser", "enter", "enter")
	s.sees("looker")
	s.misses("raised a hand")
	s.press("esc", "esc", "/", "hand-raiser builder", "enter", "enter")
	s.sees("! raised a hand", "builder")
}

func TestEditorMarksHandRaisers(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.press("3", "m")
	s.sees("Draft, 1 change", "! hand-raiser: event")
	s.press("m")
	s.misses("! hand-raiser")
	s.press("u")
	s.sees("! hand-raiser: event")
	s.press("ctrl+s", "1")
	s.sees("Raised a hand")
}
