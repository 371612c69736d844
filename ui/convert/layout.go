package convert

import (
	"trialist/ui/layout"
)

// screenLayout is where the parts of the screen are, relative to its top left.
type screenLayout struct {
	status  layout.Rect // filter and counts
	rule    layout.Rect // under the status; no height when there is no room
	header  layout.Rect // column titles
	lane    layout.Rect // heading of those who raised a hand; no height without any
	rows    layout.Rect
	divide  layout.Rect // between list and preview; no size without a preview
	beside  bool        // the preview is beside the list, else below it
	preview layout.Rect
}

// Sizes from which a preview is shown, in cells.
const (
	minWidthBeside   = 112 // of the screen, to put the preview beside the list
	minPreviewWidth  = 39  // of a preview beside the list
	maxPreviewWidth  = 56  // unless the user makes it wider
	minHeightBelow   = 26  // of the screen, to put the preview below the list
	minPreviewHeight = 9
	minListWidth     = 44 // beside a preview
	minListHeight    = 6  // above one, with its titles
	leastPreview     = 4  // lines of a preview below the list, however small the user makes it
	leastWidth       = 24 // cells of one beside it
)

// previewSize is how large the user made the preview, in cells; 0 where they did not.
type previewSize struct {
	hidden        bool
	width, height int
}

// newScreenLayout divides the screen. The preview is beside the list when the
// screen is wide, below it when the screen is tall, and left out otherwise.
func newScreenLayout(width, height int, size previewSize) screenLayout {
	var l screenLayout
	list := layout.Rect{X: 0, Y: 0, W: width, H: height}
	l.status = layout.Rect{X: 0, Y: 0, W: width, H: min(1, height)}
	list.Y, list.H = l.status.H, height-l.status.H
	if height >= 12 {
		l.rule = layout.Rect{X: 0, Y: list.Y, W: width, H: 1}
		list.Y, list.H = list.Y+1, list.H-1
	}
	switch {
	case !size.hidden && width >= minWidthBeside && height >= 8:
		w := min(max(width*31/100, minPreviewWidth), maxPreviewWidth)
		if size.width > 0 {
			w = max(min(size.width, width-minListWidth-3), leastWidth)
		}
		l.beside = true
		l.preview = layout.Rect{X: width - w, Y: list.Y, W: w - 1, H: list.H}
		l.divide = layout.Rect{X: width - w - 3, Y: list.Y, W: 3, H: list.H}
		list.W = l.divide.X
	case !size.hidden && height >= minHeightBelow:
		h := max(height*2/5, minPreviewHeight)
		if size.height > 0 {
			h = max(min(size.height, list.H-minListHeight-1), leastPreview)
		}
		l.preview = layout.Rect{X: 2, Y: height - h, W: max(width-4, 0), H: h}
		l.divide = layout.Rect{X: 0, Y: height - h - 1, W: width, H: 1}
		list.H -= h + 1
	}
	l.header = layout.Rect{X: list.X, Y: list.Y, W: list.W, H: min(1, list.H)}
	l.rows = layout.Rect{X: list.X, Y: list.Y + l.header.H, W: list.W, H: max(list.H-l.header.H, 0)}
	return l
}
