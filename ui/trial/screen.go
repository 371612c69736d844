package trial

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/account"
	"trialist/scoring/explain"
	"trialist/scoring/possible"
	"trialist/store/accounts"
	"trialist/store/workflows"
	"trialist/ui/board"
	"trialist/ui/clean"
	"trialist/ui/due"
	"trialist/ui/host"
	"trialist/ui/job"
	"trialist/ui/theme"
	"trialist/ui/touch"
	"trialist/ui/words"
)

// Screen is the drill-down into one account.
type Screen struct {
	frame   host.Frame
	board   *board.Board
	touch   *touch.Actions
	options Options
	slot    uint32
	opened  bool // an account was opened
	loadJob job.Latest

	journey      journeyState
	journeyJob   job.Latest
	placeAt      placeQuestion // what place is the answer to, or will be
	placeChanges int           // grows with everything that changes what is due

	account  *account.Account   // nil until it has been read
	touches  []accounts.Touch   // oldest first
	firings  []workflows.Logged // of workflows, newest first
	assessed explain.Assessment
	possible [2]possible.Side // what is not known, by side
	err      error            // why there is nothing to show

	matchedFirst  bool // matched signals come first, not the order of the journey
	scroll        int  // first line of the body on screen
	width, height int
}

// Options are what the screen works with besides the board.
type Options struct {
	Touch    *touch.Actions
	Messages *due.Screen
	Who      string // "" when not known
	ReadOnly bool
}

// New is the screen before an account is opened.
func New(f host.Frame, b *board.Board, o Options) *Screen {
	return &Screen{frame: f, board: b, touch: o.Touch, options: o}
}

// ShownSlot is the slot of the account on screen; false before one was opened.
func (t *Screen) ShownSlot() (uint32, bool) { return t.slot, t.opened }

// Open shows the account in a slot.
func (t *Screen) Open(slot uint32) tea.Cmd {
	if !t.opened || t.slot != slot {
		t.account, t.err, t.scroll = nil, nil, 0
		t.loadJob.Invalidate()
	}
	t.slot, t.opened = slot, true
	return t.requestAccount()
}

// requestAccount reads the account. What is on screen stays until the answer comes.
func (t *Screen) requestAccount() tea.Cmd {
	if !t.opened || !t.loadJob.Start() {
		return nil
	}
	return board.LoadAccount(t.board.Context(), t.loadJob.Seq, t.board.Store(), t.slot, t.board.TouchesAt())
}

func (t *Screen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case host.Resized:
		t.width, t.height = msg.Width, msg.Height
		t.scrollTo(t.scroll)
	case board.Changed:
		t.assess()
		return t.requestAccount()
	case touch.Changed:
		return t.requestAccount()
	case due.Changed, host.TabOpened: // somebody else may have told something, or done a task
		t.placeChanges++
	case journeyRead:
		t.handleJourney(msg)
	case taskDone:
		t.handleTaskDone(msg)
	case board.AccountLoaded:
		return t.handleAccount(msg)
	case host.Wheeled:
		t.scrollTo(t.scroll + msg.By)
	}
	return nil
}

// handleAccount shows an account that was read, unless the answer is out of date.
func (t *Screen) handleAccount(m board.AccountLoaded) tea.Cmd {
	fresh, again := t.loadJob.Finish(m.Seq)
	if !fresh {
		return nil
	}
	t.err = m.Err
	if m.Err == nil {
		t.account, t.touches, t.firings = &m.Account, m.Touches, m.Firings
		t.assess()
		t.scrollTo(t.scroll)
	}
	if again {
		return t.requestAccount()
	}
	return nil
}

// assess applies the board's rulebook to the account.
func (t *Screen) assess() {
	if t.account != nil && t.board.Ready() {
		t.assessed = explain.Assess(t.board.Book, t.account, t.board.Moment())
		t.possible = board.AssessPossible(t.board.Book, t.account, t.board.Moment())
	}
}

func (t *Screen) Fetch() tea.Cmd {
	if !t.opened {
		return nil
	}
	return tea.Batch(t.requestJourney(), t.board.RequestSegments(t.board.Book.Segments.List), t.board.RequestPaces(), t.board.RequestClasses([]uint32{t.slot}))
}

// row is the account as a row of the list; false before it has been read. It is made
// from the account, as the board may not have the row.
func (t *Screen) row() (accounts.Row, bool) {
	if t.account == nil {
		return accounts.Row{}, false
	}
	row := accounts.Row{Slot: t.slot, ID: t.account.ID, Name: t.account.Name}
	for i := range t.touches {
		row.Note(&t.touches[i])
	}
	return row, true
}

func (t *Screen) Bindings() []host.Binding {
	disabled := clean.Text("")
	if t.account == nil {
		disabled = "no trial is open"
	}
	scroll := func(by int) func() tea.Cmd {
		return func() tea.Cmd { t.scrollTo(t.scroll + by); return nil }
	}
	page := max(t.height-t.headHeight()-1, 1)
	order := clean.Text("list the matched signals first")
	if t.matchedFirst {
		order = "list the signals in the order of the journey"
	}
	message, task := disabled, disabled
	if disabled == "" && (!t.journeyKnown() || t.journey.due == nil) {
		message = "it is due no message now"
	}
	switch {
	case disabled != "":
	case t.options.ReadOnly:
		task = "the workspace is open for reading only"
	case t.board.InPast():
		task = t.board.PastReason(t.frame.KeyOf("everywhere.now"))
	case !t.journeyKnown() || len(t.journey.tasks) == 0:
		task = "no task is open"
	}
	own := []host.Binding{
		{Action: "trial.message", Keys: []string{"d"}, Desc: "read the message that it is due", Hint: "message due", DisabledReason: message, Run: t.readMessage},
		{Action: "trial.task", Keys: []string{"t"}, Desc: "mark a task done", Hint: "task done", DisabledReason: task, Run: t.chooseTask},
		{Action: "trial.next", Keys: []string{"right", "l", "]"}, Desc: "open the next trial of the list", Hint: "next", DisabledReason: t.stepDisabledReason(1), Run: t.openNeighbour(1)},
		{Action: "trial.previous", Keys: []string{"left", "h", "["}, Desc: "open the trial before", Hint: "previous", DisabledReason: t.stepDisabledReason(-1), Run: t.openNeighbour(-1)},
		{Action: "trial.touches", Keys: []string{"enter"}, Desc: "read a note whole, change or delete it", Keywords: "history past", Hint: "notes", DisabledReason: disabled, Run: t.readTouches},
		{Action: "trial.sort", Keys: []string{"s"}, Desc: order, Hint: "order", DisabledReason: disabled, Run: func() tea.Cmd { t.matchedFirst = !t.matchedFirst; return nil }},
		{Action: "moving.down", Keys: []string{"down", "j"}, Desc: "go down a line", Group: host.GroupMoving, Run: scroll(1)},
		{Action: "moving.up", Keys: []string{"up", "k"}, Desc: "go up a line", Group: host.GroupMoving, Run: scroll(-1)},
		{Action: "moving.page-down", Keys: []string{"pgdown", "ctrl+f", "space"}, Desc: "go down a page", Group: host.GroupMoving, Run: scroll(page)},
		{Action: "moving.page-up", Keys: []string{"pgup", "ctrl+b"}, Desc: "go up a page", Group: host.GroupMoving, Run: scroll(-page)},
		{Action: "moving.top", Keys: []string{"home", "g"}, Desc: "go to the top", Group: host.GroupMoving, Run: scroll(-1 << 30)},
		{Action: "moving.end", Keys: []string{"end", "G"}, Desc: "go to the end", Group: host.GroupMoving, Run: scroll(1 << 30)},
	}
	// What is due and the neighbours come first: the footer has room for a few.
	first := own[:4]
	return append(append(slices.Clone(first), t.touch.Bindings(func() touch.Targets { return touch.One(t.row()) })...), own[4:]...)
}

// readTouches lists the touches of the account, to read them.
func (t *Screen) readTouches() tea.Cmd {
	row, _ := t.row()
	return t.touch.Read(row)
}

// neighbour is the slot by places further down the list; false beyond its ends.
func (t *Screen) neighbour(by int) (uint32, bool) {
	shown := t.board.Shown()
	at := t.board.IndexOf(t.slot)
	if !t.opened || at < 0 || at+by < 0 || at+by >= len(shown) {
		return 0, false
	}
	return shown[at+by], true
}

func (t *Screen) stepDisabledReason(by int) clean.Text {
	if _, ok := t.neighbour(by); ok {
		return ""
	}
	if t.account == nil {
		return "no trial is open"
	}
	if by < 0 {
		return "this is the first trial of the list"
	}
	return "this is the last trial of the list"
}

func (t *Screen) openNeighbour(by int) func() tea.Cmd {
	return func() tea.Cmd {
		if slot, ok := t.neighbour(by); ok {
			return t.Open(slot)
		}
		return nil
	}
}

// scrollTo scrolls to a line of the body.
func (t *Screen) scrollTo(line int) {
	body := t.body(t.frame.Theme(), t.width)
	t.scroll = max(min(line, len(body)-(t.height-t.headHeight())), 0)
}

func (t *Screen) View(width, height int) []theme.Line {
	styles := t.frame.Theme()
	if t.account == nil {
		return t.empty(styles, width)
	}
	lines := t.head(styles, width)
	body := t.body(styles, width)
	from := min(t.scroll, len(body))
	room := max(height-len(lines), 0)
	if rest := len(body) - from; rest <= room || room == 0 {
		return append(lines, body[from:from+min(rest, room)]...)
	}
	// The hint takes a whole line: the right end of the others has the points.
	lines = append(lines, body[from:from+room-1]...)
	return append(lines, theme.Justify(nil, styles.Muted.Line("more "+styles.Glyphs.Down+" "), width))
}

// empty is the screen without an account.
func (t *Screen) empty(styles theme.Theme, width int) []theme.Line {
	text := clean.Text("No trial is open. Choose one in Convert and press " + t.frame.KeyOf("convert.open") + ".")
	switch {
	case t.err != nil:
		text = words.Capitalize(clean.Of(t.err.Error()))
	case t.loadJob.Running:
		return nil
	}
	lines := []theme.Line{nil}
	for _, part := range text.Wrap(max(width-4, 0)) {
		lines = append(lines, theme.Line{}.Space(2).Add(styles.Muted, part))
	}
	return lines
}
