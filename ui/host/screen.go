package host

import (
	tea "charm.land/bubbletea/v2"

	"trialist/ui/clean"
	"trialist/ui/layout"
	"trialist/ui/theme"
)

// Frame is what a screen or an overlay may ask of what is around it.
type Frame interface {
	// Theme is the theme of now. Ask while drawing; it may change at any time.
	Theme() theme.Theme

	// Open puts an overlay on top.
	Open(o Overlay)

	// Tell shows a line in the footer until the next key.
	Tell(text clean.Text)

	// Fail shows what went wrong in the footer until the next key.
	Fail(err error)

	// Broadcast gives a message to every screen at once.
	Broadcast(msg tea.Msg) tea.Cmd
}

// Screen is what a tab shows.
type Screen interface {
	// Update handles a message: those of messages.go, and the answers of the
	// screen's own commands. Keys come here only while the screen is typing;
	// all others go through its bindings.
	Update(msg tea.Msg) tea.Cmd

	// Fetch is asked after every message while the screen is shown, and
	// returns the command that reads what is now on screen but not yet known;
	// nil when there is nothing to read.
	Fetch() tea.Cmd

	// View draws the screen in at most height lines. It changes nothing; it is
	// told the same size as the last [Resized] said.
	View(width, height int) []theme.Line

	// Bindings is what can be done now.
	Bindings() []Binding
}

// TextEditor is a screen or overlay with a text field. While it is typing, keys and
// pastes go to its update, and the terminal's cursor stands at x, y of its
// view.
type TextEditor interface {
	TextCursor(width, height int) (x, y int, ok bool)
}

// Overlay is drawn above the screen and takes the keys first.
type Overlay interface {
	// Update handles keys that are not bound, pastes, clicks and wheels.
	Update(msg tea.Msg) tea.Cmd

	// View draws the overlay in the room there is, and says where: lines no
	// wider than the rectangle, and no more of them.
	View(width, height int) ([]theme.Line, layout.Rect)

	Bindings() []Binding

	// Done reports whether the overlay is to be taken away.
	Done() bool
}

// Fetcher is an overlay that reads things itself: Fetch is as for screens.
type Fetcher interface{ Fetch() tea.Cmd }

// BackHandler is a screen that has something to do before esc leaves it, such as
// taking off its filter. It reports whether it did.
type BackHandler interface{ Back() (tea.Cmd, bool) }

// Unsaved is a screen or overlay that can hold work that is not saved: UnsavedWork says what
// would be lost by quitting, "" for nothing.
type Unsaved interface{ UnsavedWork() clean.Text }

// Marked is a screen whose tab shows a mark while it holds such work.
type Marked interface{ Mark() clean.Text }
