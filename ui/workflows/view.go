package workflows

import (
	"trialist/scoring/rulebook"
	"trialist/ui/clean"
	"trialist/ui/layout"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// screenLayout is where the parts of the screen are.
type screenLayout struct {
	list    layout.Rect
	preview layout.Preview
}

// Sizes from which the preview is shown, in cells.
const (
	minWidthBeside   = 110
	previewWidth     = 46
	minHeightBelow   = 12
	minPreviewHeight = 6
)

func newScreenLayout(width, height, rows int) screenLayout {
	l := screenLayout{list: layout.Rect{W: width, H: height}}
	switch {
	case width >= minWidthBeside && height >= 6:
		l.list, l.preview = layout.SplitBeside(l.list, previewWidth)
	case height >= minHeightBelow:
		l.list, l.preview = layout.SplitBelow(l.list, max(height-rows-1, minPreviewHeight))
	}
	return l
}

// View draws the screen.
func (s *Screen) View(_, height int) []theme.Line {
	styles, l := s.frame.Theme(), s.layout
	lines := make([]theme.Line, height)
	if height == 0 || !s.draft.Loaded() {
		return lines
	}
	if len(s.workflows()) == 0 {
		s.drawEmpty(lines)
		return lines
	}
	s.drawList(lines)
	if l.preview.Area.H > 0 {
		l.preview.Draw(styles, lines, s.previewLines(styles))
	}
	return lines
}

// Head is the title of the list, which says where it goes on above or below.
func (s *Screen) Head(width int) theme.Line {
	if !s.draft.Loaded() || len(s.workflows()) == 0 {
		return nil
	}
	styles := s.frame.Theme()
	above, below := s.list.HasMore()
	return theme.Line{}.Space(3).Add(styles.Muted, "Workflow"+layout.More(styles, above, below)).Fit(width)
}

// drawEmpty says what a workflow is and how to add one. It needs the room that the list,
// which has no rows, leaves to the preview.
func (s *Screen) drawEmpty(lines []theme.Line) {
	styles := s.frame.Theme()
	text := "No workflow yet. A workflow does something when something happens to a trial: a task, an owner, a line to a file or a webhook. " +
		s.frame.KeyOf("workflows.add") + " adds one; it does nothing until it is enabled."
	for i, part := range text.Wrap(max(s.width-4, 1)) {
		if i+1 < len(lines) {
			lines[i+1] = theme.Line{}.Space(2).Add(styles.Muted, part)
		}
	}
}

func (s *Screen) drawList(lines []theme.Line) {
	styles, l, all := s.frame.Theme(), s.layout, s.workflows()
	name := 0
	for _, one := range all {
		name = max(name, clean.Of(one.Name).Width())
	}
	name = min(name, 32, max(l.list.W-24, 8))
	from, to := s.list.VisibleRange()
	at, _ := s.list.Cursor()
	for i := from; i < min(to, len(all)); i++ {
		lines[l.list.Y+i-from] = s.row(styles, all[i], i == at, name)
	}
}

// row draws one workflow: whether it was edited, its name, whether it is enabled, how
// often it fired, what failed, and as much of its trigger as there is room for.
func (s *Screen) row(styles theme.Theme, one rulebook.Workflow, selected bool, nameWidth int) theme.Line {
	line := theme.Line{}.Space(1)
	ink := styles.Text
	if selected {
		line, ink = styles.Accent.Line(styles.Glyphs.Marker), styles.Strong
	}
	edited := theme.Line{}.Space(1)
	if was, saved := s.draft.Saved().Workflows.Workflow(one.ID); !saved || !was.Equal(one) {
		edited = styles.Accent.Line(styles.Glyphs.Dot)
	}
	line = line.Join(edited).Space(1).Add(ink, clean.Of(one.Name).Fit(nameWidth).Pad(nameWidth)).Space(2)
	if one.Enabled {
		line = line.Add(styles.Good, "on ")
	} else {
		line = line.Add(styles.Muted, "off")
	}
	tally, width := s.did.tallies[one.ID], s.layout.list.W
	line = line.Space(2).Add(styles.Muted, "fired ").Add(styles.Text, words.Number(tally.Fired).PadLeft(3)).Space(2)
	if tally.Failed > 0 {
		line = line.Add(styles.Bad, words.Number(tally.Failed)+" failed").Space(2)
	} else if tally.Due > 0 {
		line = line.Add(styles.Warn, words.Number(tally.Due)+" due").Space(2)
	}
	line = line.Add(styles.Muted, clean.Of(one.Trigger.String()).Fit(max(width-line.Width()-1, 0))).Pad(width)
	if selected {
		line = line.Inherit(styles.Selection)
	}
	return line.Fit(width)
}

// previewLines say what the selected workflow does, and when it fired last.
func (s *Screen) previewLines(styles theme.Theme) []theme.Line {
	one, ok := s.selected()
	if !ok {
		return nil
	}
	width := s.layout.preview.Area.W
	var lines []theme.Line
	add := func(ink theme.Style, indent int, texts ...clean.Text) {
		for _, text := range texts {
			for i, part := range text.Wrap(max(width-indent, 1)) {
				lead := indent
				if i > 0 {
					lead += 2
				}
				lines = append(lines, theme.Line{}.Space(lead).Add(ink, part).Fit(width))
			}
		}
	}
	add(styles.Muted, 0, "When a trial")
	add(styles.Text, 2, whenLines(one)...)
	add(styles.Muted, 0, "it does")
	add(styles.Text, 2, actionLines(one)...)
	lines = append(lines, nil)
	if s.did.err != nil {
		add(styles.Bad, 0, words.Capitalize(clean.Of(s.did.err.Error())))
		return lines
	}
	add(styles.Strong, 0, talliedWords(s.did.tallies[one.ID]))
	for _, l := range s.log(one.ID) {
		if len(lines) >= s.layout.preview.Area.H {
			break
		}
		day := words.RelativeDay(l.At, s.board.AsOf, s.board.Zone())
		became := styles.Muted.Line(clean.Of(summary(l)))
		for _, e := range l.Entries {
			if e.Error != "" {
				became = styles.Bad.Line("failed")
			}
		}
		lines = append(lines, theme.Justify(styles.Muted.Line(day.Pad(11)).Add(styles.Text, whose(l.Firing)), became, width))
	}
	return lines
}
