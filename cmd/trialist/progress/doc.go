// Package progress shows on one line of the terminal how far long work is. A
// [Meter] is told a [State], or asks for it, and draws it until it is cleared.
//
// The store reports progress through a context or a function; WithProgress and
// ImportProgress make those. Start with meter.go; state.go has the text of the line.
package progress
