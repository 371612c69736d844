package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/rulebook"
	"trialist/ui/clean"
	"trialist/ui/grid"
)

// signals is the editor of what counts: both sides in their order, and beside
// them what the draft does to the list.
type signals struct {
	frame     frame
	board     *board
	drafting  *drafting
	forms     formContext
	openTrial func(slot uint32) tea.Cmd

	width  int
	height int
	rows   []signalRow
	list   grid.List[int64] // of rows, by key
	table  grid.Table
	widths []int
	layout signalsLayout
	wanted int64 // the signal to go to once it is there; 0 for none
}

// signalRow is a line of the list: a signal, or what stands above a side.
type signalRow struct {
	side   rulebook.Side
	signal rulebook.Signal
	place  int        // of the signal on its side, from 0
	kind   signalKind // what the line is
}

type signalKind uint8

const (
	isSignal signalKind = iota
	isHeading
	isBlank
	isEmpty // says that the side has no signal
)

// key tells rows apart: by the id of the signal, negative for other lines.
func (r signalRow) key() int64 {
	if r.kind == isSignal {
		return r.signal.ID
	}
	return -1 - int64(r.kind) - 8*int64(r.side)
}

// signalsOptions are what the screen works with.
type signalsOptions struct {
	Frame     frame
	Board     *board
	Draft     *drafting
	Forms     formContext
	OpenTrial func(slot uint32) tea.Cmd // opens the drill-down
}

func newSignals(o signalsOptions) *signals {
	return &signals{frame: o.Frame, board: o.Board, drafting: o.Draft, forms: o.Forms, openTrial: o.OpenTrial}
}

func (s *signals) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case resized:
		s.width, s.height = msg.width, msg.height
		s.arrange()
	case boardChanged, draftChanged:
		s.fill()
	case clicked:
		return s.clicked(msg)
	case wheeled:
		s.list.Scroll(msg.by)
		s.skip(msg.by)
	}
	return nil
}

// wants has the draft ranked, and the names of the trials that the preview
// shows read.
func (s *signals) wants() tea.Cmd {
	cmd := s.drafting.foresee()
	outlook := s.drafting.forecast.answer.outlook
	if outlook == nil || s.layout.preview.h <= 0 {
		return cmd
	}
	var slots []uint32
	for _, place := range topPlaces(outlook.Moves, s.topRows()) {
		if place >= 0 {
			slots = append(slots, outlook.Moves[place].Slot)
		}
	}
	slots = append(append(slots, outlook.BestEntering...), outlook.BestLeaving...)
	return tea.Batch(cmd, s.board.fetch(slots))
}

// fill lists the signals of the draft. The cursor stays on its signal.
func (s *signals) fill() {
	d := s.drafting
	if !d.begun {
		return
	}
	card := d.book().Card
	s.rows = s.rows[:0:0]
	for _, side := range rulebook.Sides() {
		if side != rulebook.Adoption {
			s.rows = append(s.rows, signalRow{side: side, kind: isBlank})
		}
		s.rows = append(s.rows, signalRow{side: side, kind: isHeading})
		for i, signal := range card.Signals(side) {
			s.rows = append(s.rows, signalRow{side: side, signal: signal, place: i})
		}
		if len(card.Signals(side)) == 0 {
			s.rows = append(s.rows, signalRow{side: side, kind: isEmpty})
		}
	}
	find := func(key int64) int {
		return slices.IndexFunc(s.rows, func(r signalRow) bool { return r.key() == key })
	}
	s.list.Fill(len(s.rows), func(i int) int64 { return s.rows[i].key() }, find)
	if at := find(s.wanted); s.wanted != 0 && at >= 0 {
		s.list.To(at)
		s.wanted = 0
	}
	s.skip(1)
	s.arrange()
}

// skip goes on from a line that cannot be chosen.
func (s *signals) skip(by int) {
	if by == 0 {
		by = 1
	}
	for range s.rows {
		at, ok := s.list.Cursor()
		if !ok || s.rows[at].chosen() {
			break
		}
		if at == 0 {
			by = 1
		}
		if at == len(s.rows)-1 {
			by = -1
		}
		s.list.To(at + by/max(by, -by))
	}
	if at, ok := s.list.Cursor(); ok && at == 1 {
		s.list.Scroll(-1) // has the heading in sight, too
	}
}

// chosen reports whether the cursor may stand on the line.
func (r signalRow) chosen() bool { return r.kind == isSignal || r.kind == isEmpty }

// Move moves the cursor by so many lines that can be chosen.
func (s *signals) Move(by int) {
	s.list.Move(by)
	s.skip(by)
}

// To goes to a line.
func (s *signals) To(index int) {
	s.list.To(index)
	s.skip(1)
}

// Page moves by a screen.
func (s *signals) Page(by int) {
	s.list.Page(by)
	s.skip(by)
}

// Len is the number of lines.
func (s *signals) Len() int { return len(s.rows) }

// row is the line under the cursor.
func (s *signals) row() (signalRow, bool) {
	at, ok := s.list.Cursor()
	if !ok || at >= len(s.rows) {
		return signalRow{}, false
	}
	return s.rows[at], true
}

// side is the side that the cursor is on.
func (s *signals) side() rulebook.Side {
	row, _ := s.row()
	return row.side
}

func (s *signals) clicked(m clicked) tea.Cmd {
	l := s.layout
	switch {
	case l.list.holds(m.x, m.y):
		i, ok := s.list.At(m.y - l.list.y)
		if !ok || !s.rows[i].chosen() {
			return nil
		}
		s.list.To(i)
		if weight, ok := s.weightAt(m.x); ok && s.rows[i].kind == isSignal {
			return s.weigh(weight)
		}
		if m.twice {
			return s.edit()
		}
	case l.preview.holds(m.x, m.y):
		at := rect{l.preview.x, l.preview.y + 1, l.preview.w, s.topRows()} // under its title
		if m.twice && at.holds(m.x, m.y) {
			return s.openTop(m.y - at.y)
		}
	}
	return nil
}

// openTop opens a trial of the list on the right.
func (s *signals) openTop(i int) tea.Cmd {
	outlook := s.drafting.forecast.answer.outlook
	if outlook == nil {
		return nil
	}
	if places := topPlaces(outlook.Moves, s.topRows()); i < len(places) && places[i] >= 0 {
		return s.openTrial(outlook.Moves[places[i]].Slot)
	}
	return nil
}

func (s *signals) leave() (tea.Cmd, bool) { return s.drafting.leave() }

func (s *signals) loses() clean.Text { return s.drafting.loses() }

func (s *signals) mark() clean.Text { return s.drafting.mark() }
