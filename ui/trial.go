package ui

import (
	tea "charm.land/bubbletea/v2"

	"trialist/scoring/account"
	"trialist/scoring/explain"
	"trialist/store"
	"trialist/ui/clean"
	"trialist/ui/theme"
)

// trial is the drill-down: why one account scores what it does, what would
// raise it, and all that is known of it.
type trial struct {
	frame   frame
	board   *board
	actions *touchActions
	slot    uint32
	chosen  bool // a trial was opened
	loading job

	account  *account.Account // nil until it has been read
	touches  []store.Touch
	assessed explain.Assessment
	err      error // why there is nothing to show

	matchedFirst  bool // signals by whether they are matched, not by the journey
	scroll        int
	width, height int
}

func newTrial(f frame, b *board, touch *touchActions) *trial {
	return &trial{frame: f, board: b, actions: touch}
}

// shownSlot is the slot of the account that was opened last, and false before one
// was.
func (t *trial) shownSlot() (uint32, bool) { return t.slot, t.chosen }

// open shows the account in a slot.
func (t *trial) open(slot uint32) tea.Cmd {
	if !t.chosen || t.slot != slot {
		t.account, t.err, t.scroll = nil, nil, 0
		t.loading.drop()
	}
	t.slot, t.chosen = slot, true
	return t.read()
}

// read asks for the account; what is shown of it stays until the answer.
func (t *trial) read() tea.Cmd {
	if !t.chosen || !t.loading.start() {
		return nil
	}
	return loadAccount(t.board.ctx, t.loading.seq, t.board.store, t.slot)
}

func (t *trial) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case resized:
		t.width, t.height = msg.width, msg.height
		t.scrollTo(t.scroll)
	case boardChanged:
		t.assess()
		return t.read()
	case touchesChanged:
		return t.read()
	case accountLoaded:
		return t.take(msg)
	case wheeled:
		t.scrollTo(t.scroll + msg.by)
	}
	return nil
}

// take shows an answer of loadAccount, unless it was overtaken.
func (t *trial) take(m accountLoaded) tea.Cmd {
	fresh, again := t.loading.finish(m.seq)
	if !fresh {
		return nil
	}
	t.err = m.err
	if m.err == nil {
		t.account, t.touches = &m.account, m.touches
		t.assess()
		t.scrollTo(t.scroll)
	}
	if again {
		return t.read()
	}
	return nil
}

// assess asks the rulebook of the board about the account.
func (t *trial) assess() {
	if t.account != nil && t.board.ready() {
		t.assessed = explain.Assess(t.board.book, t.account, t.board.moment())
	}
}

func (t *trial) wants() tea.Cmd { return nil }

// row is what the list would know of the account, false before one is there.
func (t *trial) row() (store.Row, bool) {
	if t.account == nil {
		return store.Row{}, false
	}
	row := store.Row{Slot: t.slot, ID: t.account.ID, Name: t.account.Name}
	row.Owner, row.LastTouch = ownerAndLast(t.touches)
	return row, true
}

// ownerAndLast is who has the account and what was done about it last. Touches
// come newest first.
func ownerAndLast(touches []store.Touch) (owner string, last *store.Touch) {
	owned := false
	for i := range touches {
		if touches[i].Kind != store.Assigned {
			if last == nil {
				last = &touches[i]
			}
		} else if !owned {
			owner, owned = touches[i].Body, true
		}
	}
	return owner, last
}

func (t *trial) bindings() []binding {
	whyNot := clean.Text("")
	if t.account == nil {
		whyNot = "no trial is open"
	}
	scroll := func(by int) func() tea.Cmd {
		return func() tea.Cmd { t.scrollTo(t.scroll + by); return nil }
	}
	page := max(t.height-t.headHeight()-1, 1)
	order := clean.Text("list the matched signals first")
	if t.matchedFirst {
		order = "list the signals in the order of the journey"
	}
	own := []binding{
		{keys: []string{"right", "l", "]"}, does: "open the next trial of the list", short: "next", why: t.whyNoStep(1), run: t.step(1)},
		{keys: []string{"left", "h", "["}, does: "open the trial before", short: "previous", why: t.whyNoStep(-1), run: t.step(-1)},
		{keys: []string{"s"}, does: order, why: whyNot, run: func() tea.Cmd { t.matchedFirst = !t.matchedFirst; return nil }},
		{keys: []string{"down", "j"}, does: "go down a line", group: aboutMoving, run: scroll(1)},
		{keys: []string{"up", "k"}, does: "go up a line", group: aboutMoving, run: scroll(-1)},
		{keys: []string{"pgdown", "ctrl+f", "space"}, does: "go down a page", group: aboutMoving, run: scroll(page)},
		{keys: []string{"pgup", "ctrl+b"}, does: "go up a page", group: aboutMoving, run: scroll(-page)},
		{keys: []string{"home", "g"}, does: "go to the top", group: aboutMoving, run: scroll(-1 << 30)},
		{keys: []string{"end", "G"}, does: "go to the end", group: aboutMoving, run: scroll(1 << 30)},
	}
	return append(t.actions.bindings(t.row), own...)
}

// neighbour is the account some places further down the list; false at its
// ends.
func (t *trial) neighbour(by int) (uint32, bool) {
	shown := t.board.shown
	at := t.board.find(t.slot)
	if !t.chosen || at < 0 || at+by < 0 || at+by >= len(shown) {
		return 0, false
	}
	return shown[at+by], true
}

func (t *trial) whyNoStep(by int) clean.Text {
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

func (t *trial) step(by int) func() tea.Cmd {
	return func() tea.Cmd {
		if slot, ok := t.neighbour(by); ok {
			return t.open(slot)
		}
		return nil
	}
}

// scrollTo makes a line of the body the first one shown.
func (t *trial) scrollTo(line int) {
	body := t.body(t.frame.Theme(), t.width)
	t.scroll = max(min(line, len(body)-(t.height-t.headHeight())), 0)
}

func (t *trial) view(width, height int) []theme.Line {
	look := t.frame.Theme()
	if t.account == nil {
		return t.empty(look, width)
	}
	lines := t.head(look, width)
	body := t.body(look, width)
	from := min(t.scroll, len(body))
	room := max(height-len(lines), 0)
	if rest := len(body) - from; rest <= room || room == 0 {
		return append(lines, body[from:from+min(rest, room)]...)
	}
	// The hint has a line of its own: points stand at the right of the others.
	lines = append(lines, body[from:from+room-1]...)
	return append(lines, theme.Ends(nil, look.Faint.Say("more "+look.Glyphs.Down+" "), width))
}

// empty is the screen before there is an account on it.
func (t *trial) empty(look theme.Theme, width int) []theme.Line {
	text := clean.Text("No trial is open. Choose one in Convert and press enter.")
	switch {
	case t.err != nil:
		text = sentence(clean.Of(t.err.Error()))
	case t.loading.running:
		return nil
	}
	lines := []theme.Line{nil}
	for _, part := range text.Wrap(max(width-4, 0)) {
		lines = append(lines, theme.Line{}.Gap(2).Add(look.Muted, part))
	}
	return lines
}
