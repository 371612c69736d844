// Package settings is the screen of the rulebook besides the signals: statuses,
// bands, who is qualified and weighting. It also has the preferences of the user,
// which are no part of the rulebook.
//
// It knows the board, the draft that it edits, and the form for conditions. The
// frame applies the preferences, through functions of [Options].
//
// Start with [Screen] in screen.go. Each group of settings has a file: status.go,
// bands.go, matrix.go, weighting.go, timezone.go, display.go; words.go is the words of
// statuses that no condition understands. counts.go counts the accounts shown beside
// the settings, view.go lays the page out, preferences.go stores the preferences.
package settings
