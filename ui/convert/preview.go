package convert

import (
	"trialist/ui/theme"
	"trialist/ui/trial"
	"trialist/ui/words"
)

// drawPreview draws the preview, and the rule between it and the list, into the
// lines of the screen.
func (c *Screen) drawPreview(lines []theme.Line) {
	p := c.layout.preview
	slot, ok := c.Selected()
	if p.Area.H <= 0 || !ok {
		return
	}
	p.Accent = c.dragging
	drawn := c.preview(slot, c.previewTop+p.Area.H)
	p.Draw(c.frame.Theme(), lines, drawn[min(c.previewTop, max(len(drawn)-p.Area.H, 0)):])
}

// preview draws a trial in at most height lines; only its name while the rest is being
// read.
func (c *Screen) preview(slot uint32, height int) []theme.Line {
	styles, b, size := c.frame.Theme(), c.board, c.layout.preview.Area
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
	most := max(len(c.preview(slot, maxPreviewLines))-c.layout.preview.Area.H, 0)
	c.previewTop = max(min(min(c.previewTop, most)+by, most), 0)
}

// resizePreview makes the preview larger by so many cells, or smaller.
func (c *Screen) resizePreview(by int) {
	if c.layout.preview.Area.H <= 0 {
		return
	}
	if c.layout.preview.Beside {
		c.previewSize.width = c.layout.preview.Area.W + 1 + by
	} else {
		c.previewSize.height = c.layout.preview.Area.H + by
	}
	c.relayout()
	// What is kept is what is on screen, so that a key that has no effect is not made
	// up for by the next ones.
	if c.layout.preview.Beside {
		c.previewSize.width = c.layout.preview.Area.W + 1
	} else {
		c.previewSize.height = c.layout.preview.Area.H
	}
}

// dragBorder moves the border between list and preview to a cell.
func (c *Screen) dragBorder(x, y int) {
	if c.layout.preview.Beside {
		c.resizePreview(c.layout.preview.Rule.X + 1 - x)
	} else {
		c.resizePreview(c.layout.preview.Rule.Y - y)
	}
}
