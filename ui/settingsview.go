package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"trialist/ui/clean"
	"trialist/ui/theme"
)

// settingGroup is settings under a title.
type settingGroup struct {
	title    clean.Text
	facts    func() theme.Line            // at the right of the title; nil for none
	head     func(width int) []theme.Line // between title and rows; nil for none
	foot     func(width int) []theme.Line // below the rows; nil for none
	settings []setting
}

// Widths that the page is divided by.
const (
	settingsWide = 128 // from which the page has two columns
	settingsGap  = 4   // between them
	settingsLeft = 3   // groups in the left one
	settingLabel = 16  // the name of a setting
	settingCount = 9   // a number of accounts
	markerWidth  = 2   // what stands before each line of the page
)

// settingsPage is the whole page, of which the screen shows a part.
type settingsPage struct {
	lines  []theme.Line
	spots  []rect // where each setting is, in the order of the list
	groups []rect // where each group is
}

// page draws all settings.
func (s *settings) page() settingsPage {
	if s.width < settingsWide {
		return s.columnOf(0, len(s.groups), s.width)
	}
	w := (s.width - settingsGap) / 2
	left, right := s.columnOf(0, settingsLeft, w), s.columnOf(settingsLeft, len(s.groups), s.width-settingsGap-w)
	for _, rects := range [][]rect{right.spots, right.groups} {
		for i := range rects {
			rects[i].x += w + settingsGap
		}
	}
	return settingsPage{
		lines:  beside(left.lines, right.lines, w, settingsGap),
		spots:  slices.Concat(left.spots, right.spots),
		groups: slices.Concat(left.groups, right.groups),
	}
}

// columnOf draws some of the groups below each other.
func (s *settings) columnOf(from, to, width int) settingsPage {
	var p settingsPage
	first := 0
	for _, g := range s.groups[:from] {
		first += len(g.settings)
	}
	inner := max(width-markerWidth-1, 0)
	add := func(lines []theme.Line) {
		for _, line := range lines {
			p.lines = append(p.lines, theme.Line{}.Gap(markerWidth).Join(line))
		}
	}
	for _, g := range s.groups[from:to] {
		if len(p.lines) > 0 {
			p.lines = append(p.lines, nil)
		}
		top := len(p.lines)
		add([]theme.Line{s.titleOf(g, inner)})
		if g.head != nil {
			add(g.head(inner))
		}
		for _, row := range g.settings {
			lines := row.draw(inner, first+len(p.spots) == s.at)
			p.spots = append(p.spots, rect{0, len(p.lines), width, len(lines)})
			p.lines = append(p.lines, s.marked(lines, width, first+len(p.spots)-1 == s.at)...)
		}
		if g.foot != nil {
			add(g.foot(inner))
		}
		p.groups = append(p.groups, rect{0, top, width, len(p.lines) - top})
	}
	return p
}

func (s *settings) titleOf(g settingGroup, width int) theme.Line {
	title := s.frame.Theme().Strong.Say(g.title)
	if g.facts == nil {
		return title
	}
	return theme.Ends(title, g.facts(), width)
}

// marked puts the marker before the lines of the setting under the cursor.
func (s *settings) marked(lines []theme.Line, width int, selected bool) []theme.Line {
	look := s.frame.Theme()
	drawn := make([]theme.Line, len(lines))
	for i, line := range lines {
		if !selected {
			drawn[i] = theme.Line{}.Gap(markerWidth).Join(line)
			continue
		}
		row := look.Accent.Say(look.Glyphs.Marker).Gap(markerWidth - 1).Join(line)
		drawn[i] = row.Pad(width).Over(look.Cursor)
	}
	return drawn
}

// settingsHead is how many lines stand above the page.
func settingsHead(height int) int {
	if height >= 12 {
		return 2
	}
	return min(1, height)
}

func (s *settings) view(width, height int) []theme.Line {
	look, b := s.frame.Theme(), s.board
	lines := []theme.Line{s.statusLine(width)}
	if settingsHead(height) > 1 {
		lines = append(lines, rule(look, width))
	}
	if !s.ready() {
		text := clean.Text("Reading " + clean.Of(s.board.fileName()) + ".")
		if b.broken != nil {
			text = sentence(clean.Of(b.broken.Error())) + "."
		}
		for _, line := range paragraphs(look, max(width-4, 0), text) {
			lines = append(lines, theme.Line{}.Gap(markerWidth).Join(line))
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
	return append(lines, look.Faint.Say("more "+look.Glyphs.Down+" ").PadLeft(width))
}

// statusLine is what the draft would do.
func (s *settings) statusLine(width int) theme.Line {
	look := s.frame.Theme()
	if !s.ready() {
		return nil
	}
	totals := s.totals().Gap(1)
	left := s.drafting.words(look, width-totals.Width()-3)
	return theme.Ends(theme.Line{}.Gap(1).Join(left), totals, width)
}

// follow scrolls so that the setting under the cursor is on screen, with the
// whole of its group where that fits.
func (s *settings) follow() {
	if !s.ready() {
		return
	}
	page := s.page()
	spot := page.spots[s.at]
	room := s.height - settingsHead(s.height)
	group, first := s.group()
	from, to := page.groups[group].y, page.groups[group].y+page.groups[group].h
	if to-from >= room {
		// Not all of it: the setting, with the title above the first one.
		to = spot.y + spot.h
		if s.at != first || to-from >= room {
			from = spot.y
		}
	}
	if to < len(page.lines) {
		to++ // where it says that there is more
	}
	s.scrollOver(page, min(max(s.scroll, to-room), from))
}

// scrollTo makes a line of the page the first one shown.
func (s *settings) scrollTo(line int) {
	if !s.ready() {
		return
	}
	s.scrollOver(s.page(), line)
}

func (s *settings) scrollOver(page settingsPage, line int) {
	room := s.height - settingsHead(s.height)
	s.scroll = max(min(line, len(page.lines)-room), 0)
}

// clicked moves the cursor to the setting that was clicked; a second click does
// what enter does.
func (s *settings) clicked(m clicked) tea.Cmd {
	if !s.ready() {
		return nil
	}
	y := m.y - settingsHead(s.height) + s.scroll
	for i, spot := range s.page().spots {
		if m.y < settingsHead(s.height) || !spot.holds(m.x, y) {
			continue
		}
		s.to(i)
		if cell, ok := s.list[i].(cellsSetting); ok {
			cell.clicked(m.x-spot.x-markerWidth, max(spot.w-markerWidth-1, 0))
		}
		if m.twice {
			return s.list[i].take()
		}
	}
	return nil
}

// choices draws the choices of a setting, the one in force in parentheses; only
// that one where there is no room for all.
func (s *settings) choices(words []clean.Text, now int, changed, selected bool, width int) theme.Line {
	look := s.frame.Theme()
	var line theme.Line
	for i, word := range words {
		if i == now {
			line = line.Add(s.ink(changed, selected), "("+word+")").Gap(1)
		} else {
			line = line.Gap(1).Add(look.Muted, word).Gap(2)
		}
	}
	if line.Width() <= width {
		return line
	}
	return s.ink(changed, selected).Say("(" + words[now] + ")")
}

// ink is how the value of a setting is drawn: in the accent when the draft
// changes it.
func (s *settings) ink(changed, selected bool) theme.Style {
	look := s.frame.Theme()
	switch {
	case changed:
		return look.Accent
	case selected:
		return look.Strong
	}
	return look.Text
}

// stepper draws a number that left and right change. The signs that say so take
// their room also where they do not show.
func (s *settings) stepper(value int, width int, changed, selected bool) theme.Line {
	text := number(value).PadLeft(width)
	if !selected {
		return theme.Line{}.Gap(2).Add(s.ink(changed, selected), text).Gap(2)
	}
	look := s.frame.Theme()
	return look.Accent.Say(look.Glyphs.Turn[0]).Gap(1).Add(s.ink(changed, selected), text).Gap(1).Add(look.Accent, look.Glyphs.Turn[1])
}

// was is the value that a changed setting has in force.
func (s *settings) was(changed bool, value clean.Text) theme.Line {
	if !changed {
		return nil
	}
	return s.frame.Theme().Muted.Say("was " + value)
}

// tally is a number of accounts that the draft would make, and the number now
// where that is another. It is pale while a newer number is on its way.
func (s *settings) tally(n, saved int) theme.Line {
	look := s.frame.Theme()
	if !s.counts.known {
		return look.Faint.Say(look.Glyphs.Dash)
	}
	ink := look.Text
	if s.counts.stale() {
		ink = look.Faint
	} else if n != saved {
		ink = look.Accent
	}
	line := ink.Say(number(n).PadLeft(settingCount - 2))
	if n != saved {
		return look.Muted.Say("was " + number(saved)).Gap(1).Join(line)
	}
	return line
}
