package ui

import (
	"testing"

	"trialist/store/accounts"
	"trialist/store/facts"
)

// TestUndoOfManyWorksWhereverTheCursorIs gives two marked trials to somebody with the
// cursor on a third, undoes that there, and does it again.
func TestUndoOfManyWorksWhereverTheCursorIs(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.press("space", "j", "space", "j", "o", "ctrl+u", "Zoe", "enter")
	s.sees("Gave Lighthouse Tea and 1 more to Zoe")
	s.press("u")
	s.sees("Undid: gave Lighthouse Tea and 1 more to Zoe")
	s.press("ctrl+r")
	s.sees("Redid: gave Lighthouse Tea and 1 more to Zoe")
	s.press("u", "u")
	s.sees("There is nothing of yours to undo")
}

// TestUndoOfOneMarkWorksWhereverTheCursorIs marks one, which moves the cursor to another.
func TestUndoOfOneMarkWorksWhereverTheCursorIs(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.press("j")
	name := s.selected()
	s.press("space", "c")
	s.sees("Called " + name + "  u undoes it")
	s.press("j", "j", "u")
	s.sees("Undid: called " + name + "  ctrl+r redoes it")
	s.press("j", "ctrl+r")
	s.sees("Redid: called " + name)
}

// TestRedoRedoesWhatWasUndoneLast notes something newer in between, which ends the redo
// of what was undone before, also after a restart and on the screen of a trial.
func TestRedoRedoesWhatWasUndoneLast(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.press("space", "space", "o", "ctrl+u", "Zoe", "enter", "u")
	s.sees("Undid: gave Gannet Supply and 1 more to Zoe")
	s.press("g", "space", "space", "space", "c")
	s.sees("Called Gannet Supply and 2 more")
	s.press("u")
	s.sees("Undid: called Gannet Supply and 2 more  ctrl+r redoes it")
	again := s.app.options
	again.Cache = facts.New(s.openStore())
	s.open(again)
	s.press("ctrl+r")
	s.sees("Redid: called Gannet Supply and 2 more")
	s.press("ctrl+r")
	s.sees("There is nothing of yours to redo")

	s.press("u", "g") // a trial that was called
	name := s.selected()
	s.press("enter")
	s.press("n", "hello", "enter", "u")
	s.sees("Undid: note on " + name + ": hello  ctrl+r redoes it")
	s.press("ctrl+r")
	s.sees("Redid: note on " + name + ": hello")
	s.press("ctrl+r")
	s.sees("There is nothing of yours to redo on " + name)
}

// TestUndoKeepsItsPromiseBesideAnotherDashboard has the user note something elsewhere
// before they undo here.
func TestUndoKeepsItsPromiseBesideAnotherDashboard(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	name := s.selected()
	s.press("c")
	s.sees("Called " + name + "  u undoes it")
	s.press("j")
	row, _ := s.app.convert.SelectedRow()
	elsewhere := accounts.Touch{Account: row.ID, At: s.app.board.TouchTime(), Kind: accounts.Mailed, Who: "ana"}
	if _, err := accounts.AddTouch(t.Context(), s.app.board.Store(), elsewhere); err != nil {
		t.Fatal(err)
	}
	s.press("u")
	s.sees("Undid: called " + name)
	s.press("ctrl+r")
	s.sees("Redid: called " + name)
	s.press("u", "u")
	s.sees("Undid: mailed " + row.Name)
}
