package ui

import (
	tea "charm.land/bubbletea/v2"

	"trialist/ui/clean"
	"trialist/ui/theme"
)

// frame is what a screen or an overlay may ask of what is around it.
type frame interface {
	// Theme is the theme of now. Ask while drawing; it may change at any time.
	Theme() theme.Theme

	// Open puts an overlay on top.
	Open(o overlay)

	// Tell shows a line in the footer until the next key.
	Tell(text clean.Text)

	// Fail shows what went wrong in the footer until the next key.
	Fail(err error)

	// Broadcast gives a message to every screen at once.
	Broadcast(msg tea.Msg) tea.Cmd
}

// screen is what a tab shows.
type screen interface {
	// update handles a message: those of messages.go, and the answers of the
	// screen's own commands. Keys come here only while the screen is typing;
	// all others go through its bindings.
	update(msg tea.Msg) tea.Cmd

	// wants is asked after every message while the screen is shown, and
	// returns the command that reads what is now on screen but not yet known;
	// nil when there is nothing to read.
	wants() tea.Cmd

	// view draws the screen in at most height lines. It changes nothing; it is
	// told the same size as the last resized message said.
	view(width, height int) []theme.Line

	// bindings is what can be done now.
	bindings() []binding
}

// typist is a screen or overlay with a text field. While it is typing, keys and
// pastes go to its update, and the terminal's cursor stands at x, y of its
// view.
type typist interface {
	typing(width, height int) (x, y int, ok bool)
}

// overlay is drawn above the screen and takes the keys first.
type overlay interface {
	// update handles keys that are not bound, pastes, clicks and wheels.
	update(msg tea.Msg) tea.Cmd

	// view draws the overlay in the room there is, and says where: lines no
	// wider than the rectangle, and no more of them.
	view(width, height int) ([]theme.Line, rect)

	bindings() []binding

	// done reports whether the overlay is to be taken away.
	done() bool
}

// wanter is an overlay that reads things itself: wants is as for screens.
type wanter interface{ wants() tea.Cmd }

// leaver is a screen that has something to do before esc leaves it, such as
// taking off its filter. It reports whether it did.
type leaver interface{ leave() (tea.Cmd, bool) }

// keeper is a screen or overlay that can hold work that is not saved: loses says what
// would be lost by quitting, "" for nothing.
type keeper interface{ loses() clean.Text }

// marked is a screen whose tab shows a mark while it holds such work.
type marked interface{ mark() clean.Text }
