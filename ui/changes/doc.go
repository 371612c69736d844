// Package changes is the screen of what changed: the trials that are another thing than
// when the user last looked, grouped by what happened, each with the signals that did it.
//
// screen.go has the state and the answers, since.go what is compared with, look.go the
// mark of the last look, rows.go the groups as rows of a list, and view.go with text.go
// draws them.
//
// The mark moves when the user says so, and not when the screen is opened or left: what
// changed must not vanish because somebody glanced at it, or was called away. Only the
// very first look is kept by itself, when the dashboard ends, as there is nothing to
// miss before it.
package changes
