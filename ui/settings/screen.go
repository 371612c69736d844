package settings

import (
	tea "charm.land/bubbletea/v2"

	"trialist/scoring/rulebook"
	"trialist/ui/board"
	"trialist/ui/clean"
	"trialist/ui/draft"
	"trialist/ui/form"
	"trialist/ui/host"
	"trialist/ui/theme"
)

// Screen is everything that the team decides besides the signals: what makes an
// account a trial, the names of score ranges, who is qualified. It edits the same
// draft as the Signals screen.
type Screen struct {
	frame   host.Frame
	board   *board.Board
	draft   *draft.Editor
	options Options

	groups       []group
	list         []setting // of all groups, in their order
	cursor       int       // index in list
	matrixColumn int       // the adoption band under the cursor in the matrix
	scroll       int       // first line of the page on screen
	width        int
	height       int
	counts       counts
}

// setting is one row of the list.
type setting interface {
	// draw draws the row in width cells, on one line or more. The number of
	// lines does not depend on selected.
	draw(width int, selected bool) []theme.Line

	// adjust changes the setting by a number of steps, down when negative.
	adjust(by int) tea.Cmd

	// activate is what enter does.
	activate() tea.Cmd

	// keys says what the keys do, for help and footer.
	keys() keyLabels
}

// keyLabels says what the keys do to a setting. A setting without left has no
// steps.
type keyLabels struct {
	activate, activateHint clean.Text
	left, right            clean.Text // what a step does
	leftHint, rightHint    clean.Text // the same for the footer
	largeSteps             bool       // steps of five make sense
	moves                  bool       // steps move the cursor within the setting and change nothing
	disabledReason         clean.Text // why it cannot be changed now; "" when it can
}

// Options are what the screen works with.
type Options struct {
	Frame          host.Frame
	Board          *board.Board
	Draft          *draft.Editor
	Forms          form.Context
	FixedTheme     func() (name string, by clean.Text) // what goes before the preference, and what says so; "" for nothing
	FixedMouse     func() (on bool, by clean.Text)
	Preferences    func() Preferences
	SetPreferences func(Preferences) tea.Cmd // applies and stores them
}

// New is the screen before it has a size.
func New(o Options) *Screen {
	s := &Screen{frame: o.Frame, board: o.Board, draft: o.Draft, options: o}
	s.groups = []group{statusGroup(s)}
	for _, side := range rulebook.Sides() {
		s.groups = append(s.groups, bandGroup(s, side))
	}
	s.groups = append(s.groups, matrixGroup(s), weightingGroup(s), timeGroup(s), displayGroup(s))
	for _, g := range s.groups {
		s.list = append(s.list, g.settings...)
	}
	s.matrixColumn = rulebook.NumBands - 1
	return s
}

// Group is a group of settings, in their order.
type Group int

// The groups.
const (
	Statuses Group = iota
	AdoptionBands
	FitBands
	Qualified
	Weighting
	Days
	Display
)

// SelectGroup moves the cursor to the first setting of a group.
func (s *Screen) SelectGroup(g Group) {
	first := 0
	for _, before := range s.groups[:g] {
		first += len(before.settings)
	}
	s.moveTo(first)
}

// SelectStatuses moves the cursor to the condition of trial status.
func (s *Screen) SelectStatuses() {
	for i, row := range s.list {
		if status, ok := row.(statusSetting); ok && status.status == rulebook.Trial {
			s.moveTo(i)
		}
	}
}

// draftBook is the rulebook as edited, savedBook the saved one.
func (s *Screen) draftBook() rulebook.Rulebook { return s.draft.Book() }
func (s *Screen) savedBook() rulebook.Rulebook { return s.draft.Saved() }

// ready reports whether there is a rulebook to show.
func (s *Screen) ready() bool { return s.board.Ready() && s.draft.Loaded() }

// edit makes a rulebook the newest step of the draft. One that is not valid is
// refused with its error.
func (s *Screen) edit(book rulebook.Rulebook) tea.Cmd {
	if err := book.Validate(); err != nil {
		s.frame.Fail(err)
		return nil
	}
	return s.draft.Edit(book)
}

// editLifecycle replaces the lifecycle of the draft.
func (s *Screen) editLifecycle(lifecycle rulebook.Lifecycle) tea.Cmd {
	book := s.draftBook()
	book.Lifecycle = lifecycle
	return s.edit(book)
}

// editCard replaces the scorecard of the draft.
func (s *Screen) editCard(card rulebook.Scorecard) tea.Cmd {
	book := s.draftBook()
	book.Card = card
	return s.edit(book)
}

func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case host.Resized:
		s.width, s.height = msg.Width, msg.Height
		s.scrollToCursor()
	case board.Changed, draft.Changed:
		s.counts.outdated = true
		s.scrollToCursor()
	case proposed:
		return leftOutSetting{s}.handleProposed(msg)
	case measured:
		s.handleMeasured(msg)
	case host.Wheeled:
		s.scrollTo(s.scroll + msg.By)
	case host.Clicked:
		return s.handleClick(msg)
	}
	return nil
}

// Fetch counts the numbers beside the settings.
func (s *Screen) Fetch() tea.Cmd { return s.requestCounts() }

// selected is the setting under the cursor.
func (s *Screen) selected() setting { return s.list[s.cursor] }

// moveTo moves the cursor to the setting at an index, or the nearest one.
func (s *Screen) moveTo(index int) {
	s.cursor = max(min(index, len(s.list)-1), 0)
	s.scrollToCursor()
}

// group is the index of the group under the cursor, and the index in list of its
// first setting.
func (s *Screen) group() (index, first int) {
	for i, g := range s.groups {
		if s.cursor < first+len(g.settings) {
			return i, first
		}
		first += len(g.settings)
	}
	return len(s.groups) - 1, first
}

// moveToGroup moves the cursor to the next group, or back: first to the beginning
// of its own group, then to the previous one.
func (s *Screen) moveToGroup(by int) {
	group, first := s.group()
	switch {
	case by > 0 && group < len(s.groups)-1:
		s.moveTo(first + len(s.groups[group].settings))
	case by > 0:
		s.moveTo(len(s.list) - 1)
	case s.cursor > first || group == 0:
		s.moveTo(first)
	default:
		s.moveTo(first - len(s.groups[group-1].settings))
	}
}

func (s *Screen) Bindings() []host.Binding {
	row := s.selected()
	keys := row.keys()
	step := func(by int) func() tea.Cmd {
		return func() tea.Cmd { return row.adjust(by) }
	}
	move := func(f func()) func() tea.Cmd {
		return func() tea.Cmd { f(); return nil }
	}
	noStep, noLargeStep := keys.disabledReason, keys.disabledReason
	switch {
	case keys.moves:
		noStep = ""
	case keys.left == "":
		noStep = "this setting has no steps, enter changes it"
	}
	if !keys.largeSteps {
		noLargeStep = "this setting has no larger steps"
	}
	left, right := orDefault(keys.left, "lower the setting"), orDefault(keys.right, "raise the setting")
	own := []host.Binding{
		{Action: "settings.change", Keys: []string{"enter", "e", "space"}, Desc: keys.activate, Hint: keys.activateHint, DisabledReason: keys.disabledReason, Run: row.activate},
		{Action: "settings.lower", Keys: []string{"left", "-"}, Desc: left, Hint: keys.leftHint, DisabledReason: noStep, Run: step(-1)},
		{Action: "settings.raise", Keys: []string{"right", "+", "="}, Desc: right, Hint: keys.rightHint, DisabledReason: noStep, Run: step(1)},
		{Action: "settings.lower-by-five", Keys: []string{"shift+left", "<"}, Desc: left + " by five", DisabledReason: noLargeStep, Run: step(-5)},
		{Action: "settings.raise-by-five", Keys: []string{"shift+right", ">"}, Desc: right + " by five", DisabledReason: noLargeStep, Run: step(5)},
	}
	own = append(own, s.draft.Bindings()...)
	return append(own, []host.Binding{
		{Action: "moving.down", Keys: []string{"down", "j"}, Desc: "go down", Group: host.GroupMoving, Run: move(func() { s.moveTo(s.cursor + 1) })},
		{Action: "moving.up", Keys: []string{"up", "k"}, Desc: "go up", Group: host.GroupMoving, Run: move(func() { s.moveTo(s.cursor - 1) })},
		{Action: "settings.next-group", Keys: []string{"pgdown", "]"}, Desc: "go to the next group", Group: host.GroupMoving, Run: move(func() { s.moveToGroup(1) })},
		{Action: "settings.previous-group", Keys: []string{"pgup", "["}, Desc: "go to the group before", Group: host.GroupMoving, Run: move(func() { s.moveToGroup(-1) })},
		{Action: "moving.top", Keys: []string{"g", "home"}, Desc: "go to the top", Group: host.GroupMoving, Run: move(func() { s.moveTo(0) })},
		{Action: "moving.end", Keys: []string{"G", "end"}, Desc: "go to the end", Group: host.GroupMoving, Run: move(func() { s.moveTo(len(s.list) - 1) })},
	}...)
}

func orDefault(text, other clean.Text) clean.Text {
	if text == "" {
		return other
	}
	return text
}

func (s *Screen) Back() (tea.Cmd, bool) { return s.draft.Back() }

func (s *Screen) Mark() clean.Text { return s.draft.Mark() }
