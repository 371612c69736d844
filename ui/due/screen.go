package due

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/journey"
	"trialist/scoring/rulebook"
	storejourney "trialist/store/journey"
	"trialist/ui/board"
	"trialist/ui/clean"
	"trialist/ui/grid"
	"trialist/ui/host"
	"trialist/ui/job"
)

// Screen lists the messages that trials are due, and the log.
type Screen struct {
	frame   host.Frame
	board   *board.Board
	options Options

	width, height int
	layout        screenLayout
	showsLog      bool              // the log is listed, not what is due
	delivery      rulebook.Delivery // of the messages that are listed; ByFit is all

	findJob  job.Latest
	asked    question // what list was computed from, or is being computed from
	changes  int      // grows with everything that changes what is due
	list     *storejourney.List
	ranked   []journey.Due // all that is due, the best trials first
	persons  int           // of the messages that are due, how many a person sees to
	findErr  error
	due      []journey.Due // those listed, in the order of the ranking
	dueList  grid.List[int]
	textsJob job.Latest
	texts    map[int]storejourney.Message // by slot

	logJob  job.Latest
	logAt   int // changes when the log was read
	log     []storejourney.LogEntry
	logRead bool
	logErr  error
	logList grid.List[int64]

	dueMarks, logMarks grid.Marks[int64] // by slot, and by number in the outbox

	markJob job.Latest
	noted   [][]int64 // numbers in the outbox of what was noted here, to take back the last
	wanted  int       // slot whose message is to be read once it is known; -1 for none
	back    int       // slot whose message is to be selected once it is listed again; -1 for none
}

// Options are what the screen works with.
type Options struct {
	Who       string // "" when not known
	ReadOnly  bool
	OpenTrial func(slot uint32) tea.Cmd
	// Clipboards of this machine and of the terminal, and the mail program.
	LocalClipboard    func(text string) error
	TerminalClipboard func(text string) tea.Cmd
	OpenMail          func(address, subject, body string) error
}

// Changed is sent to all screens after a message was marked, exported or taken back.
type Changed struct{}

// New is the screen before it has a size.
func New(f host.Frame, b *board.Board, o Options) *Screen {
	return &Screen{frame: f, board: b, options: o, wanted: -1, back: -1, logAt: -1}
}

// Update handles messages.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case host.Resized:
		s.width, s.height = msg.Width, msg.Height
		s.relayout()
	case Changed, host.TabOpened: // somebody else may have told something meanwhile
		s.changes++
	case dueFound:
		return s.handleFound(msg)
	case textsRead:
		s.handleTexts(msg)
	case logRead:
		s.handleLog(msg)
	case noted:
		return s.handleNoted(msg)
	case undone:
		return s.handleTakenBack(msg)
	case shared:
		s.frame.Tell(msg.said)
	case exported:
		return s.handleExported(msg)
	case host.Clicked:
		return s.handleClick(msg)
	case host.Wheeled:
		if s.showsLog {
			s.logList.Scroll(msg.By)
		} else {
			s.dueList.Scroll(msg.By)
		}
	}
	return nil
}

// updateRows lists what is due to be delivered so, in the order of the list.
func (s *Screen) updateRows() {
	if s.list == nil {
		return
	}
	s.due = s.due[:0]
	for _, d := range s.ranked {
		if s.delivery == rulebook.ByFit || s.list.Delivery(d) == s.delivery {
			s.due = append(s.due, d)
		}
	}
	s.keepDueMarks()
	s.dueList.SetRows(len(s.due), func(i int) int { return s.due[i].Slot }, func(slot int) int {
		return slices.IndexFunc(s.due, func(d journey.Due) bool { return d.Slot == slot })
	})
	s.relayout()
}

func (s *Screen) updateLog() {
	s.keepLogMarks()
	s.logList.SetRows(len(s.log), func(i int) int64 { return s.log[i].ID }, func(id int64) int {
		return slices.IndexFunc(s.log, func(t storejourney.LogEntry) bool { return t.ID == id })
	})
	s.relayout()
}

func (s *Screen) relayout() {
	rows := s.dueList.Len()
	if s.showsLog {
		rows = s.logList.Len()
	}
	s.layout = newScreenLayout(s.width, s.height, rows)
	s.dueList.Resize(s.layout.list.H)
	s.logList.Resize(s.layout.list.H)
}

// selectedDue is the message under the cursor; false when there is none.
func (s *Screen) selectedDue() (journey.Due, bool) {
	at, ok := s.dueList.Cursor()
	if !ok || at >= len(s.due) || s.showsLog {
		return journey.Due{}, false
	}
	return s.due[at], true
}

// selectedEntry is what was told, under the cursor; false when there is none.
func (s *Screen) selectedEntry() (storejourney.LogEntry, bool) {
	at, ok := s.logList.Cursor()
	if !ok || at >= len(s.log) || !s.showsLog {
		return storejourney.LogEntry{}, false
	}
	return s.log[at], true
}

func (s *Screen) handleClick(m host.Clicked) tea.Cmd {
	if !s.layout.list.Contains(m.X, m.Y) {
		return nil
	}
	if s.showsLog {
		if i, ok := s.logList.IndexAt(m.Y - s.layout.list.Y); ok {
			s.logList.Select(i)
			if m.Double {
				return s.read()
			}
		}
		return nil
	}
	if i, ok := s.dueList.IndexAt(m.Y - s.layout.list.Y); ok {
		s.dueList.Select(i)
		if m.Double {
			return s.read()
		}
	}
	return nil
}

// Back leaves what was told.
func (s *Screen) Back() (tea.Cmd, bool) {
	if !s.showsLog {
		return nil, false
	}
	s.showLog(false)
	return nil, true
}

// ShowOutbox lists what trials were told.
func (s *Screen) ShowOutbox() { s.showLog(true) }

func (s *Screen) showLog(told bool) {
	s.showsLog = told
	s.relayout()
}

// noteDisabledReason is why nothing can be noted now; "" when it can.
func (s *Screen) noteDisabledReason() clean.Text {
	switch {
	case s.options.ReadOnly:
		return "the workspace is open for reading only"
	case s.board.InPast():
		return s.board.PastReason(s.frame.KeyOf("everywhere.now"))
	case s.markJob.Running:
		return "the last one is being noted"
	}
	return ""
}
