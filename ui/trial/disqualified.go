package trial

import (
	"trialist/ui/clean"
	"trialist/ui/theme"
)

// disqualifiedSection lists the disqualifiers that hold, each with its condition and,
// below it, the evidence. It comes first, as no score outweighs it.
func (t *Screen) disqualifiedSection(styles theme.Theme, width int) section {
	s := section{title: styles.Strong.Line("Why it is disqualified")}
	for _, d := range t.assessed.Disqualified {
		line := styles.Bad.Line(styles.Glyphs.Cross).Space(1).Add(styles.Text, clean.Of(d.Signal.Name))
		s.lines = append(s.lines, line.Fit(width))
		for _, part := range clean.Of(d.Signal.When.String()).Wrap(max(width-2, 1)) {
			s.lines = append(s.lines, theme.Line{}.Space(2).Add(styles.Text, part))
		}
		for _, e := range d.Evidence {
			s.lines = append(s.lines, evidenceLines(styles, e, len(d.Evidence) > 1, width)...)
		}
	}
	return s
}
