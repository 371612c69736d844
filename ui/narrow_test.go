package ui

import (
	"strings"
	"testing"

	"trialist/scoring/value"
)

// TestSmallestTerminalGoldens draws the parts of the Journey and others in as few cells as
// the dashboard takes. What has no room is left out whole or ends with an ellipsis.
func TestSmallestTerminalGoldens(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	for _, screen := range []struct {
		name string
		keys []string
	}{
		{"journey", []string{"4"}},
		{"blockers", []string{"b"}},
		{"plan", []string{"p"}},
		{"plan-rewards", []string{"j", "right"}},
		{"messages", []string{"m"}},
		{"message", []string{"enter"}},
		{"features", []string{"esc", "5"}},
		{"help", []string{"1", "?"}},
	} {
		s.press(screen.keys...)
		s.size(40, 10)
		s.golden(screen.name + "-40x10")
	}
	s.press("esc", "t") // more columns than lines
	s.sees("Columns  more ▼")
	s.press("down", "down", "down", "down", "down", "down", "down", "down", "down", "down", "down", "down", "down", "down")
	s.sees("more ▲")
	s.size(10, 3)
	s.sees("trialist", "needs 40")
}

// TestTrialShowsLongAttributesWhole has an attribute that is longer than a line: nothing else
// shows what would be cut.
func TestTrialShowsLongAttributesWhole(t *testing.T) {
	t.Parallel()
	w := sampleTrials(t)
	long := strings.Repeat("word ", 30) + "end"
	w.customers[16].Attributes = append(w.customers[16].Attributes, attribute("how they heard of the product, in their own words", value.TextValue(long)))
	s := start(t, w)
	for _, width := range []int{40, 60, 140} {
		s.size(width, 120)
		s.press("enter")
		flat := strings.Join(strings.Fields(s.screen()), " ")
		if got := strings.Count(flat, "word"); got < 30 || !strings.Contains(flat, "end") {
			t.Errorf("at %d cells %d words are shown:\n%s", width, got, s.screen())
		}
		s.press("esc")
	}
}

// TestSignalsSayHowToBegin has no signal: what to do is said whole at every width.
func TestSignalsSayHowToBegin(t *testing.T) {
	t.Parallel()
	s := start(t, nil)
	s.press("3")
	for _, width := range []int{40, 60, 80, 140} {
		s.size(width, 24)
		s.sees("No adoption signal yet", "a adds one", "No fit signal yet")
		s.misses("…")
	}
}
