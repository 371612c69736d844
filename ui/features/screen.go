package features

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/condition"
	"trialist/scoring/features"
	"trialist/scoring/filter"
	"trialist/scoring/rulebook"
	"trialist/ui/board"
	"trialist/ui/clean"
	"trialist/ui/dialog"
	"trialist/ui/grid"
	"trialist/ui/host"
	"trialist/ui/job"
)

// Screen is the grid of the signals that were chosen.
type Screen struct {
	frame       host.Frame
	board       *board.Board
	showFilter  func(text string) tea.Cmd
	addSegment  func(rulebook.Segment) tea.Cmd
	addWorkflow func(rulebook.Segment) tea.Cmd

	width, height int
	list          grid.List[uint] // of the cells, by what they use
	who           string          // the user, whose choice is kept
	readOnly      bool
	chosenAsked   bool    // the choice of an earlier session is being read, or has been
	chosenRead    bool    // it has been
	chosen        []int64 // ids of the signals; nil until somebody chose
	byConversion  bool
	job           job.Latest
	asked         key // what result was made from, or is being made
	known         decided
	result        features.Grid
	err           error
	cells         []features.Cell // of result, as they are listed
}

// Options are what the screen works with.
type Options struct {
	Frame       host.Frame
	Board       *board.Board
	ShowFilter  func(text string) tea.Cmd      // opens the list, filtered
	AddSegment  func(rulebook.Segment) tea.Cmd // opens the editor of a new segment
	AddWorkflow func(rulebook.Segment) tea.Cmd // the same, and then that of a workflow about it
	Who         string                         // the user; "" when not known
	ReadOnly    bool                           // keep nothing
}

// New is the screen before it has a size.
func New(o Options) *Screen {
	return &Screen{frame: o.Frame, board: o.Board, showFilter: o.ShowFilter, addSegment: o.AddSegment, addWorkflow: o.AddWorkflow, who: o.Who, readOnly: o.ReadOnly}
}

// signals are those that are chosen, as the saved rulebook has them.
func (s *Screen) signals() []rulebook.Signal {
	card := s.board.Book.Card
	if s.chosen == nil {
		return features.Default(card)
	}
	var signals []rulebook.Signal
	for _, id := range s.chosen {
		if signal, ok := card.Signal(id); ok {
			signals = append(signals, signal)
		}
	}
	return signals
}

// Update handles messages.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case host.Resized:
		s.width, s.height = msg.Width, msg.Height
		s.list.Resize(s.listHeight())
	case chosenRead:
		s.chosenRead = true
		s.takeChosen(msg.ids)
	case chosenKept:
		if msg.err != nil {
			s.frame.Fail(msg.err)
		}
	case gridMade:
		s.handleGrid(msg)
	case host.Clicked:
		if i, ok := s.list.IndexAt(msg.Y - s.listTop()); ok {
			s.list.Select(i)
			if msg.Double {
				return s.show()
			}
		}
	case host.Wheeled:
		s.list.Scroll(msg.By)
	}
	return nil
}

// updateRows lists the cells of the grid in their order.
func (s *Screen) updateRows() {
	s.cells = slices.SortedStableFunc(slices.Values(s.result.Cells), s.result.Compare(s.byConversion))
	s.list.SetRows(len(s.cells), func(i int) uint { return s.cells[i].Used }, func(used uint) int {
		return slices.IndexFunc(s.cells, func(c features.Cell) bool { return c.Used == used })
	})
	s.list.Resize(s.listHeight())
}

// selected is the cell under the cursor; false when there is none.
func (s *Screen) selected() (features.Cell, bool) {
	at, ok := s.list.Cursor()
	if !ok || at >= len(s.cells) {
		return features.Cell{}, false
	}
	return s.cells[at], true
}

// Bindings are the actions there are now.
func (s *Screen) Bindings() []host.Binding {
	none, less, more := clean.Text(""), clean.Text(""), clean.Text("")
	if _, ok := s.selected(); !ok {
		none = "there is no cell"
	}
	if len(s.signals()) <= features.MinSignals {
		less = "a grid needs at least two signals"
	}
	if len(s.signals()) >= features.MaxSignals {
		more = "a grid has at most six signals"
	}
	order := clean.Text("list the cells that converted most first")
	if s.byConversion {
		order = "list the largest cells first"
	}
	return append([]host.Binding{
		{Action: "features.show", Keys: []string{"enter"}, Desc: "list the trials of the cell", Hint: "list them", DisabledReason: none, Run: s.show},
		{Action: "features.sort", Keys: []string{"s"}, Desc: order, Hint: "sort", DisabledReason: none, Run: func() tea.Cmd {
			s.byConversion = !s.byConversion
			s.updateRows()
			return nil
		}},
		{Action: "features.add", Keys: []string{"a"}, Desc: "add a signal to the grid", Hint: "add a signal", DisabledReason: more, Run: s.add},
		{Action: "features.take-out", Keys: []string{"d"}, Desc: "take a signal out of the grid", Hint: "take one out", DisabledReason: less, Run: s.takeOut},
		{Action: "features.segment", Keys: []string{"m"}, Desc: "make the cell a segment", Keywords: "save group", Hint: "segment", DisabledReason: none, Run: s.makeSegment},
		{Action: "features.workflow", Keys: []string{"w"}, Desc: "make the cell a segment with a workflow", Keywords: "automation", Hint: "workflow", DisabledReason: none, Run: s.makeWorkflow},
	}, host.MoveBindings(&s.list)...)
}

// show opens the list, filtered to the selected cell.
func (s *Screen) show() tea.Cmd {
	cell, ok := s.selected()
	if !ok {
		return nil
	}
	var f filter.Filter
	for i, signal := range s.result.Signals {
		f.Terms = append(f.Terms, filter.Term{
			Not: cell.Used>>i&1 == 0, Field: filter.SignalField, Operator: condition.Is, Texts: []string{signal.Name},
		})
	}
	return s.showFilter(f.String())
}

// makeSegment opens the editor of a new segment with the condition of the cell.
func (s *Screen) makeSegment() tea.Cmd {
	cell, ok := s.selected()
	if !ok {
		return nil
	}
	return s.addSegment(rulebook.Segment{When: s.result.Condition(cell)})
}

// makeWorkflow opens the editor of a new segment with the condition of the cell, and then
// that of a workflow about it.
func (s *Screen) makeWorkflow() tea.Cmd {
	cell, ok := s.selected()
	if !ok {
		return nil
	}
	return s.addWorkflow(rulebook.Segment{When: s.result.Condition(cell)})
}

// add opens a menu of the signals that are not in the grid.
func (s *Screen) add() tea.Cmd {
	var choices []dialog.Choice
	in := s.signals()
	for _, side := range rulebook.Sides() {
		for _, signal := range s.board.Book.Card.Signals(side) {
			if slices.ContainsFunc(in, func(o rulebook.Signal) bool { return o.ID == signal.ID }) {
				continue
			}
			choices = append(choices, dialog.Choice{Text: clean.Of(signal.Name), Run: func() tea.Cmd {
				return s.choose(append(slices.Clone(in), signal))
			}})
		}
	}
	if len(choices) == 0 {
		s.frame.Tell("Every signal is in the grid")
		return nil
	}
	m := dialog.NewMenu(s.frame, "Add to the grid", choices)
	m.Searchable = true
	s.frame.Open(m)
	return nil
}

// takeOut opens a menu of the signals of the grid.
func (s *Screen) takeOut() tea.Cmd {
	var choices []dialog.Choice
	in := s.signals()
	for i, signal := range in {
		choices = append(choices, dialog.Choice{Text: clean.Of(signal.Name), Run: func() tea.Cmd {
			return s.choose(slices.Delete(slices.Clone(in), i, i+1))
		}})
	}
	s.frame.Open(dialog.NewMenu(s.frame, "Take out of the grid", choices))
	return nil
}
