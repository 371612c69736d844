package ui

// convertLayout is where the parts of the Convert screen are, relative to its
// own top left.
type convertLayout struct {
	status  rect // filter and counts
	rule    rect // under the status; no height when there is no room
	header  rect // column titles
	rows    rect
	divide  rect // between list and preview; no size without a preview
	preview rect
}

// Sizes that a preview needs to be worth its room.
const (
	besideWidth   = 112 // of the screen, to put the preview beside the list
	previewWidth  = 39  // least width of a preview beside the list
	previewMost   = 56
	belowHeight   = 26 // of the screen, to put it below
	previewHeight = 9
)

// layConvert divides the Convert screen. The preview goes beside the list when
// the screen is wide, below it when it is tall, and away otherwise.
func layConvert(width, height int, wantPreview bool) convertLayout {
	var l convertLayout
	list := rect{0, 0, width, height}
	l.status = rect{0, 0, width, min(1, height)}
	list.y, list.h = l.status.h, height-l.status.h
	if height >= 12 {
		l.rule = rect{0, list.y, width, 1}
		list.y, list.h = list.y+1, list.h-1
	}
	switch {
	case wantPreview && width >= besideWidth && height >= 8:
		w := min(max(width*31/100, previewWidth), previewMost)
		l.preview = rect{width - w, list.y, w - 1, list.h}
		l.divide = rect{width - w - 3, list.y, 3, list.h}
		list.w = l.divide.x
	case wantPreview && height >= belowHeight:
		h := max(height*2/5, previewHeight)
		l.preview = rect{2, height - h, max(width-4, 0), h}
		l.divide = rect{0, height - h - 1, width, 1}
		list.h -= h + 1
	}
	l.header = rect{list.x, list.y, list.w, min(1, list.h)}
	l.rows = rect{list.x, list.y + l.header.h, list.w, max(list.h-l.header.h, 0)}
	return l
}
