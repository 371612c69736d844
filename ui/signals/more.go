package signals

import (
	"trialist/ui/clean"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// minMarkedRows is how many lines the list needs at least for one of them to say that
// there is more.
const minMarkedRows = 3

// overflows reports whether a line says what is above and below the visible lines.
func (s *Screen) overflows() bool {
	return len(s.rows) > s.layout.list.H && s.layout.list.H >= minMarkedRows
}

// listHeight is how many lines of the list there is room for.
func (s *Screen) listHeight() int {
	if s.overflows() {
		return s.layout.list.H - 1
	}
	return s.layout.list.H
}

// shownRange is the rows that are drawn: those on screen, less a heading that would be the
// last of them, with nothing of its part below it. The line below says which part begins.
func (s *Screen) shownRange() (from, to int) {
	from, to = s.list.VisibleRange()
	to = min(to, len(s.rows))
	if to == len(s.rows) {
		return from, to
	}
	for to > from+1 && !s.rows[to-1].selectable() {
		to--
	}
	return from, to
}

// moreLine says where there is more than is visible, and which parts begin below.
func (s *Screen) moreLine(width int) theme.Line {
	styles := s.frame.Theme()
	from, to := s.shownRange()
	var parts []clean.Text
	for _, row := range s.rows[to:] {
		switch {
		case row.kind != headingKind:
		case row.disqualifier:
			parts = append(parts, "Disqualifiers")
		default:
			parts = append(parts, words.SideTitle(row.side))
		}
	}
	left := theme.Line{}.Space(2)
	if len(parts) > 0 {
		left = left.Add(styles.Muted, clean.Join(parts, ", ")+" below")
	}
	mark := clean.Text("more")
	if from > 0 {
		mark += " " + styles.Glyphs.Up
	}
	if to < len(s.rows) {
		mark += " " + styles.Glyphs.Down
	}
	return theme.Justify(left, styles.Muted.Line(mark+" "), width)
}
