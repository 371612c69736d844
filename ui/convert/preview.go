package convert

import (
	"trialist/ui/layout"
	"trialist/ui/theme"
	"trialist/ui/trial"
	"trialist/ui/words"
)

// drawPreview draws the preview, and the rule between it and the list, into the
// lines of the screen.
func (c *Screen) drawPreview(lines []theme.Line, height int) {
	styles, l := c.frame.Theme(), c.layout
	slot, ok := c.Selected()
	if l.preview.H <= 0 || !ok {
		return
	}
	border := styles.Faint
	if c.dragging {
		border = styles.Accent
	}
	if !l.beside {
		lines[l.divide.Y] = border.Line(layout.Rule(styles, l.divide.W).Text())
	}
	drawn := c.preview(slot, c.previewTop+l.preview.H)
	drawn = drawn[min(c.previewTop, max(len(drawn)-l.preview.H, 0)):]
	for i := range l.preview.H {
		y := l.preview.Y + i
		if y >= height {
			break
		}
		line := lines[y].Pad(l.preview.X)
		if l.beside {
			line = lines[y].Pad(l.divide.X+1).Add(border, styles.Glyphs.Vertical).Space(1)
		}
		if i < len(drawn) {
			line = line.Join(drawn[i].Pad(l.preview.W))
		}
		lines[y] = line
	}
}

// preview draws a trial in at most height lines; only its name while the rest is being
// read.
func (c *Screen) preview(slot uint32, height int) []theme.Line {
	styles, b, size := c.frame.Theme(), c.board, c.layout.preview
	current, ok := b.Account(slot)
	if !ok || current.Err != nil {
		return []theme.Line{styles.Strong.Line(b.AccountName(slot)).Fit(size.W)}
	}
	row, _ := b.Row(slot)
	return trial.DrawPreview(styles, trial.AccountView{
		Row: row, Account: &current.Account, Touches: current.Touches, Firings: current.Firings, Assessed: current.Assessed, Possible: current.Possible,
		Pace: words.PaceText(b.Pace(slot)),
	}, size.W, height)
}

// maxPreviewLines is how far a preview can be scrolled.
const maxPreviewLines = 200

// scrollPreview scrolls the preview by so many lines.
func (c *Screen) scrollPreview(by int) {
	slot, ok := c.Selected()
	if !ok {
		return
	}
	most := max(len(c.preview(slot, maxPreviewLines))-c.layout.preview.H, 0)
	c.previewTop = max(min(min(c.previewTop, most)+by, most), 0)
}

// resizePreview makes the preview larger by so many cells, or smaller.
func (c *Screen) resizePreview(by int) {
	if c.layout.preview.H <= 0 {
		return
	}
	if c.layout.beside {
		c.previewSize.width = c.layout.preview.W + 1 + by
	} else {
		c.previewSize.height = c.layout.preview.H + by
	}
	c.relayout()
	// What is kept is what is on screen, so that a key that has no effect is not made
	// up for by the next ones.
	if c.layout.beside {
		c.previewSize.width = c.layout.preview.W + 1
	} else {
		c.previewSize.height = c.layout.preview.H
	}
}

// dragBorder moves the border between list and preview to a cell.
func (c *Screen) dragBorder(x, y int) {
	if c.layout.beside {
		c.resizePreview(c.layout.divide.X + 1 - x)
	} else {
		c.resizePreview(c.layout.divide.Y - y)
	}
}
