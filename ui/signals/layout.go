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
	preview layout.Preview
	short   layout.Rect // one line instead of a preview
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
	l.title, l.list = layout.Rect{W: width, H: height}.CutTop(1)
	if height >= minHeightVerdict {
		l.verdict, l.list = l.list.CutTop(1)
	}
	if height >= 12 {
		l.rule, l.list = l.list.CutTop(1)
	}
	switch {
	case width >= minWidthBeside && height >= 8:
		w := min(max(width*42/100, minPreviewWidth), maxPreviewWidth)
		l.list, l.preview = layout.SplitBeside(l.list, w)
	case height >= minHeightBelow:
		l.list, l.preview = layout.SplitBelow(l.list, max(l.list.H-lines-1, minPreviewHeight))
	case l.list.H >= 5:
		l.list.H--
		l.short = layout.Rect{X: 0, Y: height - 1, W: width, H: 1}
	}
	return l
}
