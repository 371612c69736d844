package grid

// List is the cursor and scroll position of a list of rows known by keys. The
// zero List is empty.
type List[K comparable] struct {
	length  int
	cursor  int // index of the selected row
	offset  int // index of the first visible row
	visible int // rows on screen
	key     K   // of the selected row
	keyAt   func(int) K
}

// SetRows gives the list its rows. The selection stays on its key, on the same
// line of the screen where it can; find says where a key is now, or -1. When
// the key is gone the selection stays at the same place in the list.
func (l *List[K]) SetRows(length int, keyAt func(int) K, find func(K) int) {
	held := l.length > 0
	l.length, l.keyAt = max(length, 0), keyAt
	if l.length == 0 {
		// The key is kept: the rows may come back, as when a filter that hid
		// them all is taken off again.
		l.cursor, l.offset = 0, 0
		return
	}
	line := l.cursor - l.offset
	var zero K
	if held || l.key != zero {
		if at := find(l.key); at >= 0 {
			l.cursor = at
			l.offset = at - line
		}
	}
	l.clamp()
}

// Resize says how many rows are on screen.
func (l *List[K]) Resize(visible int) {
	l.visible = max(visible, 0)
	l.clamp()
}

// clamp brings cursor and scroll position into range and the cursor onto the
// screen.
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

// VisibleRange is the range of visible rows, from included to excluded.
func (l *List[K]) VisibleRange() (from, to int) {
	return l.offset, min(l.offset+l.visible, l.length)
}

// Move moves the selection by so many rows.
func (l *List[K]) Move(by int) { l.Select(l.cursor + by) }

// Select selects the row at an index, or the nearest there is.
func (l *List[K]) Select(index int) {
	l.cursor = index
	l.clamp()
}

// Page moves by a screen, keeping one row in sight.
func (l *List[K]) Page(by int) {
	step := max(l.visible-1, 1) * by
	l.offset += step
	l.Move(step)
}

// Scroll moves the rows under the cursor as a mouse wheel does; the selection
// moves only when it would leave the screen.
func (l *List[K]) Scroll(by int) {
	l.offset = max(min(l.offset+by, l.length-l.visible), 0)
	l.cursor = max(min(l.cursor, l.offset+l.visible-1), l.offset)
	l.clamp()
}

// IndexAt is the index of the row on a line of the screen, counted from the first
// visible row; false when no row is there.
func (l *List[K]) IndexAt(line int) (int, bool) {
	index := l.offset + line
	return index, line >= 0 && line < l.visible && index < l.length
}
