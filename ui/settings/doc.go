// Package settings is the screen of what the team decides besides the signals, and
// of how the one who sits here likes the screen.
//
// It knows the board, the draft that it edits, and the form for conditions. The
// preferences are applied by whoever owns the theme, through its [Options].
//
// Start with [Screen] in screen.go; each group of settings has a file, counts.go
// is the numbers beside them, view.go how they are laid out.
package settings
