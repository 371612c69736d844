package ui

import (
	"time"

	"trialist/scoring"
	"trialist/store"
	"trialist/ui/clean"
)

// Messages that the frame sends to screens.
type (
	// resized is the size of the screen's rectangle.
	resized struct{ width, height int }

	// shown is sent to a screen when its tab is opened.
	shown struct{}

	// boardChanged is sent to all screens when there is a new population,
	// rulebook or ranking.
	boardChanged struct{}

	// touchesChanged is sent to all screens when something was written down
	// about an account, here or elsewhere.
	touchesChanged struct{ account string }

	// clicked is a click at a cell of the screen, counted from its top left.
	clicked struct {
		x, y  int
		twice bool // the second click on the same cell in a short time
	}

	// wheeled is a turn of the mouse wheel at a cell, in rows, down positive.
	wheeled struct{ x, y, by int }
)

// Answers of commands. Those that can be overtaken carry the number of their
// question.
type (
	// loaded is a new state of the workspace.
	loaded struct {
		seq int
		workspace
		ranked ranked
		rows   []store.Row // the first of those shown
		took   time.Duration
		err    error
	}

	// ranked is a new ranking, and what of it the filter shows.
	ranked struct {
		seq       int
		ranking   *scoring.Ranking
		filter    scoring.Filter
		shown     []uint32 // slots, best first
		qualified int      // of those shown
		err       error
	}

	// rowsLoaded is what the list shows of some accounts.
	rowsLoaded struct {
		seq   int
		rows  []store.Row
		slots []uint32 // that were asked for
		err   error
	}

	// accountLoaded is all that is known of one account.
	accountLoaded struct {
		seq     int
		slot    uint32
		account scoring.Account
		touches []store.Touch
		err     error
	}

	// focused is the account that the board looks at, and what the rulebook
	// says of it.
	focused struct {
		accountLoaded
		assessed scoring.Assessment
	}

	// trendsLoaded is how the adoption score of some accounts went, in tenths,
	// a number a day.
	trendsLoaded struct {
		seq  int
		days map[uint32][]int
		err  error
	}

	// touched is a touch that was written.
	touched struct {
		touch store.Touch
		about clean.Text // the account, in words
		err   error
	}

	// untouched is a touch that was taken back.
	untouched struct {
		done doneTouch
		err  error
	}

	// copied is an attempt to reach the local clipboard.
	copied struct {
		what  clean.Text
		local bool
	}

	// watching is the start of listening for changes of the file.
	watching struct {
		watcher watcher // nil with err
		err     error
	}
)

// Ticks.
type (
	loadSlow struct{ seq int } // a load is taking its time
	rankSlow struct{ seq int } // a ranking is

	// secondPassed is that a second or more has passed.
	secondPassed struct {
		changed  bool  // whether the file did meanwhile
		replaced error // that another lies in its place; nil when none does
		failed   error // that it could not be looked at; nil when it could
	}
)
