// Package signals is the screen that edits the signals of both sides, with a
// preview of what the draft does to the list.
//
// It knows the board, the draft that it edits, and the form for signals. It opens a
// trial through a function of its [Options].
//
// Start with [Screen] in screen.go. keys.go has the bindings, view.go and table.go
// draw the list, layout.go divides the screen. preview.go arranges the preview;
// its parts are in top.go, qualified.go and distribution.go.
package signals
