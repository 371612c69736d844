package workflows

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/store/facts"
	"trialist/store/workflows"
	"trialist/ui/board"
	"trialist/ui/clean"
	"trialist/ui/draft"
	"trialist/ui/grid"
	"trialist/ui/host"
	"trialist/ui/job"
)

// Screen edits the workflows, runs them, and shows what they did.
type Screen struct {
	frame    host.Frame
	board    *board.Board
	draft    *draft.Editor
	readOnly bool
	who      string

	width, height int
	layout        screenLayout
	list          grid.List[int64] // of the workflows of the draft, by id
	pendingID     int64            // one that was just added, to select when it is listed; 0 for none

	readJob job.Latest
	asked   question // what activity is the answer to, or will be
	changes int      // grows with everything that may have changed what workflows did
	did     activity
	runJob  job.Latest
	dryJob  job.Latest
	known   knownNames
}

// Options are what the screen works with.
type Options struct {
	Frame    host.Frame
	Board    *board.Board
	Draft    *draft.Editor
	Who      string // "" when not known
	ReadOnly bool
}

// New is the screen before it has a size.
func New(o Options) *Screen {
	return &Screen{frame: o.Frame, board: o.Board, draft: o.Draft, who: o.Who, readOnly: o.ReadOnly}
}

// question is which activity is wanted.
type question struct {
	workflow int64
	changes  int
}

// activity is what workflows did.
type activity struct {
	workflow int64
	tallies  map[int64]workflows.Totals
	log      []workflows.Logged // of the workflow, the newest first
	err      error
}

// activityRead is the answer to readActivity.
type activityRead struct {
	seq int
	activity
}

// maxLog is how many firings of a workflow are read.
const maxLog = 200

func readActivity(ctx context.Context, seq int, s *store.Store, id int64) tea.Cmd {
	return func() tea.Msg {
		m := activityRead{seq, activity{workflow: id}}
		if m.tallies, m.err = workflows.TotalsByWorkflow(ctx, s); m.err == nil && id != 0 {
			m.log, m.err = workflows.Log(ctx, s, workflows.Query{Workflow: id, Limit: maxLog})
		}
		return m
	}
}

// knownNames is what sentences can name.
type knownNames struct {
	asked  bool
	events []string
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
		m := namesRead{}
		m.names, _ = cache.Names(ctx)
		owners, _ := accounts.Owners(ctx, s)
		for _, owner := range owners {
			m.owners = append(m.owners, owner.Name)
		}
		return m
	}
}

func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case host.Resized:
		s.width, s.height = msg.Width, msg.Height
		s.relayout()
	case board.Changed, host.TabOpened:
		s.changes++
		s.updateRows()
	case draft.Changed:
		s.updateRows()
	case activityRead:
		if fresh, _ := s.readJob.Finish(msg.seq); fresh {
			s.did = msg.activity
		}
	case namesRead:
		if msg.names != nil {
			s.known.events = msg.names.Events
		}
		s.known.owners = msg.owners
	case ran:
		s.handleRan(msg)
	case dryRan:
		s.handleDryRan(msg)
	case tasksRead:
		s.handleTasks(msg)
	case retried:
		s.handleRetried(msg)
	case marked:
		s.handleMarked(msg)
	case host.Clicked:
		return s.handleClick(msg)
	case host.Wheeled:
		s.list.Scroll(msg.By)
	}
	return nil
}

// workflows are those of the draft.
func (s *Screen) workflows() []rulebook.Workflow { return s.draft.Book().Workflows.List }

// updateRows lists the workflows of the draft.
func (s *Screen) updateRows() {
	if !s.draft.Loaded() {
		return
	}
	all := s.workflows()
	find := func(id int64) int {
		return slices.IndexFunc(all, func(one rulebook.Workflow) bool { return one.ID == id })
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

// Fetch reads what the workflows did, and the names that sentences can have.
func (s *Screen) Fetch() tea.Cmd {
	if !s.draft.Loaded() || !s.board.Ready() {
		return nil
	}
	var cmd tea.Cmd
	if !s.known.asked {
		s.known.asked = true
		cmd = readNames(s.board.Context(), s.board.Store(), s.board.Cache())
	}
	one, _ := s.selected()
	wanted := question{one.ID, s.changes}
	if s.readJob.Running || s.asked == wanted && s.did.tallies != nil {
		return cmd
	}
	s.asked = wanted
	s.readJob.Start()
	return tea.Batch(cmd, readActivity(s.board.Context(), s.readJob.Seq, s.board.Store(), one.ID))
}

// selected is the workflow under the cursor; false when there is none.
func (s *Screen) selected() (rulebook.Workflow, bool) {
	at, ok := s.list.Cursor()
	if !ok || !s.draft.Loaded() || at >= len(s.workflows()) {
		return rulebook.Workflow{}, false
	}
	return s.workflows()[at], true
}

// log is when the workflow fired, as far as it was read.
func (s *Screen) log(id int64) []workflows.Logged {
	if s.did.workflow != id {
		return nil
	}
	return s.did.log
}

func (s *Screen) handleClick(m host.Clicked) tea.Cmd {
	if i, ok := s.list.IndexAt(m.Y - s.layout.list.Y); ok && s.layout.list.Contains(m.X, m.Y) {
		s.list.Select(i)
		if m.Double {
			return s.showLog()
		}
	}
	return nil
}

// Back leaves the draft, if it has changes.
func (s *Screen) Back() (tea.Cmd, bool) { return s.draft.Back() }

// StatusText is what is going on; "" for nothing.
func (s *Screen) StatusText() clean.Text {
	switch {
	case s.runJob.Running:
		return "running the workflows"
	case s.dryJob.Running:
		return "replaying day by day"
	}
	return ""
}
