package ui

// rect is a part of the terminal, in cells.
type rect struct{ x, y, w, h int }

// holds reports whether the cell lies in the rectangle.
func (r rect) holds(x, y int) bool {
	return x >= r.x && x < r.x+r.w && y >= r.y && y < r.y+r.h
}
