package dialog

import (
	"slices"

	"trialist/ui/clean"
	"trialist/ui/layout"
	"trialist/ui/theme"
)

// searchHeight is how many lines of the box come before the rows.
func (m *Menu) searchHeight() int {
	if m.Searchable {
		return 2
	}
	return 0
}

// reasonHeight is how many lines of the box come below the rows: one for why the
// selected choice cannot be chosen, if there is such a choice at all.
func (m *Menu) reasonHeight() int {
	if slices.ContainsFunc(m.all, func(c Choice) bool { return c.DisabledReason != "" }) {
		return 1
	}
	return 0
}

// reasonLine says why the selected choice cannot be chosen.
func (m *Menu) reasonLine(width int) theme.Line {
	at, ok := m.list.Cursor()
	if !ok || m.rows[at].heading != "" || m.choices[m.rows[at].choice].DisabledReason == "" {
		return nil
	}
	return m.frame.Theme().Warn.Line(("Not now: " + m.choices[m.rows[at].choice].DisabledReason).Fit(width))
}

// size is where the box is and how many rows it shows.
func (m *Menu) size(width, height int) (box layout.Rect, rows int) {
	w, keys := m.title.Width()+6, m.keyWidth()
	for _, c := range m.all {
		w = max(w, c.Text.Width()+keys+6, c.Group.Width())
	}
	around := m.searchHeight() + m.reasonHeight()
	rows = max(min(m.maxRows(), height-4-around), 0)
	box = layout.Center(min(w+4, 76), rows+2+around, max(width-2, 0), max(height-2, 0))
	box.X, box.Y = box.X+1, box.Y+1 // leaves the tabs and the footer free
	return box, rows
}

// maxRows is how many rows the menu has without a search. The box has this height
// always, so that it does not change while the user types.
func (m *Menu) maxRows() int {
	rows := len(m.all)
	var group clean.Text
	for _, c := range m.all {
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
	styles := m.frame.Theme()
	box, room := m.size(width, height)
	var lines []theme.Line
	if m.Searchable {
		text, _ := m.field.Line(styles.Text, box.W-6)
		if m.field.Value() == "" {
			text = styles.Muted.Line("type to search")
		}
		lines = append(lines, styles.Accent.Line(">").Space(1).Join(text), nil)
	}
	from, to := m.list.VisibleRange()
	at, _ := m.list.Cursor()
	for i := from; i < to; i++ {
		lines = append(lines, m.row(m.rows[i], i == at, box.W-4))
	}
	if len(m.rows) == 0 {
		lines = append(lines, styles.Muted.Line("Nothing has that in it."))
	}
	for len(lines) < room+m.searchHeight() {
		lines = append(lines, nil)
	}
	if m.reasonHeight() > 0 {
		lines = append(lines, m.reasonLine(box.W-4))
	}
	above, below := m.list.HasMore()
	return layout.Box(styles, layout.TitleWithMore(styles, m.title, box.W, above, below), lines, box.W), box
}

func (m *Menu) row(row menuRow, selected bool, width int) theme.Line {
	styles := m.frame.Theme()
	if row.heading != "" {
		return styles.Muted.Line(row.heading)
	}
	c := m.choices[row.choice]
	line := theme.Line{}.Space(2)
	if selected {
		line = styles.Accent.Line(styles.Glyphs.Marker).Space(1)
	}
	style := styles.Text
	if c.Current {
		style = styles.Accent
	}
	if c.DisabledReason != "" {
		style = styles.Muted
	}
	keys := m.keyWidth()
	unaligned := c.Key == "" && keys+4+c.Text.Width() > width // it has no room beside a blank key
	if m.KeysLast || keys == 0 || unaligned {
		line = theme.Justify(line.Add(style, c.Text), styles.Muted.Line(c.Key), width)
	} else {
		line = line.Join(styles.Accent.Line(c.Key).Pad(min(keys, width/3))).Space(2).Add(style, c.Text)
	}
	if selected {
		line = line.Pad(width).Inherit(styles.Selection)
	}
	return line
}

func (m *Menu) keyWidth() int {
	width := 0
	for _, c := range m.all {
		width = max(width, min(c.Key.Width(), 24))
	}
	return width
}
