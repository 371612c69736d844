package convert

import (
	"trialist/ui/clean"
	"trialist/ui/host"
)

// Legend is what the marks of the list mean.
func (c *Screen) Legend() []host.Meaning {
	g := c.frame.Theme().Glyphs
	return []host.Meaning{
		{Mark: g.Check, Text: "qualified"},
		{Mark: g.Cross, Text: "disqualified; Trial says why"},
		{Mark: g.Raised, Text: "raised a hand"},
		{Mark: g.Touched, Text: "touched today"},
		{Mark: g.Quarters[0] + " " + g.Quarters[4], Text: "signal not matched, matched"},
		{Mark: clean.Join(g.Quarters[1:4], " "), Text: "signal at some of its levels"},
		{Mark: g.ThinReach, Text: "what is not known could add it"},
		{Mark: g.Up + " " + g.Down, Text: "places risen, places fallen"},
	}
}
