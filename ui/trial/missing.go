package trial

import (
	"trialist/scoring/possible"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/ui/clean"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// possibleText says how far what is not known could raise a score, and what that is; ""
// where it could not.
func possibleText(score rulebook.Score, p possible.Side) clean.Text {
	if len(p.Missing) == 0 {
		return ""
	}
	var names []string
	for _, m := range p.Missing {
		names = append(names, string(missingName(m)))
	}
	verb := clean.Text(" is not known")
	if len(names) > 1 {
		verb = " are not known"
	}
	return reachText(score, p) + ": " + clean.Of(value.JoinList(names, "and")) + verb
}

// reachText is from where to where a score could go.
func reachText(score rulebook.Score, p possible.Side) clean.Text {
	return "could be " + words.FormatScore(score) + " to " + words.FormatScore(p.Score)
}

// reachTextShort is how far a score could go.
func reachTextShort(_ rulebook.Score, p possible.Side) clean.Text {
	return "up to " + words.FormatScore(p.Score)
}

// missingName is the name of an attribute.
func missingName(m possible.Missing) clean.Text {
	if m.Contact {
		return clean.Of(m.Name) + " of a contact"
	}
	return clean.Of(m.Name)
}

// missingSection lists what is not known of the account and could raise its scores, the
// most valuable first.
func (t *Screen) missingSection(styles theme.Theme, width int) section {
	s := section{title: styles.Strong.Line("What is not known")}
	for _, side := range rulebook.Sides() {
		p := t.possible[side]
		if len(p.Missing) == 0 {
			continue
		}
		s.lines = append(s.lines, theme.Line{}.Space(2).Add(styles.Muted, words.SideTitle(side)+" "+reachText(t.assessed.Scores[side], p)).Fit(width))
		for _, m := range p.Missing {
			points := styles.Muted.Line("with others")
			if m.Points > 0 {
				points = styles.Accent.Line("up to +" + words.FormatTenths(m.Points))
			}
			s.lines = append(s.lines, theme.Justify(theme.Line{}.Space(2).Add(styles.Text, missingName(m)), points, width))
		}
	}
	return s
}
