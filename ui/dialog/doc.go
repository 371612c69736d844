// Package dialog has the overlays that every screen opens: a menu to choose from,
// a question before something is lost, a line to type, and a decision with what is
// at stake.
//
// It knows the frame of package host and how to draw, and nothing of trials.
//
// Start with [Menu]; the others are smaller.
package dialog
