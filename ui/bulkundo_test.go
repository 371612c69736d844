package ui

import "testing"

// TestUndoOfManyWorksWhereverTheCursorIs gives two marked trials to somebody with the
// cursor on a third, undoes that there, and does it again.
func TestUndoOfManyWorksWhereverTheCursorIs(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.press("space", "j", "space", "j", "o", "ctrl+u", "Zoe", "enter")
	s.sees("Gave 2 accounts to Zoe")
	s.press("u")
	s.sees("Undid: gave 2 accounts to Zoe")
	s.press("ctrl+r")
	s.sees("Redid: gave 2 accounts to Zoe")
	s.press("u", "u")
	s.sees("There is nothing of yours to undo on")
}
