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
	preview layout.Preview
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
	list := layout.Rect{W: width, H: height}
	l.status, list = list.CutTop(1)
	if height >= 12 {
		l.rule, list = list.CutTop(1)
	}
	switch {
	case !size.hidden && width >= minWidthBeside && height >= 8:
		w := min(max(width*31/100, minPreviewWidth), maxPreviewWidth)
		if size.width > 0 {
			w = max(min(size.width, width-minListWidth-3), leastWidth)
		}
		list, l.preview = layout.SplitBeside(list, w-1)
	case !size.hidden && height >= minHeightBelow:
		h := max(height*2/5, minPreviewHeight)
		if size.height > 0 {
			h = max(min(size.height, list.H-minListHeight-1), leastPreview)
		}
		list, l.preview = layout.SplitBelow(list, h)
	}
	l.header, l.rows = list.CutTop(1)
	return l
}
