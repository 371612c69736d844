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

// Screen is the editor of what counts: both sides in their order, and beside
// them what the draft does to the list.
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
	widths    []int
	layout    screenLayout
	pendingID int64 // the signal to go to once it is there; 0 for none
}

// row is a line of the list: a signal, or what stands above a side.
type row struct {
	side   rulebook.Side
	signal rulebook.Signal
	place  int     // of the signal on its side, from 0
	kind   rowKind // what the line is
}

type rowKind uint8

const (
	signalKind rowKind = iota
	headingKind
	blankKind
	emptyKind // says that the side has no signal
)

// key tells rows apart: by the id of the signal, negative for other lines.
func (r row) key() int64 {
	if r.kind == signalKind {
		return r.signal.ID
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

// New is the screen before it knows its size.
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

// Fetch has the draft ranked, and the names of the trials that the preview
// shows read.
func (s *Screen) Fetch() tea.Cmd {
	cmd := s.draft.RequestPreview()
	outlook := s.draft.Preview().Effect
	if outlook == nil || s.layout.preview.H <= 0 {
		return cmd
	}
	var slots []uint32
	for _, place := range topPositions(outlook.Moves, s.topRows()) {
		if place >= 0 {
			slots = append(slots, outlook.Moves[place].Slot)
		}
	}
	slots = append(append(slots, outlook.BestEntering...), outlook.BestLeaving...)
	return tea.Batch(cmd, s.board.RequestRows(slots))
}

// updateRows lists the signals of the draft. The cursor stays on its signal.
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
			s.rows = append(s.rows, row{side: side, signal: signal, place: i})
		}
		if len(card.Signals(side)) == 0 {
			s.rows = append(s.rows, row{side: side, kind: emptyKind})
		}
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

// skipUnselectable goes on from a line that cannot be chosen.
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
	if at, ok := s.list.Cursor(); ok && at == 1 {
		s.list.Scroll(-1) // has the heading in sight, too
	}
}

// selectable reports whether the cursor may stand on the line.
func (r row) selectable() bool { return r.kind == signalKind || r.kind == emptyKind }

// Move moves the cursor by so many lines that can be chosen.
func (s *Screen) Move(by int) {
	s.list.Move(by)
	s.skipUnselectable(by)
}

// Select goes to a line.
func (s *Screen) Select(index int) {
	s.list.Select(index)
	s.skipUnselectable(1)
}

// Page moves by a screen.
func (s *Screen) Page(by int) {
	s.list.Page(by)
	s.skipUnselectable(by)
}

// Len is the number of lines.
func (s *Screen) Len() int { return len(s.rows) }

// row is the line under the cursor.
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
	case l.preview.Contains(m.X, m.Y):
		at := layout.Rect{X: l.preview.X, Y: l.preview.Y + 1, W: l.preview.W, H: s.topRows()} // under its title
		if m.Double && at.Contains(m.X, m.Y) {
			return s.openPreviewed(m.Y - at.Y)
		}
	}
	return nil
}

// openPreviewed opens a trial of the list on the right.
func (s *Screen) openPreviewed(i int) tea.Cmd {
	outlook := s.draft.Preview().Effect
	if outlook == nil {
		return nil
	}
	if places := topPositions(outlook.Moves, s.topRows()); i < len(places) && places[i] >= 0 {
		return s.openTrial(outlook.Moves[places[i]].Slot)
	}
	return nil
}

func (s *Screen) Back() (tea.Cmd, bool) { return s.draft.Back() }

func (s *Screen) UnsavedWork() clean.Text { return s.draft.UnsavedWork() }

func (s *Screen) Mark() clean.Text { return s.draft.Mark() }
