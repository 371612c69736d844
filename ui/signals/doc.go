// Package signals is the screen that edits what counts: both sides in their order,
// and beside them what the draft does to the list.
//
// It knows the board, the draft that it edits, and the form for signals; that a
// trial is opened it asks by a function of its [Options].
//
// Start with [Screen] in screen.go; keys.go is what can be done, table.go the list,
// preview.go what the draft does.
package signals
