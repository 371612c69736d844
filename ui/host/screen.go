package host

import (
	tea "charm.land/bubbletea/v2"

	"trialist/ui/clean"
	"trialist/ui/layout"
	"trialist/ui/theme"
)

// Frame is what a screen or an overlay can ask of the frame around it.
type Frame interface {
	// Theme is the current theme. Ask for it in every View: it can change.
	Theme() theme.Theme

	// KeyOf is the name of the first key of an action, for texts that mention it.
	KeyOf(action string) clean.Text

	// Open puts an overlay on top.
	Open(o Overlay)

	// Tell shows a line in the footer until the next key.
	Tell(text clean.Text)

	// Fail shows an error in the footer until the next key.
	Fail(err error)

	// Broadcast gives a message to every screen, before it returns.
	Broadcast(msg tea.Msg) tea.Cmd
}

// Screen is what a tab shows.
type Screen interface {
	// Update handles a message: those of messages.go, those that other packages
	// broadcast, and the answers of the screen's own commands. Keys come here
	// only while a text field is being edited, and only those without a binding.
	Update(msg tea.Msg) tea.Cmd

	// Fetch is called after every message while the screen is shown. It returns
	// the command that reads what the screen shows and does not have yet; nil
	// when there is nothing to read.
	Fetch() tea.Cmd

	// View draws the screen in at most height lines. It changes nothing. The
	// size is that of the last [Resized].
	View(width, height int) []theme.Line

	// Bindings are the actions there are now.
	Bindings() []Binding
}

// TextEditor is a screen or overlay with a text field. While TextCursor reports
// true, keys without a binding and pastes go to Update, and the terminal's cursor
// is at x, y of the view.
type TextEditor interface {
	TextCursor(width, height int) (x, y int, ok bool)
}

// Overlay is drawn above the screen and gets the input instead of it.
type Overlay interface {
	// Update handles keys without a binding, pastes, clicks, wheels and sizes.
	Update(msg tea.Msg) tea.Cmd

	// View draws the overlay for a terminal of that size, and says where it is.
	// The lines fit into the rectangle.
	View(width, height int) ([]theme.Line, layout.Rect)

	Bindings() []Binding

	// Done reports whether the overlay is to be closed.
	Done() bool
}

// Fetcher is an overlay that reads data itself. Fetch is as in [Screen].
type Fetcher interface{ Fetch() tea.Cmd }

// BackHandler is a screen on which esc can do something before it leaves, such as
// clear the filter. Back reports whether it did.
type BackHandler interface{ Back() (tea.Cmd, bool) }

// Unsaved is an overlay that can have work that is not saved. UnsavedWork
// says what quitting would lose; "" for nothing.
type Unsaved interface{ UnsavedWork() clean.Text }

// Numbered is a screen whose rows have numbers. JumpTo goes to the row of one, or says
// why it cannot.
type Numbered interface{ JumpTo(number int) tea.Cmd }

// Explainer is a screen that explains the marks it draws, for the help.
type Explainer interface{ Legend() []Meaning }

// Meaning is what a mark on the screen means.
type Meaning struct {
	Mark clean.Text // as the theme draws it
	Text clean.Text // a phrase, such as "qualified"
}

// Marked is a screen whose tab shows a mark beside its name, "" for none.
type Marked interface{ Mark() clean.Text }
