package grid

// Marks are the rows of a list that are marked, by their keys, so that an action is about
// many. The zero Marks has none.
type Marks[K comparable] struct {
	keys     map[K]bool
	last     K // was marked or unmarked last, from which a range goes
	anchored bool
}

// Has reports whether a row is marked.
func (m *Marks[K]) Has(key K) bool { return m.keys[key] }

// Any reports whether a row is marked, of those on show or of others.
func (m *Marks[K]) Any() bool { return len(m.keys) > 0 }

// Of lists those of the rows that are marked, in their order.
func (m *Marks[K]) Of(rows []K) []K {
	if len(m.keys) == 0 {
		return nil
	}
	var marked []K
	for _, key := range rows {
		if m.keys[key] {
			marked = append(marked, key)
		}
	}
	return marked
}

// Toggle marks or unmarks a row.
func (m *Marks[K]) Toggle(key K) { m.set(key, !m.keys[key]) }

// Range gives all rows from the one that was marked or unmarked last to the one at an
// index the mark of that one. Where that one is not among the rows it marks the row at the
// index.
func (m *Marks[K]) Range(rows []K, at int) {
	from, marked := at, true
	for i, key := range rows {
		if m.anchored && key == m.last {
			from, marked = i, m.keys[key]
		}
	}
	for i := min(from, at); i <= max(from, at); i++ {
		m.set(rows[i], marked)
	}
	m.last = rows[at]
}

// All marks all rows.
func (m *Marks[K]) All(rows []K) {
	for _, key := range rows {
		m.set(key, true)
	}
}

// Clear takes all marks off.
func (m *Marks[K]) Clear() { *m = Marks[K]{} }

// Keep takes the marks off the rows that are not among those.
func (m *Marks[K]) Keep(rows []K) {
	if len(m.keys) == 0 {
		return
	}
	kept := make(map[K]bool, len(m.keys))
	for _, key := range m.Of(rows) {
		kept[key] = true
	}
	m.keys = kept
}

func (m *Marks[K]) set(key K, marked bool) {
	if m.keys == nil {
		m.keys = make(map[K]bool)
	}
	m.last, m.anchored = key, true
	if marked {
		m.keys[key] = true
		return
	}
	delete(m.keys, key)
}
