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
	title, head, list layout.Rect // head has the titles of the columns
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
		l.head, l.list = l.list.CutTop(1)
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
	if s.showsWorkflows {
		if l.head.H > 0 {
			lines[l.head.Y] = s.workflows.Head(width)
		}
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
	c := s.columns()
	if l.head.H > 0 {
		lines[l.head.Y] = s.head(styles, c)
	}
	from, to := s.list.VisibleRange()
	at, _ := s.list.Cursor()
	for i := from; i < min(to, len(all)); i++ {
		lines[l.list.Y+i-from] = s.row(styles, all[i], i == at, c)
	}
}

// columns are the widths of the columns of the list, in cells.
type columns struct{ name, count int }

// Widths of the columns that are always the same, in cells.
const (
	markWidth  = 5 // of what stands before the name
	shareWidth = 5
)

// columns are those that the segments need. The name has room for its title and for where
// the list goes on.
func (s *Screen) columns() columns {
	c := columns{count: len("Trials")}
	for _, one := range s.segments() {
		c.name = max(c.name, clean.Of(one.Name).Width())
		found, _ := s.members(one)
		c.count = max(c.count, words.Number(found.N).Width())
	}
	c.name = min(max(c.name, 18), 32, max(s.layout.list.W-c.count-16, 8))
	return c
}

// head names the columns, and says where the list goes on above or below.
func (s *Screen) head(styles theme.Theme, c columns) theme.Line {
	above, below := s.list.HasMore()
	line := theme.Line{}.Space(markWidth).Add(styles.Muted, "Segment"+layout.More(styles, above, below)).Fit(markWidth + c.name).Pad(markWidth + c.name)
	line = line.Space(2).Add(styles.Muted, clean.Text("Trials").PadLeft(c.count)).Space(1).Add(styles.Muted, clean.Text("Share").PadLeft(shareWidth))
	return line.Space(2).Add(styles.Muted, "Condition").Fit(s.layout.list.W)
}

// row draws one segment: whether it was edited, its mark, name, count, share and as
// much of its sentence as there is room for.
func (s *Screen) row(styles theme.Theme, one rulebook.Segment, selected bool, c columns) theme.Line {
	line := theme.Line{}.Space(1)
	ink := styles.Text
	if selected {
		line, ink = styles.Accent.Line(styles.Glyphs.Marker), styles.Strong
	}
	edited := theme.Line{}.Space(1)
	if was, saved := s.draft.Saved().Segments.Segment(one.ID); !saved || !was.Equal(one) {
		edited = styles.Accent.Line(styles.Glyphs.Dot)
	}
	line = line.Join(edited).Space(1).Join(colorMark(styles, one.Color)).Space(1).Add(ink, clean.Of(one.Name).Fit(c.name).Pad(c.name)).Space(2)
	line = line.Join(s.countCell(styles, one, c.count)).Space(2)
	width := s.layout.list.W
	line = line.Add(styles.Muted, clean.Of(one.When.String()).Fit(max(width-line.Width()-1, 0))).Pad(width)
	if selected {
		line = line.Inherit(styles.Selection)
	}
	return line
}

// countCell is how many trials are in the segment, and their share of all trials.
func (s *Screen) countCell(styles theme.Theme, one rulebook.Segment, width int) theme.Line {
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

// scoreWidth is the width of a score of a side in the preview: that of its title, and of what
// parts it from the column before.
func scoreWidth(side rulebook.Side) int { return max(words.SideTitle(side).Width(), 3) + 2 }

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
		heads = heads.Add(styles.Muted, words.SideTitle(side).PadLeft(scoreWidth(side)))
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
			scores = scores.Add(styles.Muted, text.PadLeft(scoreWidth(side)))
		}
		place := words.Number(r.Position(int(slot)) + 1).PadLeft(4)
		left := styles.Muted.Line(place).Space(2).Add(styles.Text, s.board.AccountName(slot))
		lines = append(lines, theme.Justify(left, scores, s.layout.preview.Area.W))
	}
	return lines
}
