package layout

import (
	"slices"

	"trialist/ui/theme"
)

// Preview is where the preview of a list is drawn. It has no height where there is no
// room for one.
type Preview struct {
	Area   Rect
	Rule   Rect // between the list and the preview
	Beside bool // the preview is beside the list, else below it
	Accent bool // the rule stands out, as while it is dragged
}

// SplitBeside divides an area between a list and a preview of so many columns to its
// right. A column stays free to the right of the preview.
func SplitBeside(area Rect, width int) (list Rect, p Preview) {
	p = Preview{Area: Rect{X: area.X + area.W - width - 1, Y: area.Y, W: width, H: area.H}, Beside: true}
	p.Rule = Rect{X: p.Area.X - 3, Y: area.Y, W: 3, H: area.H}
	area.W = p.Rule.X - area.X
	return area, p
}

// SplitBelow divides an area between a list and a preview of so many lines below it.
func SplitBelow(area Rect, height int) (list Rect, p Preview) {
	bottom := area.Y + area.H
	p.Area = Rect{X: area.X + 2, Y: bottom - height, W: max(area.W-4, 0), H: height}
	p.Rule = Rect{X: area.X, Y: bottom - height - 1, W: area.W, H: 1}
	area.H -= height + 1
	return area, p
}

// Draw draws the lines of the preview into those of the screen, which hold the list.
func (p Preview) Draw(styles theme.Theme, screen, preview []theme.Line) {
	border := styles.Faint
	if p.Accent {
		border = styles.Accent
	}
	if !p.Beside {
		screen[p.Rule.Y] = border.Line(Rule(styles, p.Rule.W).Text())
	}
	for i := range p.Area.H {
		y := p.Area.Y + i
		if y >= len(screen) {
			break
		}
		line := theme.Line{}.Space(p.Area.X)
		if p.Beside {
			line = screen[y].Pad(p.Rule.X+1).Add(border, styles.Glyphs.Vertical).Space(1)
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
