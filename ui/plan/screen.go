package plan

import (
	tea "charm.land/bubbletea/v2"

	"trialist/scoring/journey"
	"trialist/scoring/rulebook"
	"trialist/ui/board"
	"trialist/ui/draft"
	"trialist/ui/grid"
	"trialist/ui/host"
)

// Screen edits the engagement plan.
type Screen struct {
	frame host.Frame
	board *board.Board
	draft *draft.Editor

	width, height int
	layout        screenLayout
	list          grid.List[row]
	rewards       bool // the cursor is on the rewards of the milestones
	trial         int  // place in the ranking of the trial that messages are previewed for
}

// row is a line of the plan.
type row struct {
	kind   rowKind
	signal int64 // of a milestone
}

type rowKind uint8

const (
	welcomeRow rowKind = iota
	milestoneRow
	lookerRow
	deliveryRow // from which fit on a person sees to messages
)

// New is the screen before it has a size.
func New(f host.Frame, b *board.Board, d *draft.Editor) *Screen {
	return &Screen{frame: f, board: b, draft: d}
}

// Update handles messages.
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
	}
	return nil
}

// rows are the lines of the plan, as the draft has it.
func (s *Screen) rows() []row {
	rows := []row{{kind: welcomeRow}}
	for _, m := range s.milestones() {
		rows = append(rows, row{milestoneRow, m.ID})
	}
	return append(rows, row{kind: lookerRow}, row{kind: deliveryRow})
}

// milestones are those of the draft.
func (s *Screen) milestones() []rulebook.Signal { return journey.Milestones(s.draft.Book().Card) }

func (s *Screen) updateRows() {
	if !s.draft.Loaded() {
		return
	}
	rows := s.rows()
	s.list.SetRows(len(rows), func(i int) row { return rows[i] }, func(wanted row) int {
		for i, r := range rows {
			if r == wanted {
				return i
			}
		}
		return -1
	})
	s.relayout()
}

func (s *Screen) relayout() {
	s.layout = newScreenLayout(s.width, s.height, s.list.Len())
	s.list.Resize(s.layout.list.H)
}

// Fetch reads the trial that messages are previewed for.
func (s *Screen) Fetch() tea.Cmd {
	if !s.draft.Loaded() || !s.board.Ready() {
		return nil
	}
	if slot, ok := s.previewed(); ok {
		return s.board.RequestAccount(slot)
	}
	return nil
}

// selected is the row under the cursor; false when there is none.
func (s *Screen) selected() (row, bool) {
	at, ok := s.list.Cursor()
	if !ok || !s.draft.Loaded() {
		return row{}, false
	}
	rows := s.rows()
	if at >= len(rows) {
		return row{}, false
	}
	return rows[at], true
}

// messageRef is which message of the plan is meant.
type messageRef struct {
	kind   rulebook.MessageKind
	signal int64 // 0 where there is one message of the kind
}

// ref is the message of a row; false where it has none.
func (s *Screen) ref(r row) (messageRef, bool) {
	switch r.kind {
	case welcomeRow:
		return messageRef{kind: rulebook.WelcomeMessage}, true
	case lookerRow:
		return messageRef{kind: rulebook.LookerMessage}, true
	case milestoneRow:
		if s.rewards {
			return messageRef{rulebook.RewardMessage, r.signal}, true
		}
		return messageRef{rulebook.DriveMessage, r.signal}, true
	case deliveryRow:
	}
	return messageRef{}, false
}

// selectedRef is the message under the cursor; false when there is none.
func (s *Screen) selectedRef() (messageRef, bool) {
	r, ok := s.selected()
	if !ok {
		return messageRef{}, false
	}
	return s.ref(r)
}

func (s *Screen) message(p messageRef) rulebook.Message {
	return s.draft.Book().Plan.Message(p.kind, p.signal)
}

func (s *Screen) handleClick(m host.Clicked) tea.Cmd {
	i, ok := s.list.IndexAt(m.Y - s.layout.list.Y)
	if !ok || !s.layout.list.Contains(m.X, m.Y) {
		return nil
	}
	s.list.Select(i)
	c := s.columns()
	if c.second > 0 {
		s.rewards = m.X >= s.layout.list.X+c.name+c.first
	}
	if m.Double {
		return s.edit()
	}
	return nil
}

// Back leaves the draft, if it has changes.
func (s *Screen) Back() (tea.Cmd, bool) { return s.draft.Back() }
