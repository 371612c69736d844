// Package host is the contract between the frame of the dashboard and its screens:
// what a screen can ask of the frame, what screens and overlays implement, the
// bindings of keys, and the messages that the frame sends.
//
// It knows how to draw and nothing of trials. Anything else that a screen works
// with is given to its constructor.
//
// Start with [Frame] and [Screen] in screen.go, then [Binding].
package host
