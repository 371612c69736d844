package ui

import (
	"trialist/scoring/account"
	"trialist/scoring/explain"
	"trialist/scoring/rulebook"
	"trialist/store"
	"trialist/ui/clean"
	"trialist/ui/theme"
)

// previewBeside is the width from which a low preview has two columns.
const previewBeside = 66

// preview is a trial in as much room as there is: who, both scores with what
// earned them, the days of the trial, and what happened last.
func preview(look theme.Theme, p previewed, width, height int) []theme.Line {
	lines := previewHead(look, p, width)
	if width >= previewBeside {
		half := (width - 3) / 2
		lines = append(lines, beside(
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
func previewHead(look theme.Theme, p previewed, width int) []theme.Line {
	name := look.Strong.Say(rowName(p.row))
	if p.assessed.Qualified {
		name = theme.Ends(name, look.Good.Say(look.Glyphs.Check+" qualified"), width)
	}
	facts := []clean.Text{lifeWords(p.assessed)}
	if p.row.Owner != "" {
		facts = append(facts, clean.Of(p.row.Owner))
	}
	if last := p.row.LastTouch; last != nil {
		facts = append(facts, touchShort(*last)+" "+dayWord(last.At, p.assessed.Moment.AsOf))
	}
	return []theme.Line{name.Fit(width), look.Muted.Say(clean.Join(facts, " "+look.Glyphs.Bullet+" ")).Fit(width)}
}

// previewSide is a score and the signals that make it, each with what it earned
// or would.
func previewSide(look theme.Theme, p previewed, side rulebook.Side, width int) []theme.Line {
	score := look.Muted.Say(sideName(side)+" ").Add(look.Strong, scoreText(p.assessed.Scores[side])).
		Add(look.Muted, " "+clean.Text(p.assessed.Bands[side].Name(side)))
	lines := []theme.Line{score.Fit(width)}
	for _, a := range p.assessed.Signals[side] {
		mark, ink, points := look.Faint.Say(look.Glyphs.Ring), look.Muted, look.Faint
		if a.Matched {
			mark, ink, points = look.Good.Say(look.Glyphs.Check), look.Text, look.Text
		}
		left := theme.Line{}.Gap(1).Join(mark).Gap(1).Add(ink, clean.Of(a.Signal.Name))
		lines = append(lines, theme.Ends(left, points.Say(tenthsText(a.Possible).PadLeft(5)), width))
	}
	return lines
}

// previewRaise is the step that would raise the adoption score most.
func previewRaise(look theme.Theme, p previewed, width int) []theme.Line {
	if len(p.assessed.Gains) == 0 {
		return nil
	}
	step := p.assessed.Gains[0]
	left := look.Muted.Say("Next ").Add(look.Text, clean.Of(step.Signal.Name))
	return []theme.Line{theme.Ends(left, look.Accent.Say("+"+tenthsText(step.Points)), width)}
}

// previewUsage is the map of the trial's days.
func previewUsage(look theme.Theme, p previewed) []theme.Line {
	lines, total, _ := usageMap(look, p.account, p.assessed)
	if total == 0 {
		return nil
	}
	return lines
}

// previewLast is what happened last.
func previewLast(look theme.Theme, p previewed, width int) []theme.Line {
	const most = 6
	var lines []theme.Line
	asOf := p.assessed.Moment.AsOf
	for _, e := range happened(p.account, p.touches, asOf) {
		if len(lines) == most {
			break
		}
		lines = append(lines, e.line(look, dayWord(e.at, asOf), width))
	}
	return lines
}

// previewed is what a preview has to draw: an account as it was last read.
type previewed struct {
	row      store.Row
	account  *account.Account
	touches  []store.Touch // newest first
	assessed explain.Assessment
}
