package convert

import (
	"trialist/ui/layout"
	"trialist/ui/theme"
	"trialist/ui/trial"
)

// drawPreview puts the preview and what divides it from the list into the
// lines.
func (c *Screen) drawPreview(lines []theme.Line, height int) {
	look, l := c.frame.Theme(), c.layout
	slot, ok := c.Selected()
	if l.preview.H <= 0 || !ok {
		return
	}
	beside := l.divide.H > 1
	if !beside {
		lines[l.divide.Y] = layout.Rule(look, l.divide.W)
	}
	drawn := c.preview(slot)
	for i := range l.preview.H {
		y := l.preview.Y + i
		if y >= height {
			break
		}
		line := lines[y].Pad(l.preview.X)
		if beside {
			line = lines[y].Pad(l.divide.X+1).Add(look.Faint, look.Glyphs.Vertical).Space(1)
		}
		if i < len(drawn) {
			line = line.Join(drawn[i].Pad(l.preview.W))
		}
		lines[y] = line
	}
}

// preview draws what is known of a trial; just its name while the rest is on
// its way.
func (c *Screen) preview(slot uint32) []theme.Line {
	look, b, size := c.frame.Theme(), c.board, c.layout.preview
	f, ok := b.Account(slot)
	if !ok || f.Err != nil {
		return []theme.Line{look.Strong.Line(b.AccountName(slot)).Fit(size.W)}
	}
	row, _ := b.Row(slot)
	return trial.DrawPreview(look, trial.AccountView{
		Row: row, Account: &f.Account, Touches: f.Touches, Assessed: f.Assessed,
	}, size.W, size.H)
}
