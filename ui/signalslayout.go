package ui

// signalsLayout is where the parts of the Signals screen are, relative to its
// own top left.
type signalsLayout struct {
	title   rect
	rule    rect // under the title; no height when there is no room
	list    rect
	divide  rect // between list and preview
	preview rect
	short   rect // one line in the place of a preview
	beside  bool // the preview is beside the list
}

// Sizes that the preview of a draft needs.
const (
	forecastBeside = 104 // width of the screen, to put it beside the list
	forecastWidth  = 46
	forecastMost   = 64
	forecastBelow  = 18 // height of the screen, to put it below
	forecastHeight = 8
)

// laySignals divides the screen; the list has so many lines.
func laySignals(width, height, lines int) signalsLayout {
	var l signalsLayout
	l.title = rect{0, 0, width, min(1, height)}
	top := l.title.h
	if height >= 12 {
		l.rule = rect{0, top, width, 1}
		top++
	}
	l.list = rect{0, top, width, max(height-top, 0)}
	switch {
	case width >= forecastBeside && height >= 8:
		w := min(max(width*42/100, forecastWidth), forecastMost)
		l.preview, l.beside = rect{width - w - 1, top, w, l.list.h}, true
		l.divide = rect{width - w - 4, top, 3, l.list.h}
		l.list.w = l.divide.x
	case height >= forecastBelow:
		h := max(l.list.h-lines-1, forecastHeight)
		l.preview = rect{2, height - h, max(width-4, 0), h}
		l.divide = rect{0, height - h - 1, width, 1}
		l.list.h -= h + 1
	case l.list.h >= 5:
		l.list.h--
		l.short = rect{0, height - 1, width, 1}
	}
	return l
}
