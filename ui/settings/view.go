package settings

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"trialist/ui/clean"
	"trialist/ui/host"
	"trialist/ui/layout"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// group is settings under a title.
type group struct {
	title     clean.Text
	titleNote func() theme.Line            // at the right of the title; nil for none
	header    func(width int) []theme.Line // between title and rows; nil for none
	footer    func(width int) []theme.Line // below the rows; nil for none
	settings  []setting
}

// Sizes of the page, in cells.
const (
	twoColumnWidth = 128 // width from which the page has two columns
	columnGap      = 4   // between the columns
	leftGroups     = 3   // number of groups in the left column
	labelWidth     = 16  // of the name of a setting
	countWidth     = 9   // of a number of accounts
	markerWidth    = 2   // before each line of the page
)

// page is the whole page. The screen shows a part of it.
type page struct {
	lines        []theme.Line
	settingRects []layout.Rect // where each setting is, in the order of the list
	groupRects   []layout.Rect // where each group is
}

// page draws all settings.
func (s *Screen) page() page {
	if s.width < twoColumnWidth {
		return s.groupColumn(0, len(s.groups), s.width)
	}
	w := (s.width - columnGap) / 2
	left, right := s.groupColumn(0, leftGroups, w), s.groupColumn(leftGroups, len(s.groups), s.width-columnGap-w)
	for _, rects := range [][]layout.Rect{right.settingRects, right.groupRects} {
		for i := range rects {
			rects[i].X += w + columnGap
		}
	}
	return page{
		lines:        layout.SideBySide(left.lines, right.lines, w, columnGap),
		settingRects: slices.Concat(left.settingRects, right.settingRects),
		groupRects:   slices.Concat(left.groupRects, right.groupRects),
	}
}

// groupColumn draws some of the groups below each other.
func (s *Screen) groupColumn(from, to, width int) page {
	var p page
	first := 0
	for _, g := range s.groups[:from] {
		first += len(g.settings)
	}
	inner := max(width-markerWidth-1, 0)
	add := func(lines []theme.Line) {
		for _, line := range lines {
			p.lines = append(p.lines, theme.Line{}.Space(markerWidth).Join(line))
		}
	}
	for _, g := range s.groups[from:to] {
		if len(p.lines) > 0 {
			p.lines = append(p.lines, nil)
		}
		top := len(p.lines)
		add([]theme.Line{s.titleLine(g, inner)})
		if g.header != nil {
			add(g.header(inner))
		}
		for _, row := range g.settings {
			lines := row.draw(inner, first+len(p.settingRects) == s.cursor)
			p.settingRects = append(p.settingRects, layout.Rect{X: 0, Y: len(p.lines), W: width, H: len(lines)})
			p.lines = append(p.lines, s.withMarker(lines, width, first+len(p.settingRects)-1 == s.cursor)...)
		}
		if g.footer != nil {
			add(g.footer(inner))
		}
		p.groupRects = append(p.groupRects, layout.Rect{X: 0, Y: top, W: width, H: len(p.lines) - top})
	}
	return p
}

func (s *Screen) titleLine(g group, width int) theme.Line {
	title := s.frame.Theme().Strong.Line(g.title)
	if g.titleNote == nil {
		return title
	}
	return theme.Justify(title, g.titleNote(), width)
}

// withMarker draws the marker before the lines of a setting, if it is selected.
func (s *Screen) withMarker(lines []theme.Line, width int, selected bool) []theme.Line {
	styles := s.frame.Theme()
	drawn := make([]theme.Line, len(lines))
	for i, line := range lines {
		if !selected {
			drawn[i] = theme.Line{}.Space(markerWidth).Join(line)
			continue
		}
		row := styles.Accent.Line(styles.Glyphs.Marker).Space(markerWidth - 1).Join(line)
		drawn[i] = row.Pad(width).Inherit(styles.Selection)
	}
	return drawn
}

// headHeight is how many lines are above the page.
func headHeight(height int) int {
	if height >= 12 {
		return 2
	}
	return min(1, height)
}

func (s *Screen) View(width, height int) []theme.Line {
	styles, b := s.frame.Theme(), s.board
	lines := []theme.Line{s.statusLine(width)}
	if headHeight(height) > 1 {
		lines = append(lines, layout.Rule(styles, width))
	}
	if !s.ready() {
		text := clean.Text("Reading " + clean.Of(s.board.FileName()) + ".")
		if b.LoadErr() != nil {
			text = words.Capitalize(clean.Of(b.LoadErr().Error())) + "."
		}
		for _, line := range layout.Paragraphs(styles, max(width-4, 0), text) {
			lines = append(lines, theme.Line{}.Space(markerWidth).Join(line))
		}
		return lines[:min(len(lines), height)]
	}
	page := s.page()
	room := max(height-len(lines), 0)
	from := min(s.scroll, len(page.lines))
	to := min(from+room, len(page.lines))
	if to == len(page.lines) || room == 0 {
		return append(lines, page.lines[from:to]...)
	}
	lines = append(lines, page.lines[from:to-1]...)
	return append(lines, styles.Muted.Line("more "+styles.Glyphs.Down+" ").PadLeft(width))
}

// statusLine is the state of the draft and the totals.
func (s *Screen) statusLine(width int) theme.Line {
	styles := s.frame.Theme()
	if !s.ready() {
		return nil
	}
	if s.draft.Warns() {
		return theme.Line{}.Space(1).Join(s.draft.StatusLine(styles, width-2))
	}
	totals := s.totals().Space(1)
	left := s.draft.StatusLine(styles, width-totals.Width()-3)
	return theme.Justify(theme.Line{}.Space(1).Join(left), totals, width)
}

// scrollToCursor scrolls so that the setting under the cursor is on screen, with
// its whole group where that fits.
func (s *Screen) scrollToCursor() {
	if !s.ready() {
		return
	}
	page := s.page()
	rect := page.settingRects[s.cursor]
	room := s.height - headHeight(s.height)
	group, first := s.group()
	from, to := page.groupRects[group].Y, page.groupRects[group].Y+page.groupRects[group].H
	if to-from >= room {
		// Not all of it: the setting, with the title above the first one.
		to = rect.Y + rect.H
		if s.cursor != first || to-from >= room {
			from = rect.Y
		}
	}
	if to < len(page.lines) {
		to++ // where it says that there is more
	}
	s.scrollOver(page, min(max(s.scroll, to-room), from))
}

// scrollTo scrolls to a line of the page.
func (s *Screen) scrollTo(line int) {
	if !s.ready() {
		return
	}
	s.scrollOver(s.page(), line)
}

func (s *Screen) scrollOver(page page, line int) {
	room := s.height - headHeight(s.height)
	s.scroll = max(min(line, len(page.lines)-room), 0)
}

// handleClick moves the cursor to the setting under the mouse. A double click does
// what enter does.
func (s *Screen) handleClick(m host.Clicked) tea.Cmd {
	if !s.ready() {
		return nil
	}
	y := m.Y - headHeight(s.height) + s.scroll
	for i, rect := range s.page().settingRects {
		if m.Y < headHeight(s.height) || !rect.Contains(m.X, y) {
			continue
		}
		s.moveTo(i)
		if cell, ok := s.list[i].(matrixRowSetting); ok {
			cell.clicked(m.X-rect.X-markerWidth, max(rect.W-markerWidth-1, 0))
		}
		if m.Double {
			return s.list[i].activate()
		}
	}
	return nil
}

// choiceLine draws the choices of a setting, the current one in parentheses; only
// the current one where there is no room for all.
func (s *Screen) choiceLine(words []clean.Text, now int, changed, selected bool, width int) theme.Line {
	styles := s.frame.Theme()
	var line theme.Line
	for i, word := range words {
		if i == now {
			line = line.Add(s.valueStyle(changed, selected), "("+word+")").Space(1)
		} else {
			line = line.Space(1).Add(styles.Muted, word).Space(2)
		}
	}
	if line.Width() <= width {
		return line
	}
	return s.valueStyle(changed, selected).Line("(" + words[now] + ")")
}

// valueStyle is the style of the value of a setting: the accent where the draft
// changes it.
func (s *Screen) valueStyle(changed, selected bool) theme.Style {
	styles := s.frame.Theme()
	switch {
	case changed:
		return styles.Accent
	case selected:
		return styles.Strong
	}
	return styles.Text
}

// stepper draws a number that left and right change, with chevrons around it when
// it is selected, else with blanks.
func (s *Screen) stepper(value int, width int, changed, selected bool) theme.Line {
	text := words.Number(value).PadLeft(width)
	if !selected {
		return theme.Line{}.Space(2).Add(s.valueStyle(changed, selected), text).Space(2)
	}
	styles := s.frame.Theme()
	return styles.Accent.Line(styles.Glyphs.Chevrons[0]).Space(1).Add(s.valueStyle(changed, selected), text).Space(1).Add(styles.Accent, styles.Glyphs.Chevrons[1])
}

// savedValue is the saved value of a setting that the draft changes.
func (s *Screen) savedValue(changed bool, value clean.Text) theme.Line {
	if !changed {
		return nil
	}
	return s.frame.Theme().Muted.Line("was " + value)
}

// countCell is a number of accounts under the draft, with the number under the saved
// rulebook where that differs. It is faint while it is stale.
func (s *Screen) countCell(n, saved int) theme.Line {
	styles := s.frame.Theme()
	if !s.counts.known {
		return styles.Muted.Line(styles.Glyphs.Dash)
	}
	ink := styles.Text
	if s.counts.stale() {
		ink = styles.Muted
	} else if n != saved {
		ink = styles.Accent
	}
	line := ink.Line(words.Number(n).PadLeft(countWidth - 2))
	if n != saved {
		return styles.Muted.Line("was " + words.Number(saved)).Space(1).Join(line)
	}
	return line
}
