package signals

import (
	"trialist/ui/layout"
)

// screenLayout is where the parts of the screen are, relative to its top left.
type screenLayout struct {
	title   layout.Rect
	verdict layout.Rect // under the title; no height when there is no room
	rule    layout.Rect // under that; no height when there is no room
	list    layout.Rect
	divide  layout.Rect // between list and preview
	preview layout.Rect
	short   layout.Rect // one line instead of a preview
	beside  bool        // the preview is beside the list
}

// Sizes from which the preview is shown, in cells.
const (
	minWidthBeside   = 104 // of the screen, to put the preview beside the list
	minPreviewWidth  = 46
	maxPreviewWidth  = 64
	minHeightBelow   = 18 // of the screen, to put the preview below the list
	minPreviewHeight = 8
	minHeightVerdict = 8 // of the screen, to say how well the draft predicts
)

// newScreenLayout divides the screen for a list of lines lines.
func newScreenLayout(width, height, lines int) screenLayout {
	var l screenLayout
	l.title = layout.Rect{X: 0, Y: 0, W: width, H: min(1, height)}
	top := l.title.H
	if height >= minHeightVerdict {
		l.verdict = layout.Rect{X: 0, Y: top, W: width, H: 1}
		top++
	}
	if height >= 12 {
		l.rule = layout.Rect{X: 0, Y: top, W: width, H: 1}
		top++
	}
	l.list = layout.Rect{X: 0, Y: top, W: width, H: max(height-top, 0)}
	switch {
	case width >= minWidthBeside && height >= 8:
		w := min(max(width*42/100, minPreviewWidth), maxPreviewWidth)
		l.preview, l.beside = layout.Rect{X: width - w - 1, Y: top, W: w, H: l.list.H}, true
		l.divide = layout.Rect{X: width - w - 4, Y: top, W: 3, H: l.list.H}
		l.list.W = l.divide.X
	case height >= minHeightBelow:
		h := max(l.list.H-lines-1, minPreviewHeight)
		l.preview = layout.Rect{X: 2, Y: height - h, W: max(width-4, 0), H: h}
		l.divide = layout.Rect{X: 0, Y: height - h - 1, W: width, H: 1}
		l.list.H -= h + 1
	case l.list.H >= 5:
		l.list.H--
		l.short = layout.Rect{X: 0, Y: height - 1, W: width, H: 1}
	}
	return l
}
