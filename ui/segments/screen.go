package segments

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/store/facts"
	"trialist/ui/board"
	"trialist/ui/clean"
	"trialist/ui/draft"
	"trialist/ui/grid"
	"trialist/ui/host"
	"trialist/ui/theme"
)

// Screen edits the segments and shows who is in each.
type Screen struct {
	frame      host.Frame
	board      *board.Board
	draft      *draft.Editor
	showFilter func(text string) tea.Cmd
	openTrial  func(slot uint32) tea.Cmd

	workflows      Inner
	showsWorkflows bool // in the place of the segments

	width, height int
	layout        screenLayout
	list          grid.List[int64] // of the segments of the draft, by id
	pendingID     int64            // a segment that was just added, to select when it is listed; 0 for none
	known         knownNames
}

// Options are what the screen works with.
type Options struct {
	Frame      host.Frame
	Board      *board.Board
	Draft      *draft.Editor
	ShowFilter func(text string) tea.Cmd // opens the list, filtered
	OpenTrial  func(slot uint32) tea.Cmd // opens the drill-down
	Workflows  Inner
}

// Inner is the screen of the workflows, which the tab shows in the place of the
// segments.
type Inner interface {
	host.Screen
	StatusText() clean.Text    // what is going on; "" for nothing
	Head(width int) theme.Line // the title of its list
}

// New is the screen before it has a size.
func New(o Options) *Screen {
	return &Screen{frame: o.Frame, board: o.Board, draft: o.Draft, showFilter: o.ShowFilter, openTrial: o.OpenTrial, workflows: o.Workflows}
}

// knownNames is the names that sentences can have.
type knownNames struct {
	asked  bool
	names  value.Names
	owners []string
}

// namesRead is the answer to readNames.
type namesRead struct {
	names  *value.Names
	owners []string
}

// readNames reads the names of the data. Without them a sentence can be typed all the
// same, so that an error does no harm.
func readNames(ctx context.Context, s *store.Store, cache *facts.Cache) tea.Cmd {
	return func() tea.Msg {
		names, _ := cache.Names(ctx)
		counts, _ := accounts.Owners(ctx, s)
		owners := make([]string, len(counts))
		for i, c := range counts {
			owners[i] = c.Name
		}
		return namesRead{names, owners}
	}
}

// vocabulary is what a sentence can name now.
func (s *Screen) vocabulary() vocabulary {
	v := vocabulary{names: s.known.names, owners: s.known.owners}
	for _, side := range rulebook.Sides() {
		for _, signal := range s.draft.Book().Card.Signals(side) {
			v.signals = append(v.signals, signal.Name)
		}
	}
	return v
}

func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	inner, toInner := msg, true
	switch msg := msg.(type) {
	case host.Resized:
		top := newScreenLayout(msg.Width, msg.Height, 0).list.Y
		inner = host.Resized{Width: msg.Width, Height: msg.Height - top}
	case host.Clicked:
		msg.Y -= s.layout.list.Y
		inner, toInner = msg, s.showsWorkflows
	case host.Wheeled:
		msg.Y -= s.layout.list.Y
		inner, toInner = msg, s.showsWorkflows
	}
	if !toInner {
		return s.update(msg)
	}
	cmd := s.workflows.Update(inner)
	switch msg.(type) {
	case host.Clicked, host.Wheeled:
		return cmd
	}
	return tea.Batch(cmd, s.update(msg))
}

// update handles a message for the segments.
func (s *Screen) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case host.Resized:
		s.width, s.height = msg.Width, msg.Height
		s.relayout()
	case board.Changed, draft.Changed:
		s.updateRows()
	case namesRead:
		if msg.names != nil {
			s.known.names = *msg.names
		}
		s.known.owners = msg.owners
	case host.Clicked:
		return s.handleClick(msg)
	case host.Wheeled:
		s.list.Scroll(msg.By)
	}
	return nil
}

// segments are those of the draft.
func (s *Screen) segments() []rulebook.Segment { return s.draft.Book().Segments.List }

// updateRows lists the segments of the draft.
func (s *Screen) updateRows() {
	if !s.draft.Loaded() {
		return
	}
	all := s.segments()
	find := func(id int64) int {
		return slices.IndexFunc(all, func(one rulebook.Segment) bool { return one.ID == id })
	}
	s.list.SetRows(len(all), func(i int) int64 { return all[i].ID }, find)
	if at := find(s.pendingID); s.pendingID != 0 && at >= 0 {
		s.list.Select(at)
		s.pendingID = 0
	}
	s.relayout()
}

func (s *Screen) relayout() {
	s.layout = newScreenLayout(s.width, s.height, s.list.Len())
	s.list.Resize(s.layout.list.H)
}

// rankedPopulation is the ranking that the segments ask about: that of the draft where it has
// changes and has been ranked, as the segments shown are those of the draft too.
func (s *Screen) rankedPopulation() board.RankedPopulation {
	made, from := s.draft.Preview(), s.draft.PreviewInput()
	if !s.draft.Dirty() || made.Draft == nil || made.Saved != s.board.Ranking() || !from.For(s.board.Population) {
		return s.board.RankedPopulation()
	}
	return board.RankedPopulation{Population: from.Ranker().Population(), Ranking: made.Draft}
}

// members is the accounts of a segment; false while they are not known.
func (s *Screen) members(one rulebook.Segment) (board.Members, bool) {
	return s.board.MembersOf(s.rankedPopulation(), one)
}

// Fetch ranks the draft, counts the segments, and reads the names of the trials in the preview.
func (s *Screen) Fetch() tea.Cmd {
	if s.showsWorkflows {
		return s.workflows.Fetch()
	}
	if !s.draft.Loaded() || !s.board.Ready() {
		return nil
	}
	cmd := s.board.RequestSegmentsOf(s.rankedPopulation(), s.segments())
	if s.draft.Dirty() {
		cmd = tea.Batch(cmd, s.draft.RequestPreview())
	}
	if !s.known.asked {
		s.known.asked = true
		cmd = tea.Batch(cmd, readNames(s.board.Context(), s.board.Store(), s.board.Cache()))
	}
	if one, ok := s.selected(); ok && s.previewRows() > 0 {
		cmd = tea.Batch(cmd, s.board.RequestRows(s.previewed(one)))
	}
	return cmd
}

// selected is the segment under the cursor; false when there is none.
func (s *Screen) selected() (rulebook.Segment, bool) {
	at, ok := s.list.Cursor()
	if !ok || !s.draft.Loaded() || at >= len(s.segments()) {
		return rulebook.Segment{}, false
	}
	return s.segments()[at], true
}

// previewed is the trials of a segment that the preview shows, as far as they are
// known.
func (s *Screen) previewed(one rulebook.Segment) []uint32 {
	found, _ := s.members(one)
	return found.Top[:min(len(found.Top), s.previewRows())]
}

func (s *Screen) handleClick(m host.Clicked) tea.Cmd {
	switch l := s.layout; {
	case l.list.Contains(m.X, m.Y):
		if i, ok := s.list.IndexAt(m.Y - l.list.Y); ok {
			s.list.Select(i)
			if m.Double {
				return s.show()
			}
		}
	case l.preview.Area.Contains(m.X, m.Y) && m.Double:
		one, _ := s.selected()
		slots := s.previewed(one)
		if i := m.Y - l.preview.Area.Y - s.previewHead(); i >= 0 && i < len(slots) {
			return s.openTrial(slots[i])
		}
	}
	return nil
}

// Back leaves the draft, if it has changes, and else the workflows.
func (s *Screen) Back() (tea.Cmd, bool) {
	cmd, left := s.draft.Back()
	if !left && s.showsWorkflows {
		s.showsWorkflows = false
		return nil, true
	}
	return cmd, left
}

// ShowWorkflows shows the workflows in the place of the segments.
func (s *Screen) ShowWorkflows() { s.showsWorkflows = true }

// Mark is that of the draft.
func (s *Screen) Mark() clean.Text { return s.draft.Mark() }
