package signals

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/rulebook"
	"trialist/ui/board"
	"trialist/ui/clean"
	"trialist/ui/draft"
	"trialist/ui/form"
	"trialist/ui/grid"
	"trialist/ui/host"
	"trialist/ui/layout"
)

// Screen edits the signals of both sides and previews what the draft does to the
// list.
type Screen struct {
	frame     host.Frame
	board     *board.Board
	draft     *draft.Editor
	forms     form.Context
	openTrial func(slot uint32) tea.Cmd

	width     int
	height    int
	rows      []row
	list      grid.List[int64] // of rows, by key
	table     grid.Table
	widths    []int // of the table's columns
	layout    screenLayout
	pendingID int64 // a signal that was just added, to select when it is listed; 0 for none
}

// row is a line of the list.
type row struct {
	side   rulebook.Side
	signal rulebook.Signal // for signalKind
	place  int             // of the signal in its list, from 0
	of     int             // signals in its list
	kind   rowKind

	disqualifier bool // of the disqualifiers, below both sides
}

type rowKind uint8

const (
	signalKind  rowKind = iota
	headingKind         // the name of a side
	blankKind           // between the sides
	emptyKind           // says that the side has no signal
)

// key identifies the row: the id of the signal, or a negative number for another
// line.
func (r row) key() int64 {
	if r.kind == signalKind {
		return r.signal.ID
	}
	if r.disqualifier {
		return -1 - int64(r.kind) - 16
	}
	return -1 - int64(r.kind) - 8*int64(r.side)
}

// Options are what the screen works with.
type Options struct {
	Frame     host.Frame
	Board     *board.Board
	Draft     *draft.Editor
	Forms     form.Context
	OpenTrial func(slot uint32) tea.Cmd // opens the drill-down
}

// New is the screen before it has a size.
func New(o Options) *Screen {
	return &Screen{frame: o.Frame, board: o.Board, draft: o.Draft, forms: o.Forms, openTrial: o.OpenTrial}
}

func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case host.Resized:
		s.width, s.height = msg.Width, msg.Height
		s.relayout()
	case board.Changed, draft.Changed:
		s.updateRows()
	case host.Clicked:
		return s.handleClick(msg)
	case host.Wheeled:
		s.list.Scroll(msg.By)
		s.skipUnselectable(msg.By)
	}
	return nil
}

// Fetch ranks and judges the draft, and reads the names of the trials that the preview
// shows.
func (s *Screen) Fetch() tea.Cmd {
	cmd := tea.Batch(s.draft.RequestPreview(), s.draft.RequestVerdict(s.side()))
	effect := s.draft.Preview().Effect
	if effect == nil || s.layout.preview.Area.H <= 0 {
		return cmd
	}
	var slots []uint32
	for _, position := range topPositions(effect.Moves, s.topRows()) {
		if position >= 0 {
			slots = append(slots, effect.Moves[position].Slot)
		}
	}
	slots = append(append(slots, effect.BestEntering...), effect.BestLeaving...)
	return tea.Batch(cmd, s.board.RequestRows(slots))
}

// updateRows lists the signals of the draft. The cursor stays on its signal, or
// goes to one that was just added.
func (s *Screen) updateRows() {
	d := s.draft
	if !d.Loaded() {
		return
	}
	card := d.Book().Card
	s.rows = s.rows[:0:0]
	for _, side := range rulebook.Sides() {
		if side != rulebook.Adoption {
			s.rows = append(s.rows, row{side: side, kind: blankKind})
		}
		s.rows = append(s.rows, row{side: side, kind: headingKind})
		for i, signal := range card.Signals(side) {
			s.rows = append(s.rows, row{side: side, signal: signal, place: i, of: len(card.Signals(side))})
		}
		if len(card.Signals(side)) == 0 {
			s.rows = append(s.rows, row{side: side, kind: emptyKind})
		}
	}
	if len(card.Disqualifiers) > 0 {
		s.rows = append(s.rows, row{disqualifier: true, kind: blankKind}, row{disqualifier: true, kind: headingKind})
	}
	for i, signal := range card.Disqualifiers {
		s.rows = append(s.rows, row{side: signal.Side, signal: signal, place: i, of: len(card.Disqualifiers), disqualifier: true})
	}
	find := func(key int64) int {
		return slices.IndexFunc(s.rows, func(r row) bool { return r.key() == key })
	}
	s.list.SetRows(len(s.rows), func(i int) int64 { return s.rows[i].key() }, find)
	if at := find(s.pendingID); s.pendingID != 0 && at >= 0 {
		s.list.Select(at)
		s.pendingID = 0
	}
	s.skipUnselectable(1)
	s.relayout()
}

// skipUnselectable moves the cursor off a line that cannot be selected, in the
// direction of by, and back from either end.
func (s *Screen) skipUnselectable(by int) {
	if by == 0 {
		by = 1
	}
	for range s.rows {
		at, ok := s.list.Cursor()
		if !ok || s.rows[at].selectable() {
			break
		}
		if at == 0 {
			by = 1
		}
		if at == len(s.rows)-1 {
			by = -1
		}
		s.list.Select(at + by/max(by, -by))
	}
	if at, ok := s.list.Cursor(); ok && at > 0 && s.rows[at-1].kind == headingKind {
		if from, _ := s.list.VisibleRange(); from == at {
			s.list.Scroll(-1) // the heading is shown too
		}
	}
}

// selectable reports whether the cursor can be on the line.
func (r row) selectable() bool { return r.kind == signalKind || r.kind == emptyKind }

// Move moves the cursor by a number of lines, and off one that cannot be selected.
func (s *Screen) Move(by int) {
	s.list.Move(by)
	s.skipUnselectable(by)
}

// Select moves the cursor to a line.
func (s *Screen) Select(index int) {
	s.list.Select(index)
	s.skipUnselectable(1)
}

// Page moves the cursor by a number of screens.
func (s *Screen) Page(by int) {
	s.list.Page(by)
	s.skipUnselectable(by)
}

// Len is the number of lines.
func (s *Screen) Len() int { return len(s.rows) }

// row is the line under the cursor; false before there is one.
func (s *Screen) row() (row, bool) {
	at, ok := s.list.Cursor()
	if !ok || at >= len(s.rows) {
		return row{}, false
	}
	return s.rows[at], true
}

// side is the side that the cursor is on.
func (s *Screen) side() rulebook.Side {
	row, _ := s.row()
	return row.side
}

func (s *Screen) handleClick(m host.Clicked) tea.Cmd {
	l := s.layout
	switch {
	case l.list.Contains(m.X, m.Y):
		i, ok := s.list.IndexAt(m.Y - l.list.Y)
		if !ok || !s.rows[i].selectable() {
			return nil
		}
		s.list.Select(i)
		if weight, ok := s.weightAt(m.X); ok && s.rows[i].kind == signalKind {
			return s.setWeight(weight)
		}
		if m.Double {
			return s.edit()
		}
	case l.preview.Area.Contains(m.X, m.Y):
		rows := layout.Rect{X: l.preview.Area.X, Y: l.preview.Area.Y + 1, W: l.preview.Area.W, H: s.topRows()} // below the title
		if m.Double && rows.Contains(m.X, m.Y) {
			return s.openPreviewed(m.Y - rows.Y)
		}
	}
	return nil
}

// openPreviewed opens the trial on a row of the preview.
func (s *Screen) openPreviewed(i int) tea.Cmd {
	effect := s.draft.Preview().Effect
	if effect == nil {
		return nil
	}
	if positions := topPositions(effect.Moves, s.topRows()); i < len(positions) && positions[i] >= 0 {
		return s.openTrial(effect.Moves[positions[i]].Slot)
	}
	return nil
}

func (s *Screen) Back() (tea.Cmd, bool) { return s.draft.Back() }

func (s *Screen) Mark() clean.Text { return s.draft.Mark() }
