package convert

import (
	"trialist/ui/layout"
	"trialist/ui/theme"
	"trialist/ui/trial"
)

// drawPreview draws the preview, and the rule between it and the list, into the
// lines of the screen.
func (c *Screen) drawPreview(lines []theme.Line, height int) {
	styles, l := c.frame.Theme(), c.layout
	slot, ok := c.Selected()
	if l.preview.H <= 0 || !ok {
		return
	}
	beside := l.divide.H > 1
	if !beside {
		lines[l.divide.Y] = layout.Rule(styles, l.divide.W)
	}
	drawn := c.preview(slot)
	for i := range l.preview.H {
		y := l.preview.Y + i
		if y >= height {
			break
		}
		line := lines[y].Pad(l.preview.X)
		if beside {
			line = lines[y].Pad(l.divide.X+1).Add(styles.Faint, styles.Glyphs.Vertical).Space(1)
		}
		if i < len(drawn) {
			line = line.Join(drawn[i].Pad(l.preview.W))
		}
		lines[y] = line
	}
}

// preview draws a trial; only its name while the rest is being read.
func (c *Screen) preview(slot uint32) []theme.Line {
	styles, b, size := c.frame.Theme(), c.board, c.layout.preview
	current, ok := b.Account(slot)
	if !ok || current.Err != nil {
		return []theme.Line{styles.Strong.Line(b.AccountName(slot)).Fit(size.W)}
	}
	row, _ := b.Row(slot)
	return trial.DrawPreview(styles, trial.AccountView{
		Row: row, Account: &current.Account, Touches: current.Touches, Assessed: current.Assessed,
	}, size.W, size.H)
}
