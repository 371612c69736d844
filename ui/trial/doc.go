// Package trial is the drill-down into one account: why it has its scores, what
// would raise them, and everything known about it. It also draws the preview
// beside the list.
//
// It knows the board and the actions of package touch. Of the other screens it knows
// that of package due, which opens the message that the trial is due.
//
// Start with [Screen] in screen.go. head.go and body.go arrange the sections; each
// kind of section has a file: signals.go, usage.go, timeline.go, facts.go.
// preview.go is the preview.
package trial
