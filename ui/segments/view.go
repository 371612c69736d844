package segments

import (
	"trialist/scoring/rulebook"
	"trialist/ui/clean"
	"trialist/ui/layout"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// screenLayout is where the parts of the screen are.
type screenLayout struct {
	title, rule, list layout.Rect
	preview           layout.Preview
}

// Sizes from which the preview is shown, in cells.
const (
	minWidthBeside   = 110
	previewWidth     = 46
	minHeightBelow   = 14
	minPreviewHeight = 6
)

func newScreenLayout(width, height, rows int) screenLayout {
	var l screenLayout
	l.title, l.list = layout.Rect{W: width, H: height}.CutTop(1)
	if height >= 10 {
		l.rule, l.list = l.list.CutTop(1)
	}
	switch {
	case width >= minWidthBeside && height >= 8:
		l.list, l.preview = layout.SplitBeside(l.list, previewWidth)
	case height >= minHeightBelow:
		l.list, l.preview = layout.SplitBelow(l.list, max(l.list.H-rows-1, minPreviewHeight))
	}
	return l
}

// View draws the screen.
func (s *Screen) View(width, height int) []theme.Line {
	styles, l := s.frame.Theme(), s.layout
	lines := make([]theme.Line, height)
	if height == 0 {
		return nil
	}
	if !s.draft.Loaded() {
		if err := s.board.LoadErr(); err != nil {
			lines[0] = theme.Line{}.Space(1).Add(styles.Bad, words.Capitalize(clean.Of(err.Error()))).Fit(width)
		}
		return lines
	}
	title := s.titleLine(styles)
	lines[l.title.Y] = title.Join(s.statusLine(styles, width-title.Width()-1))
	if l.rule.H > 0 {
		lines[l.rule.Y] = layout.Rule(styles, width)
	}
	if s.showsWorkflows {
		copy(lines[l.list.Y:], s.workflows.View(width, height-l.list.Y))
		return lines
	}
	s.drawList(lines)
	s.drawPreview(lines)
	return lines
}

// titleLine names the two lists, and says which is on show.
func (s *Screen) titleLine(styles theme.Theme) theme.Line {
	inks := [2]theme.Style{styles.Strong, styles.Muted}
	marks := [2]clean.Text{styles.Glyphs.Marker, " "}
	if s.showsWorkflows {
		inks[0], inks[1], marks[0], marks[1] = inks[1], inks[0], marks[1], marks[0]
	}
	return styles.Accent.Line(marks[0]).Add(inks[0], "Segments").Space(1).Add(styles.Accent, marks[1]).Add(inks[1], "Workflows").Space(3)
}

// statusLine is the state of the draft, or what the workflows are at.
func (s *Screen) statusLine(styles theme.Theme, width int) theme.Line {
	if doing := s.workflows.StatusText(); doing != "" {
		return styles.Accent.Line(words.Capitalize(doing)).Fit(width)
	}
	return s.draft.StatusLine(styles, width)
}

func (s *Screen) drawList(lines []theme.Line) {
	styles, l, all := s.frame.Theme(), s.layout, s.segments()
	if len(all) == 0 && l.list.H > 0 {
		lines[l.list.Y] = theme.Line{}.Space(2).Add(styles.Muted, "No segment yet. ").Add(styles.Accent, s.frame.KeyOf("segments.add")).Add(styles.Muted, " adds one.")
		return
	}
	name, count := 0, 1
	for _, one := range all {
		name = max(name, clean.Of(one.Name).Width())
		found, _ := s.members(one)
		count = max(count, words.Number(found.N).Width())
	}
	name = min(name, 32, max(l.list.W-count-16, 8))
	from, to := s.list.VisibleRange()
	at, _ := s.list.Cursor()
	for i := from; i < min(to, len(all)); i++ {
		lines[l.list.Y+i-from] = s.row(styles, all[i], i == at, name, count)
	}
}

// row draws one segment: whether it was edited, its mark, name, count, share and as
// much of its sentence as there is room for.
func (s *Screen) row(styles theme.Theme, one rulebook.Segment, selected bool, nameWidth, countWidth int) theme.Line {
	line := theme.Line{}.Space(1)
	ink := styles.Text
	if selected {
		line, ink = styles.Accent.Line(styles.Glyphs.Marker), styles.Strong
	}
	edited := theme.Line{}.Space(1)
	if was, saved := s.draft.Saved().Segments.Segment(one.ID); !saved || !was.Equal(one) {
		edited = styles.Accent.Line(styles.Glyphs.Dot)
	}
	line = line.Join(edited).Space(1).Join(colorMark(styles, one.Color)).Space(1).Add(ink, clean.Of(one.Name).Fit(nameWidth).Pad(nameWidth)).Space(2)
	line = line.Join(s.countCell(styles, one, countWidth)).Space(2)
	width := s.layout.list.W
	line = line.Add(styles.Muted, clean.Of(one.When.String()).Fit(max(width-line.Width()-1, 0))).Pad(width)
	if selected {
		line = line.Inherit(styles.Selection)
	}
	return line
}

// countCell is how many trials are in the segment, and their share of all trials.
func (s *Screen) countCell(styles theme.Theme, one rulebook.Segment, width int) theme.Line {
	const shareWidth = 5
	found, known := s.members(one)
	if found.Err != nil {
		return styles.Bad.Line(styles.Glyphs.Cross).PadLeft(width).Space(shareWidth + 1)
	}
	if !known {
		return styles.Muted.Line(styles.Glyphs.Dash).PadLeft(width).Space(shareWidth + 1)
	}
	return styles.Text.Line(words.Number(found.N).PadLeft(width)).Space(1).Add(styles.Muted, share(found.N, s.rankedPopulation().Ranking.Len()).PadLeft(shareWidth))
}

// share is a part of all in percent; "" of nothing.
func share(n, of int) clean.Text {
	if of == 0 {
		return ""
	}
	return words.Number((200*n+of)/(2*of)) + " %"
}

// countLine is how many of the trials are in a segment, in words.
func (s *Screen) countLine(styles theme.Theme, one rulebook.Segment) theme.Line {
	found, known := s.members(one)
	switch {
	case found.Err != nil:
		return styles.Bad.Line(words.Capitalize(clean.Of(found.Err.Error())))
	case !known:
		return styles.Muted.Line("counting")
	}
	of := s.rankedPopulation().Ranking.Len()
	line := styles.Strong.Line(words.Number(found.N)).Add(styles.Muted, " of "+words.Count(of, "trial", "trials"))
	if part := share(found.N, of); part != "" {
		line = line.Add(styles.Muted, ", "+part)
	}
	return line
}

// colorMark is the mark of a segment: a dot in its colour, a ring without one.
func colorMark(styles theme.Theme, c rulebook.Color) theme.Line {
	switch c {
	case rulebook.NoColor:
	case rulebook.Blue:
		return styles.Accent.Line(styles.Glyphs.Dot)
	case rulebook.Green:
		return styles.Good.Line(styles.Glyphs.Dot)
	case rulebook.Yellow:
		return styles.Warn.Line(styles.Glyphs.Dot)
	case rulebook.Red:
		return styles.Bad.Line(styles.Glyphs.Dot)
	}
	return styles.Muted.Line(styles.Glyphs.Ring)
}

// scoreWidth is the width of a score in the preview.
const scoreWidth = 10

// previewText is the lines above the trials of the preview: what the segment asks.
func (s *Screen) previewText() []clean.Text {
	one, ok := s.selected()
	if !ok || s.layout.preview.Area.W <= 0 {
		return nil
	}
	wrapped := clean.Of(one.When.String()).Wrap(s.layout.preview.Area.W)
	return wrapped[:min(len(wrapped), max(s.layout.preview.Area.H-4, 1))]
}

// previewHead is how many lines of the preview stand above its trials.
func (s *Screen) previewHead() int { return len(s.previewText()) + 2 }

// previewRows is how many trials the preview has room for.
func (s *Screen) previewRows() int { return max(s.layout.preview.Area.H-s.previewHead(), 0) }

func (s *Screen) drawPreview(lines []theme.Line) {
	styles, l := s.frame.Theme(), s.layout
	if l.preview.Area.H <= 0 {
		return
	}
	l.preview.Draw(styles, lines, s.previewLines(styles))
}

// previewLines is the sentence of the selected segment, its count, and the best of
// its trials.
func (s *Screen) previewLines(styles theme.Theme) []theme.Line {
	one, ok := s.selected()
	if !ok {
		return nil
	}
	var lines []theme.Line
	for _, text := range s.previewText() {
		lines = append(lines, styles.Text.Line(text))
	}
	heads := theme.Line{}
	for _, side := range rulebook.Sides() {
		heads = heads.Add(styles.Muted, words.SideTitle(side).Fit(scoreWidth-1).PadLeft(scoreWidth))
	}
	lines = append(lines, nil, theme.Justify(s.countLine(styles, one), heads, s.layout.preview.Area.W))
	r := s.rankedPopulation().Ranking
	for _, slot := range s.previewed(one) {
		scores := theme.Line{}
		for _, side := range rulebook.Sides() {
			score := r.Score(side, int(slot))
			text := styles.Glyphs.Dash
			if score.Known() {
				text = words.Number(score.Rounded())
			}
			scores = scores.Add(styles.Muted, text.PadLeft(scoreWidth))
		}
		place := words.Number(r.Position(int(slot)) + 1).PadLeft(4)
		left := styles.Muted.Line(place).Space(2).Add(styles.Text, s.board.AccountName(slot))
		lines = append(lines, theme.Justify(left, scores, s.layout.preview.Area.W))
	}
	return lines
}
