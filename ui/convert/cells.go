package convert

import (
	"strconv"

	"trialist/scoring/rulebook"
	"trialist/scoring/view"
	"trialist/ui/chart"
	"trialist/ui/clean"
	"trialist/ui/grid"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// nameCell is the name, with marks at its end where the trial raised a hand and where it
// was touched today.
func (c *Screen) nameCell(slot uint32, width int, selected bool) theme.Line {
	styles, b := c.frame.Theme(), c.board
	name := styles.Text.Line(b.AccountName(slot))
	if selected {
		name = styles.Strong.Line(b.AccountName(slot))
	}
	if width < 4 {
		return name
	}
	var marks theme.Line
	if b.Ranking().HandRaisedSlots().Has(int(slot)) {
		marks = marks.Add(styles.Warn, styles.Glyphs.Raised)
	}
	row, _ := b.Row(slot)
	if row.LastTouch != nil && b.Zone().Day(row.LastTouch.At) == b.Zone().Day(b.TouchTime()) {
		marks = marks.Add(styles.Accent, styles.Glyphs.Touched)
	}
	if len(marks) == 0 {
		return name
	}
	return name.Pad(width - 1 - marks.Width()).Space(1).Join(marks)
}

// row draws the trial at an index of the list.
func (c *Screen) row(at int, selected bool) theme.Line {
	styles := c.frame.Theme()
	slot := c.board.Shown()[at]
	state := grid.State{Selected: selected, Marked: c.marks.has(slot)}
	return c.table.Row(styles, c.widths, c.layout.rows.W, state, func(column, width int) theme.Line {
		if c.table.kinds[column] == view.Rank {
			return styles.Muted.Line(clean.Text(strconv.Itoa(c.rank(at))))
		}
		return c.cell(slot, c.table.kinds[column], width, selected)
	})
}

// rank is the rank, from 1, of the trial at an index of the list. Where the list
// is the ranking it is the index itself, so that the first list is drawn before
// the positions of all trials are computed.
func (c *Screen) rank(at int) int {
	b := c.board
	if lane, _ := b.Lane(); lane == 0 && b.ShownSort().Ranks() && len(b.Shown()) == b.Ranking().Len() {
		return at + 1
	}
	return b.Ranking().Position(int(b.Shown()[at])) + 1
}

// cell draws one cell of the list other than the rank.
func (c *Screen) cell(slot uint32, kind view.Column, width int, selected bool) theme.Line {
	styles, b := c.frame.Theme(), c.board
	ink := styles.Bar
	if selected {
		ink = styles.Accent
	}
	switch kind {
	case view.Rank: // drawn before the cells
	case movement:
		return c.movementCell(slot)
	case view.Qualified:
		switch {
		case b.Ranking().Qualified(int(slot)):
			return styles.Good.Line(styles.Glyphs.Check)
		case b.Ranking().Disqualified(int(slot)):
			return styles.Bad.Line(styles.Glyphs.Cross)
		}
	case view.Name:
		return c.nameCell(slot, width, selected)
	case view.Adoption:
		return scoreCell(styles, ink, b.Ranking().Score(rulebook.Adoption, int(slot)), b.PossibleScore(rulebook.Adoption, slot), width)
	case view.Fit:
		return scoreCell(styles, ink, b.Ranking().Score(rulebook.Fit, int(slot)), b.PossibleScore(rulebook.Fit, slot), width)
	case view.Mean:
		return styles.Text.Line(c.meanText(slot))
	case view.Journey:
		mask := b.Ranking().SignalMask(rulebook.Adoption, int(slot))
		layout := b.Book.Card.Layout(rulebook.Adoption)
		quarters := make([]int, len(layout.Signals))
		for i, s := range layout.Signals {
			quarters[i] = chart.Quarters(s.Level(mask), s.LevelCount)
		}
		return chart.Dots(styles, ink, quarters, width)
	case view.DaysLeft:
		return c.timeLeftCell(slot)
	case view.LastSeen:
		return styles.Muted.Line(orDash(styles, words.Since(b.Population.LastSeen[slot], b.AsOf)))
	case view.Trend:
		if !selected {
			ink = styles.Muted // the trend is read last
		}
		days, _ := b.Trend(slot)
		return chart.Sparkline(styles, ink, days, width)
	case view.Owner:
		row, _ := b.Row(slot)
		return styles.Text.Line(clean.Of(row.Owner))
	case view.Pace:
		return c.paceCell(slot)
	case view.Possible:
		return c.possibleCell(slot)
	case view.Class:
		return styles.Text.Line(clean.Of(b.Class(slot).String()))
	case view.LastTouch:
		row, _ := b.Row(slot)
		if t := row.LastTouch; t != nil {
			return styles.Muted.Line(words.TouchWord(t.Kind) + " " + words.Since(t.At, max(b.AsOf, t.At)))
		}
	}
	return nil
}

// paceCell is the share of finished trials that the trial is ahead of; a dash where it
// has none, nothing while that is not known.
func (c *Screen) paceCell(slot uint32) theme.Line {
	styles, b := c.frame.Theme(), c.board
	if p, ok := b.Pace(slot); ok {
		return styles.Text.Line(words.Number(p.Rounded()) + " %")
	}
	if b.WhyNoPace(slot) != "" {
		return styles.Muted.Line(styles.Glyphs.Dash)
	}
	return nil
}

// possibleCell is the fit score that would be reached if what is missing were known.
func (c *Screen) possibleCell(slot uint32) theme.Line {
	styles := c.frame.Theme()
	score := c.board.PossibleScore(rulebook.Fit, slot)
	switch {
	case !score.Known():
		return styles.Muted.Line(styles.Glyphs.Dash)
	case score == c.board.Ranking().Score(rulebook.Fit, int(slot)):
		return styles.Muted.Line(words.Number(score.Rounded()))
	}
	return styles.Text.Line("to " + words.Number(score.Rounded()))
}

// orDash is the text, or a dash for none.
func orDash(styles theme.Theme, text clean.Text) clean.Text {
	if text == "" {
		return styles.Glyphs.Dash
	}
	return text
}

// movementCell is how many positions the trial went up or down.
func (c *Screen) movementCell(slot uint32) theme.Line {
	styles := c.frame.Theme()
	places, ok := c.board.Movement(slot)
	switch {
	case !ok || places == 0:
		return nil
	case places > 0:
		return styles.Good.Line(styles.Glyphs.Up + cappedCount(places))
	default:
		return styles.Muted.Line(styles.Glyphs.Down + cappedCount(-places))
	}
}

// cappedCount is a count in at most two cells: 99 for anything larger.
func cappedCount(n int) clean.Text {
	if n > 99 {
		return "99"
	}
	return clean.Text(strconv.Itoa(n))
}

// meanText is the mean of both scores, as the ranking has it; a dash where there is
// none.
func (c *Screen) meanText(slot uint32) clean.Text {
	adoption, fit := c.board.Ranking().Score(rulebook.Adoption, int(slot)), c.board.Ranking().Score(rulebook.Fit, int(slot))
	switch {
	case adoption.Known() && fit.Known():
		return words.FormatTenths((adoption.Tenths() + fit.Tenths() + 1) / 2)
	case adoption.Known():
		return words.FormatScore(adoption)
	}
	return words.FormatScore(fit)
}

// timeLeftCell is the time that the trial has left, as a warning where that is at most
// three days as they are shown.
func (c *Screen) timeLeftCell(slot uint32) theme.Line {
	styles, b := c.frame.Theme(), c.board
	end := b.Population.End[slot]
	style := styles.Text
	if end.Known() && words.DaysLeft(end, b.AsOf) <= warnDays {
		style = styles.Warn
	}
	return style.Line(orDash(styles, words.TimeLeft(end, b.AsOf)))
}

// warnDays is how many days before its end a trial is shown as a warning.
const warnDays = 3

// scoreCell is a score as a bar and a number, the bar going on to the possible score; only
// the number where the bar would have fewer than three cells.
func scoreCell(styles theme.Theme, ink theme.Style, score, possible rulebook.Score, width int) theme.Line {
	const digits = 3
	text := styles.Muted.Line(styles.Glyphs.Dash)
	if score.Known() {
		text = styles.Text.Line(clean.Text(strconv.Itoa(score.Rounded())))
	}
	bar := width - digits - 1
	if bar < 3 {
		return text.PadLeft(min(width, digits))
	}
	return chart.ThinBarTo(styles, ink, score.Tenths(), possible.Tenths(), bar).Space(1).Join(text.PadLeft(digits))
}
