// Package features is the tab of the grid: what became of trials by which of a few
// signals they match. screen.go has its state, view.go draws it.
package features
