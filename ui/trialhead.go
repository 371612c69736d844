package ui

import (
	"strconv"

	"trialist/scoring/explain"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/ui/chart"
	"trialist/ui/clean"
	"trialist/ui/theme"
)

// headWide is the width from which both scores share a line.
const headWide = 84

// headHeight is how many lines the head of the screen takes.
func (t *trial) headHeight() int {
	if t.height < 10 {
		return 2
	}
	if t.width < headWide {
		return 4
	}
	return 3
}

// head is what stays in sight while the rest scrolls: who, where in the trial,
// and the scores.
func (t *trial) head(look theme.Theme, width int) []theme.Line {
	adoption := scoreLine(look, rulebook.Adoption, t.assessed)
	fit := scoreLine(look, rulebook.Fit, t.assessed)
	lines := []theme.Line{t.titleLine(look, width)}
	switch {
	case t.headHeight() == 2:
		return append(lines, scoreWords(look, t.assessed))
	case width < headWide:
		lines = append(lines, adoption(width-2), fit(width-2))
	default:
		half := (width - 6) / 2
		lines = append(lines, adoption(half).Pad(half+3).Join(fit(half)))
	}
	return append(lines, rule(look, width))
}

// titleLine is the name and what a call would start with.
func (t *trial) titleLine(look theme.Theme, width int) theme.Line {
	row, _ := t.row()
	var facts theme.Line
	add := func(style theme.Style, text clean.Text) {
		if text == "" {
			return
		}
		if len(facts) > 0 {
			facts = facts.Add(look.Faint, " "+look.Glyphs.Bullet+" ")
		}
		facts = facts.Add(style, text)
	}
	if t.assessed.Qualified {
		add(look.Good, look.Glyphs.Check+" qualified")
	}
	add(look.Muted, lifeWords(t.assessed))
	add(look.Muted, clean.Of(row.Owner))
	if row.LastTouch != nil {
		add(look.Muted, touchShort(*row.LastTouch)+" "+dayWord(row.LastTouch.At, t.board.asOf))
	}
	name := rowName(row)
	room := max(width-2-facts.Width()-3, min(width-2, 16))
	return theme.Line{}.Gap(1).Add(look.Strong, name.Fit(room)).Gap(3).Join(facts)
}

// lifeWords is where in its life the account is: "trial, day 11 of 14, 3.2 days
// left".
func lifeWords(s explain.Assessment) clean.Text {
	if s.Status == rulebook.NoStatus {
		return "not a customer yet"
	}
	words := clean.Text(s.Status.String())
	if s.Status != rulebook.Trial {
		return words
	}
	if day, of, ok := s.TrialDay(); ok && day <= of {
		words += ", day " + number(day) + " of " + number(of)
	}
	if s.End.Known() {
		words += ", " + leftWords(s.End-s.Moment.AsOf) + " left"
	}
	return words
}

// leftWords is a stretch of time to come, as short as a rep needs it.
func leftWords(left value.Instant) clean.Text {
	if left < value.Day {
		return number(int(max(left, 0)/value.Hour)) + " h"
	}
	tenths := int(left * 10 / value.Day)
	if tenths%10 == 0 {
		return count(tenths/10, "day", "days")
	}
	return clean.Text(strconv.FormatFloat(float64(tenths)/10, 'f', 1, 64)) + " days"
}

// scoreLine is a score as a bar, a number and its band, in any width.
func scoreLine(look theme.Theme, side rulebook.Side, s explain.Assessment) func(width int) theme.Line {
	score, band := s.Scores[side], clean.Text(s.Bands[side].Name(side))
	return func(width int) theme.Line {
		label := sideName(side).Pad(10)
		figures := theme.Line{}.Gap(1).Add(look.Strong, scoreText(score).PadLeft(5)).Gap(2).Add(look.Muted, band.Pad(13))
		line := theme.Line{}.Gap(1).Add(look.Muted, label)
		bar := width - line.Width() - figures.Width()
		if bar < 6 || !score.Known() {
			return line.Join(figures).Fit(width)
		}
		return line.Join(chart.Gauge(look, look.Bar, score.Tenths(), bar).Pad(bar)).Join(figures)
	}
}

// scoreWords is both scores where there is no room for bars.
func scoreWords(look theme.Theme, s explain.Assessment) theme.Line {
	line := theme.Line{}.Gap(1)
	for i, side := range rulebook.Sides() {
		if i > 0 {
			line = line.Gap(3)
		}
		line = line.Add(look.Muted, sideName(side)+" ").Add(look.Strong, scoreText(s.Scores[side])).
			Add(look.Muted, " "+clean.Text(s.Bands[side].Name(side)))
	}
	return line
}
