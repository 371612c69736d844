package layout

import (
	"slices"

	"trialist/ui/theme"
)

// Preview is where the preview of a list is drawn.
type Preview struct {
	Area   Rect
	Rule   Rect // between the list and the preview
	Beside bool // the preview is beside the list, else below it
}

// Draw draws the lines of the preview into those of the screen, which hold the list.
func (p Preview) Draw(styles theme.Theme, screen, preview []theme.Line) {
	if !p.Beside {
		screen[p.Rule.Y] = Rule(styles, p.Rule.W)
	}
	for i := range p.Area.H {
		y := p.Area.Y + i
		if y >= len(screen) {
			break
		}
		line := theme.Line{}.Space(p.Area.X)
		if p.Beside {
			line = screen[y].Pad(p.Rule.X+1).Add(styles.Faint, styles.Glyphs.Vertical).Space(1)
		}
		if i < len(preview) {
			line = line.Join(preview[i].Pad(p.Area.W))
		}
		screen[y] = line
	}
}

// Cut is the lines that a height has room for. Where that is not all, the last one says
// that there are more.
func Cut(styles theme.Theme, lines []theme.Line, height int) []theme.Line {
	if len(lines) <= height || height < 1 {
		return lines
	}
	return append(slices.Clone(lines[:height-1]), styles.Muted.Line(styles.Glyphs.Down+" more"))
}
