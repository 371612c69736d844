package journey

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/condition"
	"trialist/scoring/eventlog"
	"trialist/scoring/journey"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store/facts"
	"trialist/ui/board"
	"trialist/ui/clean"
	"trialist/ui/draft"
	"trialist/ui/grid"
	"trialist/ui/host"
	"trialist/ui/job"
	"trialist/ui/theme"
)

// part is what the tab shows.
type part uint8

const (
	funnelPart part = iota
	blockersPart
	planPart
	duePart
)

// Inner is a screen that the tab shows in the place of the funnel.
type Inner interface {
	host.Screen
	host.BackHandler
}

// Messages is the screen of the messages that trials are due.
type Messages interface {
	ShowOutbox() // lists what trials were told
	Inner
	Status(styles theme.Theme, width int) theme.Line // how many there are, for the first line
	ReadOf(slot uint32) tea.Cmd                      // opens the message that a trial is due
}

// Screen is the funnel of the saved rulebook, and who is stuck in it.
type Screen struct {
	frame     host.Frame
	board     *board.Board
	draft     *draft.Editor
	openTrial func(slot uint32) tea.Cmd
	plan      Inner
	due       Messages

	width, height int
	part          part
	list          grid.List[int64] // of the milestones, by the id of the signal
	job           job.Latest
	asked         *rank.Ranking // what the funnel was made with, or is being made
	funnel        journey.Funnel
	blockers      journey.Blockers
	stuck         [][]stuckTrial // by stage, the first of the ranking
	made          bool
	err           error
	stuckJob      job.Latest
	step          int // of the blockers on show: a milestone, then the phases
	scroll        int // first line of the blockers on show
}

// Options are what the screen works with.
type Options struct {
	Frame     host.Frame
	Board     *board.Board
	Draft     *draft.Editor
	OpenTrial func(slot uint32) tea.Cmd
	Plan      Inner // the engagement plan
	Due       Messages
}

// New is the screen before it has a size.
func New(o Options) *Screen {
	return &Screen{frame: o.Frame, board: o.Board, draft: o.Draft, openTrial: o.OpenTrial, plan: o.Plan, due: o.Due}
}

// funnelMade is the answer to a request for the funnel.
type funnelMade struct {
	seq      int
	funnel   journey.Funnel
	blockers journey.Blockers
	stuck    [][]stuckTrial
	err      error
}

// Fetch makes the funnel, unless it is there or on its way.
func (s *Screen) Fetch() tea.Cmd {
	if inner := s.inner(); inner != nil {
		return inner.Fetch()
	}
	if !s.board.Ready() || s.job.Running || s.asked == s.board.Ranking() || len(journey.Milestones(s.board.Book.Card)) == 0 {
		return nil
	}
	s.asked = s.board.Ranking()
	s.job.Start()
	return makeFunnel(s.board.Context(), s.job.Seq, s.board.Cache(), s.board.Book, s.board.Snapshot.AsOf, s.asked.Slots)
}

// makeFunnel is the command of Fetch. The trials are those of the revision that is
// replayed, which may be newer than the one on screen, whose ranking is given.
func makeFunnel(ctx context.Context, seq int, cache *facts.Cache, book rulebook.Rulebook, asOf value.Instant, ranking []uint32) tea.Cmd {
	return func() tea.Msg {
		answer := funnelMade{seq: seq}
		answer.err = cache.Do(ctx, func(data *facts.Snapshot) error {
			p, err := data.Population(ctx, book, asOf)
			if err != nil {
				return err
			}
			m := condition.Moment{AsOf: asOf, TrialDays: book.Lifecycle.TrialDays, Zone: p.Zone}
			if answer.funnel, err = journey.NewFunnel(ctx, data, m, p, book.Card); err != nil {
				return err
			}
			days := journey.GoneDays(book.Lifecycle.TrialDays)
			answer.blockers, err = journey.NewBlockers(ctx, data, p, answer.funnel, days, func(id eventlog.EventID) string {
				return data.NameIDs.EventNames[uint32(id)]
			})
			answer.stuck = firstStuck(answer.funnel, p, ranking)
			answer.funnel.Reached = journey.Reached{} // it is large, and nothing here asks for it
			return err
		})
		return answer
	}
}

// inner is the screen in the place of the funnel; nil for none.
func (s *Screen) inner() Inner {
	switch s.part {
	case planPart:
		return s.plan
	case duePart:
		return s.due
	case funnelPart, blockersPart:
	}
	return nil
}

// innerTop is the first line of an inner screen.
const innerTop = 1

// Update handles messages. Those of the mouse go to what is on show.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	inner := s.inner()
	switch m := msg.(type) {
	case host.Resized:
		within := host.Resized{Width: m.Width, Height: max(m.Height-innerTop, 0)}
		s.plan.Update(within)
		s.due.Update(within)
		return s.update(msg)
	case host.Clicked:
		if m.Y -= innerTop; inner != nil && m.Y >= 0 {
			return inner.Update(m)
		}
		return s.update(msg)
	case host.Wheeled:
		if m.Y -= innerTop; inner != nil {
			return inner.Update(m)
		}
		return s.update(msg)
	}
	return tea.Batch(s.plan.Update(msg), s.due.Update(msg), s.update(msg))
}

// update handles a message for the funnel and the blockers.
func (s *Screen) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case host.Resized:
		s.width, s.height = msg.Width, msg.Height
		s.list.Resize(s.listHeight())
	case funnelMade:
		if fresh, _ := s.job.Finish(msg.seq); fresh {
			s.funnel, s.blockers, s.stuck, s.err, s.made = msg.funnel, msg.blockers, msg.stuck, msg.err, true
			s.updateRows()
		}
	case stuckRead:
		if fresh, _ := s.stuckJob.Finish(msg.seq); fresh {
			s.openStuck(msg)
		}
	case host.Clicked:
		return s.handleClick(msg)
	case host.Wheeled:
		if s.part == blockersPart {
			s.scrollTo(s.scroll + msg.By)
		} else {
			s.list.Scroll(msg.By)
		}
	}
	return nil
}

// updateRows lists the milestones.
func (s *Screen) updateRows() {
	stages := s.funnel.Stages
	s.list.SetRows(len(stages), func(i int) int64 { return stages[i].Signal.ID }, func(id int64) int {
		for i, stage := range stages {
			if stage.Signal.ID == id {
				return i
			}
		}
		return -1
	})
	s.list.Resize(s.listHeight())
}

// selected is the milestone under the cursor; false when there is none.
func (s *Screen) selected() (journey.Stage, bool) {
	at, ok := s.list.Cursor()
	if !ok || at >= len(s.funnel.Stages) {
		return journey.Stage{}, false
	}
	return s.funnel.Stages[at], true
}

// handleClick chooses a part of the tab by its name, or a milestone.
func (s *Screen) handleClick(m host.Clicked) tea.Cmd {
	if m.Y == 0 {
		_, spans := s.names(s.frame.Theme(), s.width)
		for i, span := range spans {
			if m.X >= span[0] && m.X < span[1] {
				s.show(part(i))
			}
		}
		return nil
	}
	if i, ok := s.list.IndexAt(m.Y - listTop); ok && s.part == funnelPart && m.X < s.tableWidth() {
		s.list.Select(i)
		if m.Double {
			return s.listStuck()
		}
	}
	return nil
}

// show shows a part of the tab. The blockers are those of the milestone under the cursor.
func (s *Screen) show(p part) {
	if p == blockersPart && s.part != p {
		s.step, _ = s.list.Cursor()
		s.scroll = 0
	}
	s.part = p
}

// ShowPlan shows the engagement plan.
func (s *Screen) ShowPlan() { s.show(planPart) }

// ShowMessages shows the messages that trials are due.
func (s *Screen) ShowMessages() { s.show(duePart) }

// ShowOutbox shows what trials were told.
func (s *Screen) ShowOutbox() {
	s.show(duePart)
	s.due.ShowOutbox()
}

// readMessage shows the messages that are due, and opens that of a trial.
func (s *Screen) readMessage(slot uint32) tea.Cmd {
	s.show(duePart)
	return s.due.ReadOf(slot)
}

// Back leaves what is shown in the place of the funnel. Of the plan it leaves the draft
// first, if that has changes.
func (s *Screen) Back() (tea.Cmd, bool) {
	if inner := s.inner(); inner != nil {
		if cmd, left := inner.Back(); left {
			return cmd, true
		}
	}
	if s.part == funnelPart {
		return nil, false
	}
	s.show(funnelPart)
	return nil, true
}

// Mark is that of the draft, which the plan is part of.
func (s *Screen) Mark() clean.Text { return s.draft.Mark() }

// Bindings are the actions there are now.
func (s *Screen) Bindings() []host.Binding {
	none, empty := clean.Text(""), clean.Text("")
	stage, ok := s.selected()
	if !ok {
		none, empty = "there is no milestone", "there is no milestone"
	} else if stage.Stuck == 0 {
		none = "no trial is stuck before this milestone"
	}
	switches := []host.Binding{
		s.switchBinding(blockersPart, host.Binding{
			Action: "journey.blockers", Keys: []string{"b"}, Desc: "show what the stuck did and how long they have been", Hint: "blockers", DisabledReason: empty,
		}),
		s.switchBinding(planPart, host.Binding{Action: "journey.plan", Keys: []string{"p"}, Desc: "show the engagement plan: what trials are told", Hint: "plan"}),
		s.switchBinding(duePart, host.Binding{Action: "journey.due", Keys: []string{"m"}, Desc: "list the messages that trials are due", Hint: "messages"}),
	}
	switch s.part {
	case blockersPart:
		return append(s.blockerBindings(), switches...)
	case planPart:
		return append(s.plan.Bindings(), switches...)
	case duePart:
		return append(s.due.Bindings(), switches...)
	case funnelPart:
	}
	bindings := append([]host.Binding{
		{Action: "journey.stuck", Keys: []string{"enter"}, Desc: "list the trials that are stuck before the milestone", Hint: "who is stuck", DisabledReason: none, Run: s.listStuck},
	}, switches...)
	return append(bindings, host.MoveBindings(&s.list)...)
}

// switchBinding is the binding that shows a part of the tab, or the funnel again.
func (s *Screen) switchBinding(p part, b host.Binding) host.Binding {
	to := p
	if s.part == p {
		to, b.Desc, b.Hint, b.DisabledReason = funnelPart, "show the funnel", "funnel", ""
	}
	b.Run = func() tea.Cmd { s.show(to); return nil }
	return b
}
