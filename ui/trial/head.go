package trial

import (
	"strconv"

	"trialist/scoring/explain"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/ui/chart"
	"trialist/ui/clean"
	"trialist/ui/layout"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// wideHead is the width from which both scores share a line.
const wideHead = 84

// headHeight is the height of the head, in lines.
func (t *Screen) headHeight() int {
	if t.height < 10 {
		return 2
	}
	if t.width < wideHead {
		return 4
	}
	return 3
}

// head is the part that does not scroll: the name, the state of the trial and the
// scores.
func (t *Screen) head(styles theme.Theme, width int) []theme.Line {
	adoption := scoreLine(styles, rulebook.Adoption, t.assessed, t.possible[rulebook.Adoption].Score)
	fit := scoreLine(styles, rulebook.Fit, t.assessed, t.possible[rulebook.Fit].Score)
	lines := []theme.Line{t.titleLine(styles, width)}
	switch {
	case t.headHeight() == 2:
		return append(lines, scoresLine(styles, t.assessed))
	case width < wideHead:
		lines = append(lines, adoption(width-2), fit(width-2))
	default:
		half := (width - 6) / 2
		lines = append(lines, adoption(half).Pad(half+3).Join(fit(half)))
	}
	return append(lines, layout.Rule(styles, width))
}

// titleLine is the name and the facts needed first: qualified or not, the state of
// the trial, the owner and the last touch. Where there is no room for all with the
// name, the touch is left out, then the owner, and then the state of the trial is only
// the time left.
func (t *Screen) titleLine(styles theme.Theme, width int) theme.Line {
	row, _ := t.row()
	name := words.AccountName(row)
	owner, touch := clean.Of(row.Owner), clean.Text("")
	if row.LastTouch != nil {
		touch = words.TouchSummary(*row.LastTouch) + " " + words.RelativeDay(row.LastTouch.At, t.board.AsOf, t.board.Zone())
	}
	qualified := clean.Text("")
	if t.assessed.Qualified {
		qualified = " qualified"
	}
	if out := disqualifiedText(t.assessed); out != "" {
		qualified = " " + out
	}
	long, short := lifecycleText(t.assessed), leftText(t.assessed)
	class := clean.Of(t.board.Class(t.slot).String())
	const gap = 3
	var facts theme.Line
	for _, texts := range [][]clean.Text{{qualified, long, class, owner, touch}, {qualified, long, class, owner}, {qualified, long, class}, {qualified, long}, {qualified, short}, {"", short}} {
		facts = t.factsLine(styles, texts[0], texts[1:])
		if name.Width()+gap+facts.Width() <= width-2 {
			break
		}
	}
	room := max(width-2-facts.Width()-gap, min(width-2, 16))
	return theme.Line{}.Space(1).Add(styles.Strong, name.Fit(room)).Space(gap).Join(facts)
}

// raisedHand reports whether the account matches a hand-raiser.
func (t *Screen) raisedHand() bool {
	return t.board.Ready() && t.board.Ranking().HandRaisedSlots().Has(int(t.slot))
}

// factsLine joins the facts that there are. Qualified is the word after the mark, ""
// for the mark alone.
func (t *Screen) factsLine(styles theme.Theme, qualified clean.Text, texts []clean.Text) theme.Line {
	var facts theme.Line
	if t.assessed.Qualified {
		facts = styles.Good.Line(styles.Glyphs.Check + qualified)
	}
	if len(t.assessed.Disqualified) > 0 {
		facts = styles.Bad.Line(styles.Glyphs.Cross + qualified)
	}
	if t.raisedHand() {
		if len(facts) > 0 {
			facts = facts.Space(1)
		}
		facts = facts.Add(styles.Warn, styles.Glyphs.Raised)
		if len(texts) > 1 { // there is room for words
			facts = facts.Add(styles.Warn, " raised a hand")
		}
	}
	for _, text := range texts {
		if text == "" {
			continue
		}
		if len(facts) > 0 {
			facts = facts.Add(styles.Muted, " "+styles.Glyphs.Bullet+" ")
		}
		facts = facts.Add(styles.Muted, text)
	}
	return facts
}

// disqualifiedText names the disqualifiers that hold; "" for none.
func disqualifiedText(s explain.Assessment) clean.Text {
	if len(s.Disqualified) == 0 {
		return ""
	}
	names := make([]clean.Text, len(s.Disqualified))
	for i, d := range s.Disqualified {
		names[i] = clean.Of(d.Signal.Name)
	}
	return "disqualified: " + clean.Join(names, ", ")
}

// leftText is the time left of a trial, such as "3.2 days left"; else the status.
func leftText(s explain.Assessment) clean.Text {
	if s.Status == rulebook.Trial && s.End.Known() {
		return timeLeftText(s.End-s.Moment.AsOf) + " left"
	}
	if s.Status == rulebook.LeftOut {
		return clean.Of(s.Status.String())
	}
	return lifecycleText(s)
}

// lifecycleText is the status of the account, such as "trial, day 11 of 14, 3.2
// days left".
func lifecycleText(s explain.Assessment) clean.Text {
	if s.Status == rulebook.NoStatus {
		return "not a customer yet"
	}
	w := clean.Text(s.Status.String())
	if len(s.LeftOutBy) > 0 {
		w += ", as " + words.RulesText(s.LeftOutBy)
	}
	if s.Status != rulebook.Trial {
		return w
	}
	if day, of, ok := s.TrialDay(); ok && day <= of {
		w += ", day " + words.Number(day) + " of " + words.Number(of)
	}
	if s.End.Known() {
		w += ", " + timeLeftText(s.End-s.Moment.AsOf) + " left"
	}
	return w
}

// timeLeftText is a time left in hours on the last day, else in days with one
// decimal. Hours are those of the list, see [words.TimeLeft].
func timeLeftText(left value.Instant) clean.Text {
	if left < value.Day {
		return words.Number(int(max((left+value.Hour/2)/value.Hour, 1))) + " h"
	}
	tenths := int(left * 10 / value.Day)
	if tenths%10 == 0 {
		return words.Count(tenths/10, "day", "days")
	}
	return clean.Text(strconv.FormatFloat(float64(tenths)/10, 'f', 1, 64)) + " days"
}

// scoreLine returns a function that draws a score as a bar that goes on to the possible
// score, a number and its band, for a width. In a narrow one there is no bar.
func scoreLine(styles theme.Theme, side rulebook.Side, s explain.Assessment, possible rulebook.Score) func(width int) theme.Line {
	score, band := s.Scores[side], clean.Text(s.Bands[side].Name(side))
	return func(width int) theme.Line {
		label := words.SideTitle(side).Pad(10)
		figures := theme.Line{}.Space(1).Add(styles.Strong, words.FormatScore(score).PadLeft(5)).Space(2).Add(styles.Muted, band.Pad(13))
		line := theme.Line{}.Space(1).Add(styles.Muted, label)
		bar := width - line.Width() - figures.Width()
		if bar < 6 || !score.Known() {
			return line.Join(figures).Fit(width)
		}
		return line.Join(chart.GaugeTo(styles, styles.Bar, score.Tenths(), possible.Tenths(), bar).Pad(bar)).Join(figures)
	}
}

// scoresLine is both scores on one line, without bars.
func scoresLine(styles theme.Theme, s explain.Assessment) theme.Line {
	line := theme.Line{}.Space(1)
	for i, side := range rulebook.Sides() {
		if i > 0 {
			line = line.Space(3)
		}
		line = line.Add(styles.Muted, words.SideTitle(side)+" ").Add(styles.Strong, words.FormatScore(s.Scores[side])).
			Add(styles.Muted, " "+clean.Text(s.Bands[side].Name(side)))
	}
	return line
}
