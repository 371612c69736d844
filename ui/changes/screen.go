package changes

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/changes"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/facts"
	"trialist/store/looks"
	"trialist/ui/board"
	"trialist/ui/clean"
	"trialist/ui/grid"
	"trialist/ui/host"
	"trialist/ui/job"
	"trialist/ui/words"
)

// Screen is what changed.
type Screen struct {
	frame      host.Frame
	board      *board.Board
	who        string
	readOnly   bool
	openTrial  func(slot uint32) tea.Cmd
	showFilter func(text string) tea.Cmd

	width, height int
	list          grid.List[rowKey]
	folded        [numGroups]bool

	since    choice // what the user wants to compare with
	job      job.Latest
	asked    request // what result was made from, or is being made
	result   result
	looks    int         // grows with every look that is kept
	measured measure     // what movement in the list is measured from
	previous *looks.Look // what the mark was at before it was moved here; nil when it was not
	saving   bool
}

// Options are what the screen works with.
type Options struct {
	Frame      host.Frame
	Board      *board.Board
	Who        string // whose last look it is; "" where it is not known
	ReadOnly   bool
	OpenTrial  func(slot uint32) tea.Cmd
	ShowFilter func(text string) tea.Cmd // opens the list, filtered
}

// New is the screen before it has a size.
func New(o Options) *Screen {
	return &Screen{
		frame: o.Frame, board: o.Board, who: o.Who, readOnly: o.ReadOnly, openTrial: o.OpenTrial, showFilter: o.ShowFilter,
	}
}

// request is what a comparison is made from.
type request struct {
	ranking *rank.Ranking
	since   choice
	looks   int
}

// result is the answer to a request.
type result struct {
	since    choice
	compared *changes.Comparison // nil where there is nothing to compare with
	look     *looks.Look         // the last one, whatever was compared with; nil where there is none
	missing  bool                // the user has never looked
	news     int                 // changes since the last look
	newsOf   int                 // trials that have them
	ranking  *rank.Ranking       // of the last look, where movement is to be measured from it
	err      error
}

// measure is what movement is measured from.
type measure struct {
	look  value.Instant // when it was kept; 0 for none
	order rank.Order
	data  store.SnapshotID
}

// made is the answer to a request.
type made struct {
	seq int
	result
}

// Update handles messages.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case host.Resized:
		s.width, s.height = msg.Width, msg.Height
		s.list.Resize(s.listHeight())
	case host.TabOpened:
		if s.since == lastLook && s.result.missing {
			s.since = yesterday
		}
		return s.compare()
	case board.Changed:
		return s.compare() // also while another screen is shown, which offers the changes
	case made:
		return s.handleMade(msg)
	case idsRead:
		return s.handleIDs(msg)
	case kept:
		return s.handleKept(msg)
	case host.Clicked:
		if i, ok := s.list.IndexAt(msg.Y - s.listTop()); ok {
			s.list.Select(i)
			if msg.Double {
				return s.enter()
			}
		}
	case host.Wheeled:
		s.list.Scroll(msg.By)
	}
	return nil
}

// compare compares what the board has with what the user chose, unless that is there or
// on its way.
func (s *Screen) compare() tea.Cmd {
	b := s.board
	if !b.Ready() || b.Population == nil {
		return nil
	}
	wanted := request{b.Ranking(), s.since, s.looks}
	if s.asked == wanted || !s.job.Start() {
		return nil
	}
	s.asked = wanted
	c := comparison{s.job.Seq, s.since, s.who, b.Store(), b.Cache(), b.Snapshot, b.Ranking(), s.measured}
	ctx := b.Context()
	return func() tea.Msg { return c.run(ctx) }
}

// comparison is the values that the command of compare needs.
type comparison struct {
	seq      int
	since    choice
	who      string
	store    *store.Store
	cache    *facts.Cache
	now      board.Snapshot
	ranking  *rank.Ranking
	measured measure
}

// run compares now with what was chosen, and with the last look, whose news are always shown.
func (c comparison) run(ctx context.Context) made {
	m := made{seq: c.seq, result: result{since: c.since}}
	now, after := c.now, changes.State{Population: c.now.Population, Book: c.now.Book}
	if look, err := looks.Load(ctx, c.store, c.who); err == nil {
		m.look = &look
		if look.Population.AsOf <= now.AsOf {
			m.compared = changes.Compare(changes.State{Population: look.Population, Book: look.Book}, after, c.ranking)
			m.news, m.newsOf = len(m.compared.Entries), m.compared.Trials
			if c.measured != (measure{look.At, c.ranking.By, now.DataID}) {
				m.ranking = rankLook(look, now.Population, c.ranking.By)
			}
		}
	} else if m.missing = errors.Is(err, store.ErrNotFound); !m.missing {
		m.err = err
	}
	if c.since == lastLook {
		return m
	}
	before, err := c.cache.UnrankedPopulation(ctx, now.Book, c.since.instant(now.AsOf, now.Population.Zone))
	if m.err = err; err == nil {
		m.compared = changes.Compare(changes.State{Population: before, Book: now.Book}, after, c.ranking)
	}
	return m
}

// rankLook ranks what was seen, so that the list can show who moved. What breaks ties is
// taken from now: it was not kept. Orders that go by time left or last seen were not
// either, and have no movement.
func rankLook(look looks.Look, now *rank.Population, by rank.Order) *rank.Ranking {
	if by == rank.ByDaysLeft || by == rank.ByLastSeen || now.TieBreak == nil {
		return nil
	}
	seen := *look.Population
	for _, slot := range now.TieBreak {
		if int(slot) < len(seen.Status) {
			seen.TieBreak = append(seen.TieBreak, slot)
		}
	}
	if len(seen.TieBreak) != len(seen.Status) {
		return nil
	}
	r := rank.NewRanker(&seen).Rank(look.Book.Card, by, rulebook.StatusesOf(rulebook.Trial))
	r.Position(0) // computes all, which takes too long while drawing
	return r
}

func (s *Screen) handleMade(m made) tea.Cmd {
	fresh, again := s.job.Finish(m.seq)
	var cmd tea.Cmd
	if fresh {
		s.result = m.result
		s.updateRows()
		if m.ranking != nil {
			s.measured = measure{m.look.At, m.ranking.By, s.board.DataID}
			s.board.MeasureFrom(m.ranking)
			s.result.ranking = nil // the board has it
			cmd = s.frame.Broadcast(board.Changed{})
		}
	}
	if again {
		cmd = tea.Batch(cmd, s.compare())
	}
	return cmd
}

// Fetch reads the rows on screen.
func (s *Screen) Fetch() tea.Cmd {
	cmd := s.compare()
	c := s.result.compared
	if c == nil {
		return cmd
	}
	from, to := s.list.VisibleRange()
	var slots []uint32
	for i := from; i < to; i++ {
		if row := s.row(i); !row.heading {
			slots = append(slots, row.entry.Slot)
		}
	}
	return tea.Batch(cmd, s.board.RequestRows(slots))
}

// Bindings are the actions there are now.
func (s *Screen) Bindings() []host.Binding {
	none := clean.Text("")
	if s.list.Len() == 0 {
		none = "there is no change"
	}
	open := host.Binding{Action: "changes.open", Keys: []string{"enter", "l", "right"}, Desc: "open the selected trial", Hint: "open", DisabledReason: none, Run: s.enter}
	if row, ok := s.selected(); ok && row.heading {
		open.Desc, open.Hint = "fold or unfold the group", "fold"
	}
	return append([]host.Binding{
		open,
		{Action: "changes.all-seen", Keys: []string{"a"}, Desc: "note that all was seen: list what changes from now on", Hint: "all seen", DisabledReason: s.keepReason(), Run: s.keep},
		{Action: "changes.take-back", Keys: []string{"u"}, Desc: "take back that all was seen", DisabledReason: s.takeBackReason(), Run: s.takeBack},
		{Action: "changes.since", Keys: []string{"s"}, Desc: "choose since when", Keywords: "time past", Hint: "since", Run: s.chooseSince},
		{Action: "changes.list", Keys: []string{"f"}, Desc: "list the trials of the group in Convert", Hint: "list them", DisabledReason: s.filterReason(), Run: s.filterGroup},
	}, host.MoveBindings(&s.list)...)
}

// enter opens the selected trial, or folds the selected group.
func (s *Screen) enter() tea.Cmd {
	row, ok := s.selected()
	if !ok {
		return nil
	}
	if row.heading {
		s.folded[row.group] = !s.folded[row.group]
		s.updateRows()
		return nil
	}
	return s.openTrial(row.entry.Slot)
}

// Mark is the number of changes since the last look, for the tab.
func (s *Screen) Mark() clean.Text {
	if s.result.news > 0 {
		return words.Number(s.result.news)
	}
	return ""
}

// News says how many changes there are since the last look, from the longest text to
// the shortest; none where there are none.
func (s *Screen) News() []clean.Text {
	r := &s.result
	if r.news == 0 {
		return nil
	}
	count := words.Count(r.news, "change", "changes")
	since := " since " + s.timeText(r.look.Population.AsOf)
	whole := words.ChangesOf(r.news, r.newsOf) + since
	return []clean.Text{whole + ", 0 shows them", whole, count + since, count}
}
