package ui

// The least size that the dashboard draws itself in. Below it a line says so.
const (
	leastWidth  = 40
	leastHeight = 8
)

// frameLayout is where the parts of the frame are.
type frameLayout struct {
	tiny bool // too small for anything but a message
	head rect // tabs and workspace
	body rect // the screen
	foot rect // hints and notices
}

// layFrame divides a terminal of any size, also of none.
func layFrame(width, height int) frameLayout {
	width, height = max(width, 0), max(height, 0)
	if width < leastWidth || height < leastHeight {
		return frameLayout{tiny: true, body: rect{0, 0, width, height}}
	}
	return frameLayout{
		head: rect{0, 0, width, 1},
		body: rect{0, 1, width, height - 2},
		foot: rect{0, height - 1, width, 1},
	}
}
