package trial

import (
	"trialist/ui/clean"
	"trialist/ui/host"
)

// Legend is what the marks of the screen mean.
func (t *Screen) Legend() []host.Meaning {
	g := t.frame.Theme().Glyphs
	return []host.Meaning{
		{Mark: g.Check, Text: "qualified; or a matched signal"},
		{Mark: g.Cross, Text: "disqualified"},
		{Mark: g.Raised, Text: "raised a hand"},
		{Mark: clean.Join(g.Quarters[1:4], " "), Text: "signal at some of its levels"},
		{Mark: g.Ring, Text: "signal or rule that does not hold"},
		{Mark: g.Chevrons[1], Text: "next step of the journey"},
		{Mark: g.Shades[1], Text: "missing to the full score"},
		{Mark: g.Shades[0], Text: "day without an event"},
	}
}
