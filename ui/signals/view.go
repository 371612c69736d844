package signals

import (
	"strconv"

	"trialist/scoring/explain"
	"trialist/scoring/rulebook"
	"trialist/ui/chart"
	"trialist/ui/clean"
	"trialist/ui/layout"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// relayout lays the screen out for its size and the number of signals.
func (s *Screen) relayout() {
	s.layout = newScreenLayout(s.width, s.height, len(s.rows))
	trials := 0
	if s.board.Ready() {
		trials = s.board.Ranking().Len()
	}
	s.table, s.widths = newTable(s.layout.list.W, trials)
	s.list.Resize(s.listHeight())
}

func (s *Screen) View(width, height int) []theme.Line {
	styles, l, d := s.frame.Theme(), s.layout, s.draft
	lines := make([]theme.Line, height)
	if height == 0 {
		return nil
	}
	if !d.Loaded() {
		if err := s.board.LoadErr(); err != nil {
			lines[0] = theme.Line{}.Space(1).Add(styles.Bad, words.Capitalize(clean.Of(err.Error()))).Fit(width)
		}
		return lines
	}
	lines[l.title.Y] = s.titleLine(width)
	if l.verdict.H > 0 {
		lines[l.verdict.Y] = theme.Line{}.Space(1).Join(s.verdictLine(width - 2))
	}
	if l.rule.H > 0 {
		lines[l.rule.Y] = layout.Rule(styles, width)
	}
	s.drawList(lines)
	if l.short.H > 0 {
		lines[l.short.Y] = theme.Line{}.Space(2).Join(shortPreview(styles, d.Preview().Effect, width-4))
	}
	if l.preview.Area.H > 0 {
		s.drawPreview(lines)
	}
	return lines
}

// titleLine is the state of the draft and the weighting.
func (s *Screen) titleLine(width int) theme.Line {
	styles := s.frame.Theme()
	weighting := weightingText(s.draft.Book().Card.Weighting)
	room := width - weighting.Width() - 4
	if room < 20 || s.draft.Warns() {
		return theme.Line{}.Space(1).Join(s.draft.StatusLine(styles, width-2))
	}
	return theme.Justify(theme.Line{}.Space(1).Join(s.draft.StatusLine(styles, room)), styles.Muted.Line(weighting).Space(1), width)
}

// weightingText is a weighting with an example: what a signal of weight 10 scores
// beside one of weight 5.
func weightingText(w rulebook.Weighting) clean.Text {
	ten, five := w.EffectiveWeight(10), w.EffectiveWeight(5)
	score := func(effective uint32) clean.Text {
		return clean.Of(rulebook.Score{Sum: effective, Total: ten + five}.String())
	}
	said := clean.Text("weights count as they are")
	if w == rulebook.Emphatic {
		said = "big weights count extra"
	}
	return said + ": 10 and 5 score " + score(ten) + " and " + score(five)
}

// drawList draws the visible lines of the list into the lines of the screen.
func (s *Screen) drawList(lines []theme.Line) {
	d, l := s.draft, s.layout
	card, saved := d.Book().Card, d.Saved().Card
	points := make(map[int64]int)
	for _, side := range rulebook.Sides() {
		for _, p := range explain.Contributions(card, side, 0) {
			points[p.Signal.ID] = p.Possible
		}
	}
	from, to := s.shownRange()
	at, _ := s.list.Cursor()
	for i := from; i < to; i++ {
		var line theme.Line
		switch row := s.rows[i]; row.kind {
		case signalKind:
			was, inForce := saved.Signal(row.signal.ID)
			line = s.signalLine(rowView{row, was, inForce, points[row.signal.ID], i == at})
		case headingKind:
			line = s.headingLine(row)
		case emptyKind:
			line = s.emptyLine(row.side, i == at)
		case blankKind:
		}
		lines[l.list.Y+i-from] = line
	}
	if s.overflows() {
		lines[l.list.Y+l.list.H-1] = s.moreLine(l.list.W)
		return
	}
	s.drawSentence(lines[l.list.Y+to-from:l.list.Y+l.list.H], l.list.W)
}

// drawSentence draws the condition of the selected signal below the list, where
// there is room for all of it.
func (s *Screen) drawSentence(lines []theme.Line, width int) {
	row, ok := s.row()
	if !ok || row.kind != signalKind {
		return
	}
	sentence := clean.Of(row.signal.When.String())
	if row.signal.HandRaiser {
		sentence = s.frame.Theme().Glyphs.Raised + " hand-raiser: " + sentence
	}
	wrapped := sentence.Wrap(max(width-5, 1))
	if len(lines) < len(wrapped)+1 {
		return
	}
	for i, text := range wrapped {
		lines[1+i] = theme.Line{}.Space(3).Add(s.frame.Theme().Muted, text)
	}
	s.drawLevels(lines[1+len(wrapped):], row.signal, width)
}

// drawLevels draws what each level of a signal asks, how many trials reach it and what
// they earn, where there is room for all levels.
func (s *Screen) drawLevels(lines []theme.Line, signal rulebook.Signal, width int) {
	texts := explain.LevelTexts(signal.When)
	if len(lines) < len(texts) {
		return
	}
	styles, card := s.frame.Theme(), s.draft.Book().Card
	what := 0
	for _, text := range texts {
		what = max(what, clean.Of(text).Width())
	}
	for _, bits := range card.Layout(signal.Side).Signals {
		if bits.ID != signal.ID {
			continue
		}
		for i, text := range texts {
			line := theme.Line{}.Space(3).Add(styles.Accent, styles.Glyphs.Quarters[chart.Quarters(i+1, len(texts))]).Space(1).
				Add(styles.Text, clean.Of(text).Pad(what)).Space(2).
				Add(styles.Strong, words.FormatTenths(card.Score(signal.Side, bits.UpTo(i+1)).Tenths()).PadLeft(5)).Add(styles.Muted, " points")
			if n, _, ok := s.draft.MatchCount(signal.Side, signal.When.Level(i+1)); ok {
				line = line.Space(2).Add(styles.Muted, words.Count(n, "reaches it", "reach it"))
			}
			lines[i] = line.Fit(width)
		}
	}
}

// emptyLine says that a side has no signals.
func (s *Screen) emptyLine(side rulebook.Side, selected bool) theme.Line {
	styles := s.frame.Theme()
	line := theme.Line{}.Space(2)
	if selected {
		line = styles.Accent.Line(styles.Glyphs.Marker).Space(1)
	}
	with := func(why, how clean.Text) theme.Line {
		return theme.Line{}.Join(line).Add(styles.Muted, "No "+words.SideWord(side)+" signal yet"+why+". ").
			Add(styles.Accent, s.frame.KeyOf("signals.add")).Add(styles.Muted, how)
	}
	line = layout.FirstFitting(s.layout.list.W, with(", so no score", " adds one, also from a template."), with(", so no score", " adds one."), with("", " adds one."))
	if selected {
		line = line.Pad(s.layout.list.W).Inherit(styles.Selection)
	}
	return line.Fit(s.layout.list.W)
}

// positionText is a position in a ranking, counted from 1 as people do.
func positionText(position int) clean.Text { return clean.Text(strconv.Itoa(position + 1)) }
