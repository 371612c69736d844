package ui

import (
	"strings"
	"testing"
)

// TestCursorStaysOnItsTrialAfterATouchOnMarks filters, marks from the top on and notes
// something, in each of the ways in which one does so.
func TestCursorStaysOnItsTrialAfterATouchOnMarks(t *testing.T) {
	t.Parallel()
	for name, keys := range map[string][]string{
		"a call": {"c"}, "a note": {"n", "hello", "enter"}, "an owner": {"o", "ctrl+u", "Zoe", "enter"},
		"a snooze": {"z", "ctrl+u", "friday", "enter"}, "undo": {"c", "u"},
	} {
		for _, filtered := range [][]string{nil, {"/", "fit>=25", "enter"}, {"/", "fit>=25", "enter", "space", "space"}} {
			t.Run(name+strings.Join(filtered, " "), func(t *testing.T) {
				t.Parallel()
				s := start(t, sampleTrials(t))
				s.press(filtered...)
				s.press("space")
				before := s.selected()
				s.press(keys...)
				if got := s.selected(); got != before {
					t.Errorf("after %v the cursor is on %q, want %q", keys, got, before)
				}
				s.press("enter")
				s.sees(before)
			})
		}
	}
}
