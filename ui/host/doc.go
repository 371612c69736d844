// Package host is what a screen and what is around it know of each other: a frame
// that screens ask things of, the screens and overlays that it shows, the keys they
// bind, and the messages it sends them.
//
// It knows how to draw and nothing of trials. What a screen works with besides the
// frame it gets when it is made.
//
// Start with [Frame] and [Screen] in screen.go, then [Binding].
package host
