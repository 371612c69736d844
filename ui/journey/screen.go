package journey

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/condition"
	"trialist/scoring/journey"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store/facts"
	"trialist/ui/board"
	"trialist/ui/clean"
	"trialist/ui/grid"
	"trialist/ui/host"
	"trialist/ui/job"
)

// Screen is the funnel of the saved rulebook.
type Screen struct {
	frame     host.Frame
	board     *board.Board
	openTrial func(slot uint32) tea.Cmd

	width, height int
	list          grid.List[int64] // of the milestones, by the id of the signal
	job           job.Latest
	asked         *rank.Ranking // what the funnel was made with, or is being made
	funnel        journey.Funnel
	made          bool
	err           error
	stuckJob      job.Latest
}

// Options are what the screen works with.
type Options struct {
	Frame     host.Frame
	Board     *board.Board
	OpenTrial func(slot uint32) tea.Cmd
}

// New is the screen before it has a size.
func New(o Options) *Screen {
	return &Screen{frame: o.Frame, board: o.Board, openTrial: o.OpenTrial}
}

// funnelMade is the answer to a request for the funnel.
type funnelMade struct {
	seq    int
	funnel journey.Funnel
	err    error
}

// Fetch makes the funnel, unless it is there or on its way.
func (s *Screen) Fetch() tea.Cmd {
	if !s.board.Ready() || s.job.Running || s.asked == s.board.Ranking() || len(journey.Milestones(s.board.Book.Card)) == 0 {
		return nil
	}
	s.asked = s.board.Ranking()
	s.job.Start()
	return makeFunnel(s.board.Context(), s.job.Seq, s.board.Cache(), s.board.Book, s.board.Snapshot.AsOf)
}

// makeFunnel is the command of Fetch. The trials are those of the revision that is
// replayed, which may be newer than the one on screen.
func makeFunnel(ctx context.Context, seq int, cache *facts.Cache, book rulebook.Rulebook, asOf value.Instant) tea.Cmd {
	return func() tea.Msg {
		answer := funnelMade{seq: seq}
		answer.err = cache.Do(ctx, func(data *facts.Snapshot) error {
			p, err := data.Population(ctx, book, asOf)
			if err != nil {
				return err
			}
			m := condition.Moment{AsOf: asOf, TrialDays: book.Lifecycle.TrialDays, Zone: p.Zone}
			answer.funnel, err = journey.NewFunnel(ctx, data, m, p, book.Card)
			return err
		})
		return answer
	}
}

// Update handles messages.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case host.Resized:
		s.width, s.height = msg.Width, msg.Height
		s.list.Resize(s.listHeight())
	case funnelMade:
		if fresh, _ := s.job.Finish(msg.seq); fresh {
			s.funnel, s.err, s.made = msg.funnel, msg.err, true
			s.updateRows()
		}
	case stuckRead:
		if fresh, _ := s.stuckJob.Finish(msg.seq); fresh {
			s.openStuck(msg)
		}
	case host.Clicked:
		if i, ok := s.list.IndexAt(msg.Y - listTop); ok {
			s.list.Select(i)
			if msg.Double {
				return s.listStuck()
			}
		}
	case host.Wheeled:
		s.list.Scroll(msg.By)
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

// Bindings are the actions there are now.
func (s *Screen) Bindings() []host.Binding {
	none := clean.Text("")
	if stage, ok := s.selected(); !ok {
		none = "there is no milestone"
	} else if stage.Stuck == 0 {
		none = "no trial is stuck before this milestone"
	}
	return append([]host.Binding{
		{Action: "journey.stuck", Keys: []string{"enter"}, Desc: "list the trials that are stuck before the milestone", Hint: "who is stuck", DisabledReason: none, Run: s.listStuck},
	}, host.MoveBindings(&s.list)...)
}
