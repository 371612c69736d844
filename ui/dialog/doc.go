// Package dialog has the overlays that every screen opens: [Menu] to choose from,
// [Confirm] before something is lost, [Prompt] for a line of text, and [Decision]
// where there is something to read before choosing.
//
// It knows the frame of package host and how to draw, and nothing of trials.
//
// Start with [Menu]; the others are smaller.
package dialog
