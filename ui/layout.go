package ui

import (
	"trialist/ui/layout"
)

// The least size of the terminal, in cells. Below it the screen only says so.
const (
	minWidth  = 40
	minHeight = 8
)

// frameLayout is where the parts of the frame are.
type frameLayout struct {
	tooSmall bool        // the terminal is below the least size
	header   layout.Rect // tabs and workspace
	body     layout.Rect // the screen
	footer   layout.Rect // hints and notices
}

// newFrameLayout divides a terminal of any size, also 0 by 0.
func newFrameLayout(width, height int) frameLayout {
	width, height = max(width, 0), max(height, 0)
	if width < minWidth || height < minHeight {
		return frameLayout{tooSmall: true, body: layout.Rect{X: 0, Y: 0, W: width, H: height}}
	}
	return frameLayout{
		header: layout.Rect{X: 0, Y: 0, W: width, H: 1},
		body:   layout.Rect{X: 0, Y: 1, W: width, H: height - 2},
		footer: layout.Rect{X: 0, Y: height - 1, W: width, H: 1},
	}
}
