package trial

import (
	"trialist/scoring/account"
	"trialist/scoring/explain"
	"trialist/scoring/possible"
	"trialist/scoring/rulebook"
	"trialist/store/accounts"
	"trialist/store/workflows"
	"trialist/ui/clean"
	"trialist/ui/layout"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// twoColumnWidth is the width from which both sides are beside each other.
const twoColumnWidth = 66

// DrawPreview is a trial in at most height lines: the name and status, both scores
// with their signals, the next step, usage, and what happened last. Sections
// without room are left out.
func DrawPreview(styles theme.Theme, p AccountView, width, height int) []theme.Line {
	lines := previewHead(styles, p, width)
	if width >= twoColumnWidth {
		half := (width - 3) / 2
		lines = append(lines, layout.SideBySide(
			previewSide(styles, p, rulebook.Adoption, half), previewSide(styles, p, rulebook.Fit, half), half, 3)...)
	} else {
		for _, side := range rulebook.Sides() {
			lines = append(lines, nil)
			lines = append(lines, previewSide(styles, p, side, width)...)
		}
	}
	for _, part := range [][]theme.Line{previewRaise(styles, p, width), previewPeople(styles, p, width), previewUsage(styles, p), previewLast(styles, p, width, height)} {
		if room := height - len(lines) - 1; len(part) > 0 && room >= min(len(part), 3) {
			lines = append(append(lines, nil), part[:min(len(part), room)]...)
		}
	}
	return lines[:min(len(lines), max(height, 0))]
}

// previewHead is the name, the status, the owner and the last touch.
func previewHead(styles theme.Theme, p AccountView, width int) []theme.Line {
	name := styles.Strong.Line(words.AccountName(p.Row))
	if p.Assessed.Qualified {
		name = theme.Justify(name, styles.Good.Line(styles.Glyphs.Check+" qualified"), width)
	}
	facts := []clean.Text{lifecycleText(p.Assessed)}
	if out := disqualifiedText(p.Assessed); out != "" {
		name = theme.Justify(styles.Strong.Line(words.AccountName(p.Row)), styles.Bad.Line((styles.Glyphs.Cross + " " + out).Fit(max(width*2/3, 1))), width)
	}
	if p.Row.Owner != "" {
		facts = append(facts, clean.Of(p.Row.Owner))
	}
	if last := p.Row.LastTouch; last != nil {
		facts = append(facts, words.TouchSummary(*last)+" "+words.RelativeDay(last.At, p.Assessed.Moment.AsOf, p.Assessed.Moment.Zone))
	}
	dot := " " + styles.Glyphs.Bullet + " "
	lines := []theme.Line{name.Fit(width)}
	if all := clean.Join(facts, dot); all.Width() <= width {
		lines = append(lines, styles.Muted.Line(all))
	} else { // the owner and the last touch are not to be cut off
		lines = append(lines, styles.Muted.Line(facts[0].Fit(width)))
		if len(facts) > 1 {
			lines = append(lines, styles.Muted.Line(clean.Join(facts[1:], dot).Fit(width)))
		}
	}
	if p.Pace != "" {
		for _, part := range p.Pace.Wrap(width) {
			lines = append(lines, styles.Text.Line(part))
		}
	}
	return lines
}

// previewSide is a score with the signals of its side. Each shows the points that it
// earned or would earn.
func previewSide(styles theme.Theme, p AccountView, side rulebook.Side, width int) []theme.Line {
	score := styles.Muted.Line(words.SideTitle(side)+" ").Add(styles.Strong, words.FormatScore(p.Assessed.Scores[side])).
		Add(styles.Muted, " "+clean.Text(p.Assessed.Bands[side].Name(side)))
	lines := []theme.Line{score.Fit(width)}
	if text := possibleText(p.Assessed.Scores[side], p.Possible[side]); text != "" {
		for _, part := range text.Wrap(width - 1) {
			lines = append(lines, theme.Line{}.Space(1).Add(styles.Muted, part))
		}
	}
	for _, a := range p.Assessed.Signals[side] {
		mark, ink := signalMark(styles, a.Contribution)
		points := theme.Line{}.Add(ink, words.FormatTenths(a.Possible).PadLeft(5))
		if 0 < a.Level && a.Level < a.Levels {
			points = styles.Text.Line(words.FormatTenths(a.Earned)).Add(styles.Muted, " of "+words.FormatTenths(a.Possible))
		}
		left := theme.Line{}.Space(1).Join(mark).Space(1).Add(ink, clean.Of(a.Signal.Name))
		lines = append(lines, theme.Justify(left, points, width))
	}
	return lines
}

// previewRaise is the first of the steps that would raise a score.
func previewRaise(styles theme.Theme, p AccountView, width int) []theme.Line {
	if len(p.Assessed.Gains) == 0 {
		return nil
	}
	step := p.Assessed.Gains[0]
	left := styles.Muted.Line("Next ").Add(styles.Text, clean.Of(step.Signal.Name))
	if step.Levels > 1 {
		left = left.Add(styles.Muted, " level "+words.Number(step.Level)+" of "+words.Number(step.Levels))
	}
	return []theme.Line{theme.Justify(left, styles.Accent.Line("+"+words.FormatTenths(step.Points)), width)}
}

// previewUsage is the heat map of the trial's days; nil without events.
func previewUsage(styles theme.Theme, p AccountView) []theme.Line {
	lines, total, _ := usageMap(styles, p.Account, p.Assessed)
	if total == 0 {
		return nil
	}
	return lines
}

// previewLast is the newest entries of the timeline, at most so many.
func previewLast(styles theme.Theme, p AccountView, width, most int) []theme.Line {
	var lines []theme.Line
	asOf, zone := p.Assessed.Moment.AsOf, p.Assessed.Moment.Zone
	for _, e := range timelineEntries(p.Account, p.Touches, p.Firings, asOf, zone) {
		if len(lines) >= most {
			break
		}
		lines = append(lines, e.line(styles, words.RelativeDay(e.at, asOf, zone), width))
	}
	return lines
}

// AccountView is what a preview draws: an account as it was read last.
type AccountView struct {
	Row      accounts.Row
	Account  *account.Account
	Touches  []accounts.Touch   // oldest first
	Firings  []workflows.Logged // of workflows, newest first
	Assessed explain.Assessment
	Possible [2]possible.Side // what is not known, by side
	Pace     clean.Text       // where it stands among finished trials; "" where nobody asked
}
