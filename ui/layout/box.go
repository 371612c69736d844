package layout

import (
	"strings"

	"trialist/ui/clean"
	"trialist/ui/theme"
)

// Box draws lines inside a frame with a title, as wide as it is told, and
// a blank column inside each wall. Lines that are longer are cut.
func Box(look theme.Theme, title clean.Text, lines []theme.Line, width int) []theme.Line {
	g := look.Glyphs
	inner := max(width-4, 0)
	if inner == 0 {
		return nil
	}
	bar := func(n int) clean.Text { return clean.Text(strings.Repeat(string(g.Horizontal), max(n, 0))) }
	head := title.Fit(inner - 2)
	top := look.Faint.Line(g.Corners[0]+g.Horizontal).Space(1).Add(look.Strong, head).Space(1).
		Add(look.Faint, bar(width-5-head.Width())+g.Corners[1])
	if head == "" {
		top = look.Faint.Line(g.Corners[0] + bar(width-2) + g.Corners[1])
	}
	drawn := []theme.Line{top}
	for _, line := range lines {
		row := look.Faint.Line(g.Vertical).Space(1).Join(line.Pad(inner)).Space(1)
		drawn = append(drawn, row.Add(look.Faint, g.Vertical))
	}
	return append(drawn, look.Faint.Line(g.Corners[2]+bar(width-2)+g.Corners[3]))
}

// Center is a rectangle of a size in the middle of a larger one, a little above
// it as the eye likes it.
func Center(w, h, width, height int) Rect {
	w, h = min(w, width), min(h, height)
	return Rect{(width - w) / 2, max((height-h)*2/5, 0), w, h}
}

// DrawOver draws an overlay's lines over others.
func DrawOver(under []theme.Line, over []theme.Line, at Rect) []theme.Line {
	for i, line := range over[:min(len(over), at.H)] {
		y := at.Y + i
		if y < 0 || y >= len(under) {
			continue
		}
		row := append(theme.Line{}, under[y].Cut(0, at.X)...)
		row = row.Space(at.X - row.Width()).Join(line.Pad(at.W))
		under[y] = row.Join(under[y].Cut(at.X+at.W, under[y].Width()))
	}
	return under
}

// Rule is a thin horizontal line.
func Rule(look theme.Theme, width int) theme.Line {
	return look.Faint.Line(clean.Text(strings.Repeat(string(look.Glyphs.Horizontal), max(width, 0))))
}
