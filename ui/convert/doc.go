// Package convert is the screen of the ranked list of trials, with its filter and
// a preview of the selected one.
//
// It knows the board, and of the other screens only how the drill-down draws a
// preview; that a trial or the status settings are opened it asks by functions of
// its [Options].
//
// Start with [Screen] in screen.go; layout.go is where things are, columns.go what
// a row shows, filter.go how the list is narrowed, keys.go what can be done.
package convert
