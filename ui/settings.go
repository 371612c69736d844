package ui

import (
	tea "charm.land/bubbletea/v2"

	"trialist/scoring/rulebook"
	"trialist/ui/clean"
	"trialist/ui/theme"
)

// settings is everything that the team decides besides the signals: what makes
// an account a trial, what a score is called, who is qualified. It edits the
// same draft as the Signals tab.
type settings struct {
	frame    frame
	board    *board
	drafting *drafting
	options  settingsOptions

	groups []settingGroup
	list   []setting // of all groups, in their order
	at     int       // the setting under the cursor
	column int       // of the matrix: the adoption band under the cursor
	scroll int
	width  int
	height int
	counts settingCounts
}

// setting is one row of the list.
type setting interface {
	// draw is the row in so many cells, on one line or more, and always on as
	// many whether it is selected or not.
	draw(width int, selected bool) []theme.Line

	// step goes to the right that many times, or to the left when negative.
	step(by int) tea.Cmd

	// take is what enter does.
	take() tea.Cmd

	// keys says what the keys do, for help and footer.
	keys() settingKeys
}

// settingKeys is what the keys do to a setting. What it has no word for it
// cannot do.
type settingKeys struct {
	take, takeShort clean.Text
	left, right     clean.Text // what a step does
	less, more      clean.Text // the same for the footer
	far             bool       // steps of five make sense
	moves           bool       // steps change nothing, they go from one part of it to another
	why             clean.Text // why it cannot be changed now; "" when it can
}

// settingsOptions are what the screen works with.
type settingsOptions struct {
	Frame          frame
	Board          *board
	Draft          *drafting
	Forms          formContext
	ThemeFlag      string // theme that the command line asks for, "" for none
	NoMouseFlag    bool   // whether the command line leaves the mouse to the terminal
	Preferences    func() taste
	SetPreferences func(taste) tea.Cmd // applies and stores them
}

func newSettings(o settingsOptions) *settings {
	s := &settings{frame: o.Frame, board: o.Board, drafting: o.Draft, options: o}
	s.groups = []settingGroup{statusGroup(s)}
	for _, side := range rulebook.Sides() {
		s.groups = append(s.groups, bandGroup(s, side))
	}
	s.groups = append(s.groups, matrixGroup(s), weightingGroup(s), tasteGroup(s))
	for _, g := range s.groups {
		s.list = append(s.list, g.settings...)
	}
	s.column = rulebook.NumBands - 1
	return s
}

// selectStatuses goes to the conditions of the statuses, to what makes an account
// a trial.
func (s *settings) selectStatuses() {
	for i, row := range s.list {
		if status, ok := row.(statusSetting); ok && status.status == rulebook.Trial {
			s.to(i)
		}
	}
}

// book is the rulebook as drafted, and saved the one in force.
func (s *settings) book() rulebook.Rulebook  { return s.drafting.book() }
func (s *settings) saved() rulebook.Rulebook { return s.drafting.draft.Saved() }

// ready reports whether there is a rulebook to show.
func (s *settings) ready() bool { return s.board.ready() && s.drafting.begun }

// edit changes the draft. What is not valid is refused and said why.
func (s *settings) edit(book rulebook.Rulebook) tea.Cmd {
	if err := book.Validate(); err != nil {
		s.frame.Fail(err)
		return nil
	}
	return s.drafting.edit(book)
}

// editLife changes the statuses of the draft.
func (s *settings) editLife(life rulebook.Lifecycle) tea.Cmd {
	book := s.book()
	book.Lifecycle = life
	return s.edit(book)
}

// editCard changes the scorecard of the draft.
func (s *settings) editCard(card rulebook.Scorecard) tea.Cmd {
	book := s.book()
	book.Card = card
	return s.edit(book)
}

func (s *settings) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case resized:
		s.width, s.height = msg.width, msg.height
		s.follow()
	case boardChanged, draftChanged:
		s.counts.old = true
		s.follow()
	case counted:
		s.takeCounted(msg)
	case wheeled:
		s.scrollTo(s.scroll + msg.by)
	case clicked:
		return s.clicked(msg)
	}
	return nil
}

// wants has the numbers beside the settings counted.
func (s *settings) wants() tea.Cmd { return s.count() }

// selected is the setting under the cursor.
func (s *settings) selected() setting { return s.list[s.at] }

// to moves the cursor to a setting, or the nearest there is.
func (s *settings) to(index int) {
	s.at = max(min(index, len(s.list)-1), 0)
	s.follow()
}

// group is the group of the setting under the cursor, and where in the list the
// group begins.
func (s *settings) group() (index, first int) {
	for i, g := range s.groups {
		if s.at < first+len(g.settings) {
			return i, first
		}
		first += len(g.settings)
	}
	return len(s.groups) - 1, first
}

// toGroup moves the cursor to the next group, or to the beginning of its own
// and then the one before.
func (s *settings) toGroup(by int) {
	group, first := s.group()
	switch {
	case by > 0 && group < len(s.groups)-1:
		s.to(first + len(s.groups[group].settings))
	case by > 0:
		s.to(len(s.list) - 1)
	case s.at > first || group == 0:
		s.to(first)
	default:
		s.to(first - len(s.groups[group-1].settings))
	}
}

func (s *settings) bindings() []binding {
	row := s.selected()
	keys := row.keys()
	step := func(by int) func() tea.Cmd {
		return func() tea.Cmd { return row.step(by) }
	}
	move := func(f func()) func() tea.Cmd {
		return func() tea.Cmd { f(); return nil }
	}
	none, near := keys.why, keys.why
	switch {
	case keys.moves:
		none = ""
	case keys.left == "":
		none = "this setting has no steps, enter changes it"
	}
	if !keys.far {
		near = "this setting has no larger steps"
	}
	left, right := orElse(keys.left, "lower the setting"), orElse(keys.right, "raise the setting")
	own := []binding{
		{keys: []string{"enter", "e", "space"}, does: keys.take, short: keys.takeShort, why: keys.why, run: row.take},
		{keys: []string{"left", "-"}, does: left, short: keys.less, why: none, run: step(-1)},
		{keys: []string{"right", "+", "="}, does: right, short: keys.more, why: none, run: step(1)},
		{keys: []string{"shift+left", "<"}, does: left + " by five", why: near, run: step(-5)},
		{keys: []string{"shift+right", ">"}, does: right + " by five", why: near, run: step(5)},
	}
	own = append(own, s.drafting.bindings()...)
	return append(own, []binding{
		{keys: []string{"down", "j"}, does: "go down", group: aboutMoving, run: move(func() { s.to(s.at + 1) })},
		{keys: []string{"up", "k"}, does: "go up", group: aboutMoving, run: move(func() { s.to(s.at - 1) })},
		{keys: []string{"pgdown", "]"}, does: "go to the next group", group: aboutMoving, run: move(func() { s.toGroup(1) })},
		{keys: []string{"pgup", "["}, does: "go to the group before", group: aboutMoving, run: move(func() { s.toGroup(-1) })},
		{keys: []string{"g", "home"}, does: "go to the top", group: aboutMoving, run: move(func() { s.to(0) })},
		{keys: []string{"G", "end"}, does: "go to the end", group: aboutMoving, run: move(func() { s.to(len(s.list) - 1) })},
	}...)
}

func orElse(text, other clean.Text) clean.Text {
	if text == "" {
		return other
	}
	return text
}

func (s *settings) leave() (tea.Cmd, bool) { return s.drafting.leave() }

func (s *settings) mark() clean.Text { return s.drafting.mark() }
