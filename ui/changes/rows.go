package changes

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/changes"
	"trialist/scoring/condition"
	"trialist/scoring/filter"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/ui/clean"
	"trialist/ui/words"
)

// numGroups is how many groups there are: one for each kind.
const numGroups = int(changes.Ended) + 1

// row is a line of the list: the heading of a group, or a change.
type row struct {
	heading bool
	group   changes.Kind
	entry   changes.Entry
}

// rowKey tells rows apart when the list is made anew.
type rowKey struct {
	heading bool
	entry   changes.Entry
}

func (r row) key() rowKey {
	if r.heading {
		return rowKey{heading: true, entry: changes.Entry{Kind: r.group}}
	}
	return rowKey{entry: r.entry}
}

// updateRows takes over the comparison. At first the cursor is on a change, and not on
// the heading above it.
func (s *Screen) updateRows() {
	first := s.list.Len() == 0
	s.list.SetRows(s.countRows(), func(i int) rowKey { return s.row(i).key() }, s.find)
	s.list.Resize(s.listHeight())
	if first {
		s.list.Select(1)
	}
}

// groupRows is how many rows a group has, with its heading: none where it is empty.
func (s *Screen) groupRows(group int) int {
	switch n := s.result.compared.Counts[group]; {
	case n == 0:
		return 0
	case s.folded[group]:
		return 1
	default:
		return n + 1
	}
}

func (s *Screen) countRows() int {
	n := 0
	if s.result.compared != nil {
		for group := range numGroups {
			n += s.groupRows(group)
		}
	}
	return n
}

// row is the row at an index, which must be one. No rows are kept: there may be a
// million, and groups stand one behind the other in the comparison.
func (s *Screen) row(i int) row {
	c, first := s.result.compared, 0
	for group := range numGroups {
		n := s.groupRows(group)
		switch {
		case n > 0 && i == 0:
			return row{heading: true, group: changes.Kind(group)}
		case i < n:
			return row{group: changes.Kind(group), entry: c.Entries[first+i-1]}
		}
		i -= n
		first += c.Counts[group]
	}
	return row{heading: true}
}

// find is the index of a row, or -1. A change that is gone is not found.
func (s *Screen) find(key rowKey) int {
	if s.result.compared == nil {
		return -1
	}
	at, first := 0, 0
	for group := range numGroups {
		n, count := s.groupRows(group), s.result.compared.Counts[group]
		if n > 0 && int(key.entry.Kind) == group {
			if key.heading || n == 1 {
				return at
			}
			for i, e := range s.result.compared.Entries[first : first+count] {
				if e == key.entry {
					return at + 1 + i
				}
			}
			return -1
		}
		at += n
		first += count
	}
	return -1
}

// selected is the row under the cursor; false when there is none.
func (s *Screen) selected() (row, bool) {
	at, ok := s.list.Cursor()
	if !ok || s.result.compared == nil {
		return row{}, false
	}
	return s.row(at), true
}

// group is the entries of a group.
func (s *Screen) group(kind changes.Kind) []changes.Entry {
	first := 0
	for k := range kind {
		first += s.result.compared.Counts[k]
	}
	return s.result.compared.Entries[first : first+s.result.compared.Counts[kind]]
}

// maxFiltered is how many trials are listed in Convert: a filter names each of them.
const maxFiltered = 100

// filterReason is why the group cannot be listed in Convert.
func (s *Screen) filterReason() clean.Text {
	selected, ok := s.selected()
	switch {
	case !ok:
		return "there is no change"
	case selected.group == changes.Ended:
		return "what ended is no trial any more"
	case len(s.group(selected.group)) > maxFiltered:
		return "the group has more than " + words.Number(maxFiltered) + " trials"
	}
	return ""
}

// filterGroup lists the trials of the group in Convert, once their ids are read.
func (s *Screen) filterGroup() tea.Cmd {
	selected, ok := s.selected()
	if !ok {
		return nil
	}
	var slots []uint32
	for _, e := range s.group(selected.group) {
		slots = append(slots, e.Slot)
	}
	return readIDs(s.board.Context(), s.board.Store(), slots, s.board.AsOf)
}

// idsRead is the ids of some accounts.
type idsRead struct {
	ids []string
	err error
}

// readIDs is the command that reads the ids of accounts. Those of both sides are there
// once.
func readIDs(ctx context.Context, file *store.Store, slots []uint32, asOf value.Instant) tea.Cmd {
	return func() tea.Msg {
		rows, err := accounts.Rows(ctx, file, slots, asOf)
		var m idsRead
		for _, row := range rows {
			if !slices.Contains(m.ids, row.ID) {
				m.ids = append(m.ids, row.ID)
			}
		}
		m.err = err
		return m
	}
}

func (s *Screen) handleIDs(m idsRead) tea.Cmd {
	if m.err != nil || len(m.ids) == 0 {
		if m.err != nil {
			s.frame.Fail(m.err)
		}
		return nil
	}
	term := filter.Term{Field: filter.IDField, Operator: condition.Is, Texts: m.ids}
	return s.showFilter(filter.Filter{Terms: []filter.Term{term}}.String())
}
