package trial

import (
	"trialist/scoring/account"
	"trialist/scoring/explain"
	"trialist/scoring/rulebook"
	"trialist/store/accounts"
	"trialist/ui/clean"
	"trialist/ui/layout"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// twoColumnWidth is the width from which a low preview has two columns.
const twoColumnWidth = 66

// DrawPreview is a trial in as much room as there is: who, both scores with what
// earned them, the days of the trial, and what happened last.
func DrawPreview(look theme.Theme, p AccountView, width, height int) []theme.Line {
	lines := previewHead(look, p, width)
	if width >= twoColumnWidth {
		half := (width - 3) / 2
		lines = append(lines, layout.SideBySide(
			previewSide(look, p, rulebook.Adoption, half), previewSide(look, p, rulebook.Fit, half), half, 3)...)
	} else {
		for _, side := range rulebook.Sides() {
			lines = append(lines, nil)
			lines = append(lines, previewSide(look, p, side, width)...)
		}
	}
	for _, part := range [][]theme.Line{previewRaise(look, p, width), previewUsage(look, p), previewLast(look, p, width)} {
		if room := height - len(lines) - 1; len(part) > 0 && room >= min(len(part), 3) {
			lines = append(append(lines, nil), part[:min(len(part), room)]...)
		}
	}
	return lines[:min(len(lines), max(height, 0))]
}

// previewHead is the name and where in its life the account is.
func previewHead(look theme.Theme, p AccountView, width int) []theme.Line {
	name := look.Strong.Line(words.AccountName(p.Row))
	if p.Assessed.Qualified {
		name = theme.Justify(name, look.Good.Line(look.Glyphs.Check+" qualified"), width)
	}
	facts := []clean.Text{lifecycleText(p.Assessed)}
	if p.Row.Owner != "" {
		facts = append(facts, clean.Of(p.Row.Owner))
	}
	if last := p.Row.LastTouch; last != nil {
		facts = append(facts, words.TouchSummary(*last)+" "+words.RelativeDay(last.At, p.Assessed.Moment.AsOf))
	}
	return []theme.Line{name.Fit(width), look.Muted.Line(clean.Join(facts, " "+look.Glyphs.Bullet+" ")).Fit(width)}
}

// previewSide is a score and the signals that make it, each with what it earned
// or would.
func previewSide(look theme.Theme, p AccountView, side rulebook.Side, width int) []theme.Line {
	score := look.Muted.Line(words.SideTitle(side)+" ").Add(look.Strong, words.FormatScore(p.Assessed.Scores[side])).
		Add(look.Muted, " "+clean.Text(p.Assessed.Bands[side].Name(side)))
	lines := []theme.Line{score.Fit(width)}
	for _, a := range p.Assessed.Signals[side] {
		mark, ink, points := look.Faint.Line(look.Glyphs.Ring), look.Muted, look.Faint
		if a.Matched {
			mark, ink, points = look.Good.Line(look.Glyphs.Check), look.Text, look.Text
		}
		left := theme.Line{}.Space(1).Join(mark).Space(1).Add(ink, clean.Of(a.Signal.Name))
		lines = append(lines, theme.Justify(left, points.Line(words.FormatTenths(a.Possible).PadLeft(5)), width))
	}
	return lines
}

// previewRaise is the step that would raise the adoption score most.
func previewRaise(look theme.Theme, p AccountView, width int) []theme.Line {
	if len(p.Assessed.Gains) == 0 {
		return nil
	}
	step := p.Assessed.Gains[0]
	left := look.Muted.Line("Next ").Add(look.Text, clean.Of(step.Signal.Name))
	return []theme.Line{theme.Justify(left, look.Accent.Line("+"+words.FormatTenths(step.Points)), width)}
}

// previewUsage is the map of the trial's days.
func previewUsage(look theme.Theme, p AccountView) []theme.Line {
	lines, total, _ := usageMap(look, p.Account, p.Assessed)
	if total == 0 {
		return nil
	}
	return lines
}

// previewLast is what happened last.
func previewLast(look theme.Theme, p AccountView, width int) []theme.Line {
	const most = 6
	var lines []theme.Line
	asOf := p.Assessed.Moment.AsOf
	for _, e := range timelineEntries(p.Account, p.Touches, asOf) {
		if len(lines) == most {
			break
		}
		lines = append(lines, e.line(look, words.RelativeDay(e.at, asOf), width))
	}
	return lines
}

// AccountView is what a preview has to draw: an account as it was last read.
type AccountView struct {
	Row      accounts.Row
	Account  *account.Account
	Touches  []accounts.Touch // newest first
	Assessed explain.Assessment
}
