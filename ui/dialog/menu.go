package dialog

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"trialist/ui/clean"
	"trialist/ui/grid"
	"trialist/ui/host"
	"trialist/ui/layout"
	"trialist/ui/textfield"
	"trialist/ui/theme"
)

// Choice is one line of a menu.
type Choice struct {
	Group          clean.Text // heading; "" for none
	Key            clean.Text
	Text           clean.Text
	Keywords       clean.Text // further words to find it by
	DisabledReason clean.Text // why it cannot be chosen now
	Current        bool       // the choice in force
	Run            func() tea.Cmd
}

// Menu is an overlay to choose from: the help, the palette, the orders. With
// search, what is typed narrows it; without, the key of a choice takes it.
type Menu struct {
	frame      host.Frame
	title      clean.Text
	Searchable bool
	KeysLast   bool // text first, its key at the right
	field      textfield.Field
	choices    []Choice
	rows       []menuRow
	list       grid.List[int]
	closed     bool
}

// menuRow is a heading, or the choice with an index.
type menuRow struct {
	heading clean.Text
	choice  int
}

// NewMenu is a menu with the cursor on the choice in force, else on the first.
func NewMenu(f host.Frame, title clean.Text, choices []Choice) *Menu {
	m := &Menu{frame: f, title: title, choices: choices}
	m.filter()
	for i, row := range m.rows {
		if row.heading == "" && choices[row.choice].Current {
			m.list.Select(i)
		}
	}
	return m
}

// filter lists the choices that have every word of the search in them.
func (m *Menu) filter() {
	words := strings.Fields(strings.ToLower(m.field.Value()))
	m.rows = nil
	var group clean.Text
	for i, c := range m.choices {
		if !c.matches(words) {
			continue
		}
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

func (c Choice) matches(words []string) bool {
	text := strings.ToLower(string(c.Text + " " + c.Key + " " + c.Group + " " + c.Keywords))
	for _, word := range words {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

// skipHeadings moves on while the cursor is on a heading.
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

// showHeading brings the first heading into sight with the choice below it.
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
	return []host.Binding{
		{Keys: []string{"enter"}, Desc: "do the selected line", Hint: "do it", Run: m.choose},
		{Keys: []string{"up", "ctrl+p"}, Desc: "go up", Group: host.GroupMoving, Run: move(-1)},
		{Keys: []string{"down", "ctrl+n"}, Desc: "go down", Group: host.GroupMoving, Run: move(1)},
		{Keys: []string{"pgup"}, Desc: "go up a screen", Group: host.GroupMoving, Run: page(-1)},
		{Keys: []string{"pgdown"}, Desc: "go down a screen", Group: host.GroupMoving, Run: page(1)},
		{Keys: []string{"esc", "ctrl+g"}, Desc: "close this", Hint: "close", Group: host.GroupEverywhere, Run: m.close},
	}
}

func (m *Menu) close() tea.Cmd {
	m.closed = true
	return nil
}

// choose closes the menu and does what is selected.
func (m *Menu) choose() tea.Cmd {
	at, ok := m.list.Cursor()
	if !ok || m.rows[at].heading != "" {
		return nil
	}
	m.closed = true
	c := m.choices[m.rows[at].choice]
	return host.Run(m.frame, host.Binding{Desc: c.Text, DisabledReason: c.DisabledReason, Run: c.Run})
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

func (m *Menu) key(msg tea.KeyPressMsg) tea.Cmd {
	if m.Searchable {
		if m.field.Press(msg) {
			m.filter()
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

// searchHeight is how many lines of the box come before the rows.
func (m *Menu) searchHeight() int {
	if m.Searchable {
		return 2
	}
	return 0
}

// size is the size of the box and how many rows it shows.
func (m *Menu) size(width, height int) (box layout.Rect, rows int) {
	w, keys := m.title.Width()+6, m.keyWidth()
	for _, c := range m.choices {
		w = max(w, c.Text.Width()+keys+6)
	}
	rows = max(min(m.maxRows(), height-4-m.searchHeight()), 0)
	box = layout.Center(min(w+4, 76), rows+2+m.searchHeight(), max(width-2, 0), max(height-2, 0))
	box.X, box.Y = box.X+1, box.Y+1 // off the tabs and the footer
	return box, rows
}

// maxRows is how many rows the menu has before it is narrowed, so that the box
// keeps its size while typing.
func (m *Menu) maxRows() int {
	rows := len(m.choices)
	var group clean.Text
	for _, c := range m.choices {
		if c.Group != group {
			group = c.Group
			rows++
		}
	}
	return max(rows, 1)
}

func (m *Menu) TextCursor(width, height int) (int, int, bool) {
	if !m.Searchable {
		return 0, 0, false
	}
	box, _ := m.size(width, height)
	_, x := m.field.Line(theme.Style{}, box.W-6)
	return 4 + x, 1, true
}

func (m *Menu) View(width, height int) ([]theme.Line, layout.Rect) {
	look := m.frame.Theme()
	box, room := m.size(width, height)
	var lines []theme.Line
	if m.Searchable {
		text, _ := m.field.Line(look.Text, box.W-6)
		if m.field.Value() == "" {
			text = look.Muted.Line("type to search")
		}
		lines = append(lines, look.Accent.Line(">").Space(1).Join(text), nil)
	}
	from, to := m.list.VisibleRange()
	at, _ := m.list.Cursor()
	for i := from; i < to; i++ {
		lines = append(lines, m.row(m.rows[i], i == at, box.W-4))
	}
	if len(m.rows) == 0 {
		lines = append(lines, look.Muted.Line("Nothing has that in it."))
	}
	for len(lines) < room+m.searchHeight() {
		lines = append(lines, nil)
	}
	return layout.Box(look, m.title, lines, box.W), box
}

func (m *Menu) row(row menuRow, selected bool, width int) theme.Line {
	look := m.frame.Theme()
	if row.heading != "" {
		return look.Muted.Line(row.heading)
	}
	c := m.choices[row.choice]
	line := theme.Line{}.Space(2)
	if selected {
		line = look.Accent.Line(look.Glyphs.Marker).Space(1)
	}
	style := look.Text
	if c.Current {
		style = look.Accent
	}
	if c.DisabledReason != "" {
		style = look.Muted
	}
	if m.KeysLast || c.Key == "" {
		line = theme.Justify(line.Add(style, c.Text), look.Muted.Line(c.Key), width)
	} else {
		line = line.Join(look.Accent.Line(c.Key).Pad(m.keyWidth())).Space(2).Add(style, c.Text)
	}
	if c.DisabledReason != "" {
		line = line.Add(look.Muted, "  ("+c.DisabledReason+")")
	}
	if selected {
		line = line.Pad(width).Inherit(look.Selection)
	}
	return line
}

func (m *Menu) keyWidth() int {
	width := 0
	for _, c := range m.choices {
		width = max(width, min(c.Key.Width(), 24))
	}
	return width
}
