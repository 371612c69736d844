package grid

// List is the cursor and the scroll position of a list whose rows have keys. The
// zero List is empty.
type List[K comparable] struct {
	length  int
	cursor  int // index of the selected row
	offset  int // index of the first visible row
	visible int // rows on screen
	key     K   // of the selected row
	keyAt   func(int) K
}

// SetRows gives the list its rows. find is the index of a key now, or -1. The
// selection stays on its key, and on the same line of the screen where it can.
// When the key is gone the selection stays at the same index.
func (l *List[K]) SetRows(length int, keyAt func(int) K, find func(K) int) {
	hadRows := l.length > 0
	l.length, l.keyAt = max(length, 0), keyAt
	if l.length == 0 {
		// The key is kept: the rows may come back, as when a filter that hid
		// them all is cleared.
		l.cursor, l.offset = 0, 0
		return
	}
	line := l.cursor - l.offset
	var zero K
	if hadRows || l.key != zero {
		if at := find(l.key); at >= 0 {
			l.cursor = at
			l.offset = at - line
		}
	}
	l.clamp()
}

// Resize sets how many rows are on screen.
func (l *List[K]) Resize(visible int) {
	l.visible = max(visible, 0)
	l.clamp()
}

// clamp brings the cursor and the scroll position into range, and the cursor onto
// the screen.
func (l *List[K]) clamp() {
	l.cursor = max(min(l.cursor, l.length-1), 0)
	l.offset = max(min(l.offset, l.cursor), l.cursor-l.visible+1)
	l.offset = max(min(l.offset, l.length-l.visible), 0)
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

// VisibleRange is the range of rows on screen: from is the first, to is one after
// the last.
func (l *List[K]) VisibleRange() (from, to int) {
	return l.offset, min(l.offset+l.visible, l.length)
}

// HasMore reports whether there are rows above and below those on screen.
func (l *List[K]) HasMore() (above, below bool) {
	return l.offset > 0, l.offset+l.visible < l.length
}

// Move moves the selection by a number of rows, up when negative.
func (l *List[K]) Move(by int) { l.Select(l.cursor + by) }

// Select selects the row at an index, or the nearest row.
func (l *List[K]) Select(index int) {
	l.cursor = index
	l.clamp()
}

// Page moves by a number of screens, less one row that stays on screen.
func (l *List[K]) Page(by int) {
	step := max(l.visible-1, 1) * by
	l.offset += step
	l.Move(step)
}

// Scroll moves the visible rows by a number, as a mouse wheel does. The selection
// moves only when it would leave the screen.
func (l *List[K]) Scroll(by int) {
	l.offset = max(min(l.offset+by, l.length-l.visible), 0)
	l.cursor = max(min(l.cursor, l.offset+l.visible-1), l.offset)
	l.clamp()
}

// IndexAt is the index of the row on a line of the screen, counted from the first
// visible row; false when there is no row.
func (l *List[K]) IndexAt(line int) (int, bool) {
	index := l.offset + line
	return index, line >= 0 && line < l.visible && index < l.length
}
