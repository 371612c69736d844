package signals

import (
	"trialist/ui/clean"
	"trialist/ui/layout"
	"trialist/ui/theme"
)

// twoColumnWidth is the width from which a preview below the list has two columns.
const twoColumnWidth = 70

// drawPreview draws the preview beside or below the list, into the lines of the
// screen.
func (s *Screen) drawPreview(lines []theme.Line) {
	styles, l := s.frame.Theme(), s.layout
	l.preview.Draw(styles, lines, s.previewLines())
}

// previewLines draws the preview for the room it has; nil before there is one.
func (s *Screen) previewLines() []theme.Line {
	styles, size := s.frame.Theme(), s.layout.preview.Area
	preview := s.draft.Preview()
	if preview.Effect == nil {
		return nil
	}
	if preview.Effect.Draft.Accounts+preview.Effect.Saved.Accounts == 0 {
		var lines []theme.Line
		for _, text := range clean.Text("No account is on trial, so there is nothing to rank.").Wrap(max(size.W, 1)) {
			lines = append(lines, styles.Muted.Line(text))
		}
		return lines
	}
	if !s.twoColumns() {
		top := s.topLines(size.W, s.topRows())
		for _, part := range s.previewSections(size.W, size.H) {
			top = append(append(top, nil), part...)
		}
		return top
	}
	half := (size.W - 4) * 62 / 100 // names need more room than counts
	var right []theme.Line
	for _, part := range s.previewSections(size.W-4-half, size.H+minTop+2) {
		right = append(append(right, part...), nil)
	}
	return layout.SideBySide(s.topLines(half, s.topRows()), right, half, 4)
}

func (s *Screen) twoColumns() bool {
	l := s.layout
	return !l.preview.Beside && l.preview.Area.W >= twoColumnWidth
}

// minTop is the least number of trials that the preview shows; the sections below
// them get the room that is left.
const minTop = 4

// topRows is how many trials of the ranking the preview shows.
func (s *Screen) topRows() int {
	size, rest := s.layout.preview.Area, 0
	if !s.twoColumns() {
		for _, part := range s.previewSections(size.W, size.H) {
			rest += len(part) + 1
		}
	}
	return max(size.H-1-rest, 0)
}

// previewSections are the sections below the trials that fit into height lines.
// Where there is no room the last ones are left out.
func (s *Screen) previewSections(width, height int) [][]theme.Line {
	styles, preview := s.frame.Theme(), s.draft.Preview()
	if preview.Effect == nil {
		return nil
	}
	room := height - 1 - minTop
	columnHeight := 1
	switch {
	case height >= 34:
		columnHeight = 3
	case height >= 28:
		columnHeight = 2
	}
	var parts [][]theme.Line
	for _, part := range [][]theme.Line{
		s.qualifiedLines(width),
		scoreHistogram(styles, preview.Effect, s.side(), width, columnHeight),
		bandLines(styles, preview.Effect, width),
	} {
		if len(part)+1 <= room {
			room -= len(part) + 1
			parts = append(parts, part)
		}
	}
	return parts
}
