package layout

// Rect is a part of the terminal, in cells.
type Rect struct{ X, Y, W, H int }

// Contains reports whether a cell is in the rectangle.
func (r Rect) Contains(x, y int) bool {
	return x >= r.X && x < r.X+r.W && y >= r.Y && y < r.Y+r.H
}

// CutTop divides a rectangle into its top lines and the rest. It takes what there is where
// there are fewer.
func (r Rect) CutTop(lines int) (top, rest Rect) {
	top, rest = r, r
	top.H = max(min(lines, r.H), 0)
	rest.Y, rest.H = r.Y+top.H, max(r.H-top.H, 0)
	return top, rest
}
