package ui

import (
	"strconv"

	"trialist/scoring/explain"
	"trialist/scoring/rulebook"
	"trialist/ui/clean"
	"trialist/ui/theme"
)

// arrange lays the screen out for its size and for the signals there are.
func (s *signals) arrange() {
	s.layout = laySignals(s.width, s.height, len(s.rows))
	trials := 0
	if s.board.ready() {
		trials = s.board.ranking.Len()
	}
	s.table, s.widths = signalsTable(s.layout.list.w, trials)
	s.list.Resize(s.layout.list.h)
}

func (s *signals) view(width, height int) []theme.Line {
	look, l, d := s.frame.Theme(), s.layout, s.drafting
	lines := make([]theme.Line, height)
	if height == 0 {
		return nil
	}
	if !d.begun {
		if broken := s.board.broken; broken != nil {
			lines[0] = theme.Line{}.Gap(1).Add(look.Bad, sentence(clean.Of(broken.Error()))).Fit(width)
		}
		return lines
	}
	lines[l.title.y] = s.titleLine(width)
	if l.rule.h > 0 {
		lines[l.rule.y] = rule(look, width)
	}
	s.drawList(lines)
	if l.short.h > 0 {
		lines[l.short.y] = theme.Line{}.Gap(2).Join(shortForecast(look, d.forecast.answer.outlook, width-4))
	}
	if l.preview.h > 0 {
		s.drawForecast(lines)
	}
	return lines
}

// titleLine is how the draft stands, and what weights mean.
func (s *signals) titleLine(width int) theme.Line {
	look := s.frame.Theme()
	weighting := weightingWords(s.drafting.book().Card.Weighting)
	room := width - weighting.Width() - 4
	if room < 20 {
		return theme.Line{}.Gap(1).Join(s.drafting.words(look, width-2))
	}
	return theme.Ends(theme.Line{}.Gap(1).Join(s.drafting.words(look, room)), look.Muted.Say(weighting).Gap(1), width)
}

// weightingWords is a weighting with what it makes of an example.
func weightingWords(w rulebook.Weighting) clean.Text {
	one, other := w.EffectiveWeight(10), w.EffectiveWeight(5)
	score := func(pull uint32) clean.Text {
		return clean.Of(rulebook.Score{Sum: pull, Total: one + other}.String())
	}
	return clean.Of(w.String()) + ": 10 and 5 score " + score(one) + " and " + score(other)
}

// drawList puts the lines of the list in sight into the screen.
func (s *signals) drawList(lines []theme.Line) {
	d, l := s.drafting, s.layout
	card, saved := d.book().Card, d.draft.Saved().Card
	points := make(map[int64]int)
	for _, side := range rulebook.Sides() {
		for _, p := range explain.Contributions(card, side, 0) {
			points[p.Signal.ID] = p.Possible
		}
	}
	from, to := s.list.Window()
	at, _ := s.list.Cursor()
	for i := from; i < min(to, len(s.rows)); i++ {
		var line theme.Line
		switch row := s.rows[i]; row.kind {
		case isSignal:
			was, old := saved.Signal(row.signal.ID)
			line = s.signalLine(signalView{row, was, old, points[row.signal.ID], i == at})
		case isHeading:
			line = s.headingLine(row.side)
		case isEmpty:
			line = s.emptyLine(row.side, i == at)
		case isBlank:
		}
		lines[l.list.y+i-from] = line
	}
	s.drawSentence(lines[l.list.y+to-from:l.list.y+l.list.h], l.list.w)
}

// drawSentence says under the list when the selected signal is matched.
func (s *signals) drawSentence(lines []theme.Line, width int) {
	row, ok := s.row()
	if !ok || row.kind != isSignal {
		return
	}
	wrapped := clean.Of(row.signal.When.String()).Wrap(max(width-5, 1))
	if len(lines) < len(wrapped)+1 {
		return
	}
	for i, text := range wrapped {
		lines[1+i] = theme.Line{}.Gap(3).Add(s.frame.Theme().Muted, text)
	}
}

// emptyLine is in the place of signals where a side has none.
func (s *signals) emptyLine(side rulebook.Side, selected bool) theme.Line {
	look := s.frame.Theme()
	line := theme.Line{}.Gap(2)
	if selected {
		line = look.Accent.Say(look.Glyphs.Marker).Gap(1)
	}
	line = line.Add(look.Muted, "No "+sideWord(side)+" signal yet, so no "+sideWord(side)+" score. ").
		Add(look.Accent, "a").Add(look.Muted, " adds one.")
	if selected {
		line = line.Pad(s.layout.list.w).Over(look.Cursor)
	}
	return line.Fit(s.layout.list.w)
}

// placeText is a place in a ranking, from 0, as people count.
func placeText(place int) clean.Text { return clean.Text(strconv.Itoa(place + 1)) }
