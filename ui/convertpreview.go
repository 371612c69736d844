package ui

import (
	"trialist/ui/theme"
)

// drawPreview puts the preview and what divides it from the list into the
// lines.
func (c *convert) drawPreview(lines []theme.Line, height int) {
	look, l := c.frame.Theme(), c.layout
	slot, ok := c.selected()
	if l.preview.h <= 0 || !ok {
		return
	}
	beside := l.divide.h > 1
	if !beside {
		lines[l.divide.y] = rule(look, l.divide.w)
	}
	drawn := c.preview(slot)
	for i := range l.preview.h {
		y := l.preview.y + i
		if y >= height {
			break
		}
		line := lines[y].Pad(l.preview.x)
		if beside {
			line = lines[y].Pad(l.divide.x+1).Add(look.Faint, look.Glyphs.Wall).Gap(1)
		}
		if i < len(drawn) {
			line = line.Join(drawn[i].Pad(l.preview.w))
		}
		lines[y] = line
	}
}

// preview draws what is known of a trial; just its name while the rest is on
// its way.
func (c *convert) preview(slot uint32) []theme.Line {
	look, b, size := c.frame.Theme(), c.board, c.layout.preview
	f, ok := b.held(slot)
	if !ok || f.err != nil {
		return []theme.Line{look.Strong.Say(b.name(slot)).Fit(size.w)}
	}
	return preview(look, previewed{
		row: b.rows[slot], account: &f.account, touches: f.touches, assessed: f.assessed,
	}, size.w, size.h)
}
