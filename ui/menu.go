package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"trialist/ui/clean"
	"trialist/ui/grid"
	"trialist/ui/textfield"
	"trialist/ui/theme"
)

// choice is one line of a menu.
type choice struct {
	group clean.Text // heading; "" for none
	key   clean.Text
	text  clean.Text
	also  clean.Text // further words to find it by
	why   clean.Text // why it cannot be chosen now
	now   bool       // the choice in force
	run   func() tea.Cmd
}

// menu is an overlay to choose from: the help, the palette, the orders. With
// search, what is typed narrows it; without, the key of a choice takes it.
type menu struct {
	frame    frame
	title    clean.Text
	search   bool
	keysLast bool // text first, its key at the right
	field    textfield.Field
	choices  []choice
	rows     []menuRow
	list     grid.List[int]
	closed   bool
}

// menuRow is a heading, or the choice with an index.
type menuRow struct {
	heading clean.Text
	choice  int
}

func newMenu(f frame, title clean.Text, choices []choice) *menu {
	m := &menu{frame: f, title: title, choices: choices}
	m.narrow()
	for i, row := range m.rows {
		if row.heading == "" && choices[row.choice].now {
			m.list.To(i)
		}
	}
	return m
}

// narrow lists the choices that have every word of the search in them.
func (m *menu) narrow() {
	words := strings.Fields(strings.ToLower(m.field.Value()))
	m.rows = nil
	var group clean.Text
	for i, c := range m.choices {
		if !c.has(words) {
			continue
		}
		if c.group != group {
			group = c.group
			m.rows = append(m.rows, menuRow{heading: group})
		}
		m.rows = append(m.rows, menuRow{choice: i})
	}
	m.list.Fill(len(m.rows), func(i int) int { return i }, func(int) int { return -1 })
	m.list.To(0)
	m.skip(1)
}

func (c choice) has(words []string) bool {
	text := strings.ToLower(string(c.text + " " + c.key + " " + c.group + " " + c.also))
	for _, word := range words {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

// skip moves on while the cursor is on a heading.
func (m *menu) skip(by int) {
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

// showHeading brings the first heading into sight with the choice below it.
func (m *menu) showHeading() {
	if at, _ := m.list.Cursor(); at == 1 {
		m.list.Scroll(-1)
	}
}

func (m *menu) done() bool { return m.closed }

func (m *menu) bindings() []binding {
	move := func(by int) func() tea.Cmd {
		return func() tea.Cmd { m.list.Move(by); m.skip(by); return nil }
	}
	page := func(by int) func() tea.Cmd {
		return func() tea.Cmd { m.list.Page(by); m.skip(by); return nil }
	}
	return []binding{
		{keys: []string{"enter"}, does: "do the selected line", short: "do it", run: m.take},
		{keys: []string{"up", "ctrl+p"}, does: "go up", group: aboutMoving, run: move(-1)},
		{keys: []string{"down", "ctrl+n"}, does: "go down", group: aboutMoving, run: move(1)},
		{keys: []string{"pgup"}, does: "go up a screen", group: aboutMoving, run: page(-1)},
		{keys: []string{"pgdown"}, does: "go down a screen", group: aboutMoving, run: page(1)},
		{keys: []string{"esc", "ctrl+g"}, does: "close this", short: "close", group: aboutFrame, run: m.close},
	}
}

func (m *menu) close() tea.Cmd {
	m.closed = true
	return nil
}

// take closes the menu and does what is selected.
func (m *menu) take() tea.Cmd {
	at, ok := m.list.Cursor()
	if !ok || m.rows[at].heading != "" {
		return nil
	}
	m.closed = true
	c := m.choices[m.rows[at].choice]
	return runBinding(m.frame, binding{does: c.text, why: c.why, run: c.run})
}

func (m *menu) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case resized:
		_, room := m.room(msg.width, msg.height)
		m.list.Resize(room)
		m.showHeading()
	case tea.PasteMsg:
		if m.search {
			m.field.Insert(msg.Content)
			m.narrow()
		}
	case tea.KeyPressMsg:
		return m.key(msg)
	case wheeled:
		m.list.Scroll(msg.by)
		m.skip(msg.by)
	case clicked:
		if i, ok := m.list.At(msg.y - 1 - m.above()); ok {
			m.list.To(i)
			return m.take()
		}
	}
	return nil
}

func (m *menu) key(msg tea.KeyPressMsg) tea.Cmd {
	if m.search {
		if m.field.Press(msg) {
			m.narrow()
		}
		return nil
	}
	for i, row := range m.rows {
		if row.heading == "" && string(m.choices[row.choice].key) == msg.String() {
			m.list.To(i)
			return m.take()
		}
	}
	switch msg.String() {
	case "k":
		m.list.Move(-1)
		m.skip(-1)
	case "j":
		m.list.Move(1)
		m.skip(1)
	case "q", "?":
		m.closed = true
	}
	return nil
}

// above is how many lines of the box come before the rows.
func (m *menu) above() int {
	if m.search {
		return 2
	}
	return 0
}

// room is the size of the box and how many rows it shows.
func (m *menu) room(width, height int) (box rect, rows int) {
	w, keys := m.title.Width()+6, m.keyWidth()
	for _, c := range m.choices {
		w = max(w, c.text.Width()+keys+6)
	}
	rows = max(min(m.most(), height-4-m.above()), 0)
	box = middle(min(w+4, 76), rows+2+m.above(), max(width-2, 0), max(height-2, 0))
	box.x, box.y = box.x+1, box.y+1 // off the tabs and the footer
	return box, rows
}

// most is how many rows the menu has before it is narrowed, so that the box
// keeps its size while typing.
func (m *menu) most() int {
	rows := len(m.choices)
	var group clean.Text
	for _, c := range m.choices {
		if c.group != group {
			group = c.group
			rows++
		}
	}
	return max(rows, 1)
}

func (m *menu) typing(width, height int) (int, int, bool) {
	if !m.search {
		return 0, 0, false
	}
	box, _ := m.room(width, height)
	_, x := m.field.Line(theme.Style{}, box.w-6)
	return 4 + x, 1, true
}

func (m *menu) view(width, height int) ([]theme.Line, rect) {
	look := m.frame.Theme()
	box, room := m.room(width, height)
	var lines []theme.Line
	if m.search {
		text, _ := m.field.Line(look.Text, box.w-6)
		if m.field.Value() == "" {
			text = look.Muted.Say("type to search")
		}
		lines = append(lines, look.Accent.Say(">").Gap(1).Join(text), nil)
	}
	from, to := m.list.Window()
	at, _ := m.list.Cursor()
	for i := from; i < to; i++ {
		lines = append(lines, m.row(m.rows[i], i == at, box.w-4))
	}
	if len(m.rows) == 0 {
		lines = append(lines, look.Muted.Say("Nothing has that in it."))
	}
	for len(lines) < room+m.above() {
		lines = append(lines, nil)
	}
	return drawBox(look, m.title, lines, box.w), box
}

func (m *menu) row(row menuRow, selected bool, width int) theme.Line {
	look := m.frame.Theme()
	if row.heading != "" {
		return look.Muted.Say(row.heading)
	}
	c := m.choices[row.choice]
	line := theme.Line{}.Gap(2)
	if selected {
		line = look.Accent.Say(look.Glyphs.Marker).Gap(1)
	}
	style := look.Text
	if c.now {
		style = look.Accent
	}
	if c.why != "" {
		style = look.Muted
	}
	if m.keysLast || c.key == "" {
		line = theme.Ends(line.Add(style, c.text), look.Muted.Say(c.key), width)
	} else {
		line = line.Join(look.Accent.Say(c.key).Pad(m.keyWidth())).Gap(2).Add(style, c.text)
	}
	if c.why != "" {
		line = line.Add(look.Muted, "  ("+c.why+")")
	}
	if selected {
		line = line.Pad(width).Over(look.Cursor)
	}
	return line
}

func (m *menu) keyWidth() int {
	width := 0
	for _, c := range m.choices {
		width = max(width, min(c.key.Width(), 24))
	}
	return width
}
