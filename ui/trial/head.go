package trial

import (
	"strconv"

	"trialist/scoring/explain"
	"trialist/scoring/possible"
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
	adoption, fit := t.scoreLine(styles, rulebook.Adoption), t.scoreLine(styles, rulebook.Fit)
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

// titleFacts are the facts beside the name, "" for those that are left out.
type titleFacts struct {
	verdict, raised clean.Text   // the words after their marks
	others          []clean.Text // the state of the trial, the class, the owner and the last touch
}

// titleLine is the name and the facts needed first: qualified or not, a raised hand, the
// state of the trial, the class, the owner and the last touch. Where there is no room for
// all with the name, what matters least is left out first, until only the marks and the
// time left remain.
func (t *Screen) titleLine(styles theme.Theme, width int) theme.Line {
	row, _ := t.row()
	name := words.AccountName(row)
	const gap = 3
	var facts theme.Line
	for _, f := range t.titleChoices() {
		facts = t.factsLine(styles, f)
		if name.Width()+gap+facts.Width() <= width-2 {
			break
		}
	}
	room := max(width-2-facts.Width()-gap, min(width-2, 16))
	return theme.Line{}.Space(1).Add(styles.Strong, name.Fit(room)).Space(gap).Join(facts)
}

// titleChoices are the facts beside the name, from the most to the fewest.
func (t *Screen) titleChoices() []titleFacts {
	row, _ := t.row()
	owner, touch := clean.Of(row.Owner), clean.Text("")
	if row.LastTouch != nil {
		touch = words.TouchSummary(*row.LastTouch) + " " + words.RelativeDay(row.LastTouch.At, t.board.AsOf, t.board.Zone())
	}
	verdict, brief, raised := clean.Text(""), clean.Text(""), clean.Text("")
	if t.assessed.Qualified {
		verdict, brief = " qualified", " qualified"
	}
	if out := disqualifiedText(t.assessed); out != "" {
		verdict, brief = " "+out, " disqualified"
	}
	if t.raisedHand() {
		raised = " raised a hand"
	}
	long, day, short := lifecycleText(t.assessed), dayText(t.assessed), leftText(t.assessed)
	class := clean.Of(t.board.Class(t.slot).String())
	whole := titleFacts{verdict, raised, []clean.Text{long, class, owner, touch}}
	choices := []titleFacts{whole, {verdict, raised, []clean.Text{long, class, owner}}}
	if owner != "" { // whose it is goes before the class and the words of the marks
		choices = append(choices,
			titleFacts{verdict, raised, []clean.Text{long, owner}},
			titleFacts{verdict, raised, []clean.Text{day, owner}},
			titleFacts{verdict, "", []clean.Text{day, owner}},
			titleFacts{brief, "", []clean.Text{day, owner}},
			titleFacts{"", "", []clean.Text{day, owner}})
	}
	return append(choices,
		titleFacts{verdict, raised, []clean.Text{long, class}},
		titleFacts{verdict, raised, []clean.Text{long}},
		titleFacts{verdict, raised, []clean.Text{day}},
		titleFacts{verdict, "", []clean.Text{day}},
		titleFacts{verdict, raised, []clean.Text{short}},
		titleFacts{verdict, "", []clean.Text{short}},
		titleFacts{brief, "", []clean.Text{day}},
		titleFacts{"", "", []clean.Text{day}},
		titleFacts{brief, "", []clean.Text{short}},
		titleFacts{"", "", []clean.Text{short}})
}

// raisedHand reports whether the account matches a hand-raiser.
func (t *Screen) raisedHand() bool {
	return t.board.Ready() && t.board.Ranking().HandRaisedSlots().Has(int(t.slot))
}

// factsLine joins the facts that there are.
func (t *Screen) factsLine(styles theme.Theme, f titleFacts) theme.Line {
	var facts theme.Line
	if t.assessed.Qualified {
		facts = styles.Good.Line(styles.Glyphs.Check + f.verdict)
	}
	if len(t.assessed.Disqualified) > 0 {
		facts = styles.Bad.Line(styles.Glyphs.Cross + f.verdict)
	}
	if t.raisedHand() {
		if len(facts) > 0 {
			facts = facts.Space(1)
		}
		facts = facts.Add(styles.Warn, styles.Glyphs.Raised+f.raised)
	}
	for _, text := range f.others {
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
	if day := trialDayText(s); day != "" {
		w += ", " + day
	}
	return w
}

// dayText is the day of a trial and the time left; else the status.
func dayText(s explain.Assessment) clean.Text {
	if day := trialDayText(s); day != "" {
		return day
	}
	return lifecycleText(s)
}

// trialDayText is the day of a trial and the time left, such as "day 11 of 14, 3.2 days
// left"; "" where neither is known, and for what is no trial.
func trialDayText(s explain.Assessment) clean.Text {
	if s.Status != rulebook.Trial {
		return ""
	}
	w := clean.Text("")
	if day, of, ok := s.TrialDay(); ok && day <= of {
		w = "day " + words.Number(day) + " of " + words.Number(of)
	}
	if s.End.Known() {
		if w != "" {
			w += ", "
		}
		w += timeLeftText(s.End-s.Moment.AsOf) + " left"
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

// minBar is the least width of a bar beside which words say how far it could go.
const minBar = 14

// scoreLine returns a function that draws a score as a bar that goes on to the possible
// score, a number, its band and how far it could go, for a width. Where there is no room,
// the latter is short or left out, and then the bar.
func (t *Screen) scoreLine(styles theme.Theme, side rulebook.Side) func(width int) theme.Line {
	score, band, reach := t.assessed.Scores[side], clean.Text(t.assessed.Bands[side].Name(side)), t.possible[side].Score
	return func(width int) theme.Line {
		label := words.SideTitle(side).Pad(10)
		figures := theme.Line{}.Space(1).Add(styles.Strong, words.FormatScore(score).PadLeft(5)).Space(2).Add(styles.Muted, band.Pad(13))
		line := theme.Line{}.Space(1).Add(styles.Muted, label)
		bar := width - line.Width() - figures.Width()
		if bar < 6 || !score.Known() {
			return line.Join(figures).Fit(width)
		}
		texts, room := t.reachTexts(bar - minBar)
		figures = figures.Add(styles.Muted, texts[side].Pad(room))
		bar -= room
		return line.Join(chart.GaugeTo(styles, styles.Bar, score.Tenths(), reach.Tenths(), bar).Pad(bar)).Join(figures)
	}
}

// reachTexts say of each side how far what is not known could raise the score, in as many
// words as there is room for, and how many cells both take, so that their bars are
// equally long.
func (t *Screen) reachTexts(room int) (texts [2]clean.Text, width int) {
	for _, say := range []func(rulebook.Score, possible.Side) clean.Text{reachText, reachTextShort} {
		width = 0
		for _, side := range rulebook.Sides() {
			texts[side] = ""
			if p := t.possible[side]; len(p.Missing) > 0 {
				texts[side] = " " + say(t.assessed.Scores[side], p)
			}
			width = max(width, texts[side].Width())
		}
		if width <= room {
			return texts, width
		}
	}
	return [2]clean.Text{}, 0
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
