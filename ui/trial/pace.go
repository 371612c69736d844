package trial

import (
	"trialist/scoring/rulebook"
	"trialist/ui/clean"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// paceSection says where a running trial stands among finished ones, or why that is not
// known.
func (t *Screen) paceSection(styles theme.Theme, width int) section {
	if t.assessed.Status != rulebook.Trial {
		return section{}
	}
	s := section{title: styles.Strong.Line("Pace")}
	text, ink := words.PaceText(t.board.Pace(t.slot)), styles.Text
	if text == "" {
		text, ink = words.Capitalize(clean.Of(t.board.WhyNoPace(t.slot))), styles.Muted
	}
	if text == "" {
		return section{} // it is being worked out
	}
	for _, part := range text.Wrap(width) {
		s.lines = append(s.lines, ink.Line(part))
	}
	return s
}
