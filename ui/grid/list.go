package grid

// List is the cursor and scroll position of a list of rows known by keys. The
// zero List is empty.
type List[K comparable] struct {
	length  int
	cursor  int // index of the selected row
	top     int // index of the first visible row
	visible int // rows on screen
	key     K   // of the selected row
	keyAt   func(int) K
}

// Fill gives the list its rows. The selection stays on its key, on the same
// line of the screen where it can; find says where a key is now, or -1. When
// the key is gone the selection stays at the same place in the list.
func (l *List[K]) Fill(length int, keyAt func(int) K, find func(K) int) {
	held := l.length > 0
	l.length, l.keyAt = max(length, 0), keyAt
	if l.length == 0 {
		// The key is kept: the rows may come back, as when a filter that hid
		// them all is taken off again.
		l.cursor, l.top = 0, 0
		return
	}
	line := l.cursor - l.top
	var zero K
	if held || l.key != zero {
		if at := find(l.key); at >= 0 {
			l.cursor = at
			l.top = at - line
		}
	}
	l.settle()
}

// Resize says how many rows are on screen.
func (l *List[K]) Resize(visible int) {
	l.visible = max(visible, 0)
	l.settle()
}

// settle brings cursor and scroll position into range and the cursor onto the
// screen.
func (l *List[K]) settle() {
	l.cursor = max(min(l.cursor, l.length-1), 0)
	l.top = max(min(l.top, l.cursor), l.cursor-l.visible+1)
	l.top = max(min(l.top, l.length-l.visible), 0)
	if l.length > 0 && l.keyAt != nil {
		l.key = l.keyAt(l.cursor)
	}
}

// Len is how many rows there are.
func (l *List[K]) Len() int { return l.length }

// Cursor is the index of the selected row; false when there are no rows.
func (l *List[K]) Cursor() (int, bool) { return l.cursor, l.length > 0 }

// Key is the key of the selected row; false when there are no rows.
func (l *List[K]) Key() (K, bool) { return l.key, l.length > 0 }

// Window is the range of visible rows, from included to excluded.
func (l *List[K]) Window() (from, to int) {
	return l.top, min(l.top+l.visible, l.length)
}

// Move moves the selection by so many rows.
func (l *List[K]) Move(by int) { l.To(l.cursor + by) }

// To selects the row at an index, or the nearest there is.
func (l *List[K]) To(index int) {
	l.cursor = index
	l.settle()
}

// Page moves by a screen, keeping one row in sight.
func (l *List[K]) Page(by int) {
	step := max(l.visible-1, 1) * by
	l.top += step
	l.Move(step)
}

// Scroll moves the rows under the cursor as a mouse wheel does; the selection
// moves only when it would leave the screen.
func (l *List[K]) Scroll(by int) {
	l.top = max(min(l.top+by, l.length-l.visible), 0)
	l.cursor = max(min(l.cursor, l.top+l.visible-1), l.top)
	l.settle()
}

// At is the index of the row on a line of the screen, counted from the first
// visible row; false when no row is there.
func (l *List[K]) At(line int) (int, bool) {
	index := l.top + line
	return index, line >= 0 && line < l.visible && index < l.length
}
