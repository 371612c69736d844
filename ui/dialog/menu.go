package dialog

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"trialist/ui/clean"
	"trialist/ui/grid"
	"trialist/ui/host"
	"trialist/ui/textfield"
)

// Choice is one line of a menu.
type Choice struct {
	Group          clean.Text // the heading that it is listed under; "" for none
	Key            clean.Text
	Text           clean.Text
	Keywords       clean.Text // further words that the search finds it by
	DisabledReason clean.Text // why it cannot be chosen now; "" when it can
	Current        bool       // the choice in force
	Run            func() tea.Cmd
	Other          func() tea.Cmd // what [Menu.Other] does with it; may be nil
}

// Menu is an overlay to choose from: the help, the palette, the orders. In a
// searchable menu typing narrows the list; in any other the key of a choice runs
// it.
type Menu struct {
	frame      host.Frame
	title      clean.Text
	Searchable bool
	KeysLast   bool                       // the text comes first and the key at the right
	Suggest    func(text string) []Choice // further choices for what is searched, before the others; may be nil
	Other      host.Binding               // a second thing to do with a choice; without keys there is none
	field      textfield.Field
	all        []Choice // those that there are whatever is searched
	choices    []Choice // all, after those that are suggested
	rows       []menuRow
	list       grid.List[int]
	closed     bool
}

// menuRow is a heading or a choice.
type menuRow struct {
	heading clean.Text // "" for a choice
	choice  int        // index of the choice
}

// NewMenu is a menu with the cursor on the current choice, else on the first.
func NewMenu(f host.Frame, title clean.Text, choices []Choice) *Menu {
	m := &Menu{frame: f, title: title, all: choices}
	m.filter()
	for i, row := range m.rows {
		if row.heading == "" && choices[row.choice].Current {
			m.list.Select(i)
		}
	}
	return m
}

// filter lists what is suggested for the search, and the choices that contain every
// word of it: those that show it first, unless they stand in groups.
func (m *Menu) filter() {
	words := strings.Fields(strings.ToLower(m.field.Value()))
	m.rows, m.choices = nil, m.all
	suggested := 0
	if m.Suggest != nil {
		first := m.Suggest(strings.TrimSpace(m.field.Value()))
		m.choices, suggested = append(slices.Clone(first), m.all...), len(first)
	}
	var shown, unseen []int // the latter are found by further words only
	for i, c := range m.choices {
		switch {
		case i < suggested, c.shows(words), c.Group != "" && c.matches(words):
			shown = append(shown, i)
		case c.matches(words):
			unseen = append(unseen, i)
		}
	}
	var group clean.Text
	for _, i := range append(shown, unseen...) {
		c := m.choices[i]
		if c.Group != group {
			group = c.Group
			m.rows = append(m.rows, menuRow{heading: group})
		}
		m.rows = append(m.rows, menuRow{choice: i})
	}
	m.list.SetRows(len(m.rows), func(i int) int { return i }, func(int) int { return -1 })
	m.list.Select(0)
	m.skipHeadings(1)
}

// matches reports whether the choice has all words, and shows whether one sees that.
func (c Choice) matches(words []string) bool {
	return hasAll(c.Text+" "+c.Key+" "+c.Group+" "+c.Keywords, words)
}

func (c Choice) shows(words []string) bool { return hasAll(c.Text+" "+c.Key+" "+c.Group, words) }

func hasAll(in clean.Text, words []string) bool {
	text := strings.ToLower(string(in))
	for _, word := range words {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

// skipHeadings moves the cursor off a heading, in the direction of by.
func (m *Menu) skipHeadings(by int) {
	for range 2 {
		at, ok := m.list.Cursor()
		if !ok || m.rows[at].heading == "" {
			break
		}
		if at == 0 {
			by = 1
		}
		m.list.Move(by)
	}
	m.showHeading()
}

// showHeading scrolls to the first heading when the cursor is on the choice below
// it.
func (m *Menu) showHeading() {
	if at, _ := m.list.Cursor(); at == 1 {
		m.list.Scroll(-1)
	}
}

func (m *Menu) Done() bool { return m.closed }

func (m *Menu) Bindings() []host.Binding {
	move := func(by int) func() tea.Cmd {
		return func() tea.Cmd { m.list.Move(by); m.skipHeadings(by); return nil }
	}
	page := func(by int) func() tea.Cmd {
		return func() tea.Cmd { m.list.Page(by); m.skipHeadings(by); return nil }
	}
	bindings := []host.Binding{{Keys: []string{"enter"}, Desc: "do the selected line", Hint: "do it", Run: m.choose}}
	if len(m.Other.Keys) > 0 {
		other := m.Other
		other.Run = m.chooseOther
		bindings = append(bindings, other)
	}
	return append(bindings, []host.Binding{
		{Keys: []string{"up", "ctrl+p"}, Desc: "go up", Group: host.GroupMoving, Run: move(-1)},
		{Keys: []string{"down", "ctrl+n"}, Desc: "go down", Group: host.GroupMoving, Run: move(1)},
		{Keys: []string{"pgup"}, Desc: "go up a screen", Group: host.GroupMoving, Run: page(-1)},
		{Keys: []string{"pgdown"}, Desc: "go down a screen", Group: host.GroupMoving, Run: page(1)},
		{Keys: []string{"esc", "ctrl+g"}, Desc: "close this", Hint: "close", Group: host.GroupEverywhere, Run: m.close},
	}...)
}

func (m *Menu) close() tea.Cmd {
	m.closed = true
	return nil
}

// choose closes the menu and runs the selected choice.
func (m *Menu) choose() tea.Cmd {
	at, ok := m.list.Cursor()
	if !ok || m.rows[at].heading != "" {
		return nil
	}
	m.closed = true
	c := m.choices[m.rows[at].choice]
	return host.Run(m.frame, host.Binding{Desc: c.Text, DisabledReason: c.DisabledReason, Run: c.Run})
}

// chooseOther closes the menu and does the second thing with the selected choice.
func (m *Menu) chooseOther() tea.Cmd {
	at, ok := m.list.Cursor()
	if !ok || m.rows[at].heading != "" || m.choices[m.rows[at].choice].Other == nil {
		return nil
	}
	m.closed = true
	return m.choices[m.rows[at].choice].Other()
}

func (m *Menu) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case host.Resized:
		_, room := m.size(msg.Width, msg.Height)
		m.list.Resize(room)
		m.showHeading()
	case tea.PasteMsg:
		if m.Searchable {
			m.field.Insert(msg.Content)
			m.filter()
			m.failLost()
		}
	case tea.KeyPressMsg:
		return m.key(msg)
	case host.Wheeled:
		m.list.Scroll(msg.By)
		m.skipHeadings(msg.By)
	case host.Clicked:
		if i, ok := m.list.IndexAt(msg.Y - 1 - m.searchHeight()); ok {
			m.list.Select(i)
			return m.choose()
		}
	}
	return nil
}

// failLost says that not all of what was typed or pasted had room.
func (m *Menu) failLost() {
	if err := m.field.Lost(); err != nil {
		m.frame.Fail(err)
	}
}

func (m *Menu) key(msg tea.KeyPressMsg) tea.Cmd {
	if m.Searchable {
		if m.field.Press(msg) {
			m.filter()
			m.failLost()
		}
		return nil
	}
	for i, row := range m.rows {
		if row.heading == "" && string(m.choices[row.choice].Key) == msg.String() {
			m.list.Select(i)
			return m.choose()
		}
	}
	switch msg.String() {
	case "k":
		m.list.Move(-1)
		m.skipHeadings(-1)
	case "j":
		m.list.Move(1)
		m.skipHeadings(1)
	case "q", "?":
		m.closed = true
	}
	return nil
}
