package ui

import (
	"strings"

	"trialist/ui/clean"
	"trialist/ui/theme"
)

// drawBox draws lines inside a frame with a title, as wide as it is told, and
// a blank column inside each wall. Lines that are longer are cut.
func drawBox(look theme.Theme, title clean.Text, lines []theme.Line, width int) []theme.Line {
	g := look.Glyphs
	inner := max(width-4, 0)
	if inner == 0 {
		return nil
	}
	bar := func(n int) clean.Text { return clean.Text(strings.Repeat(string(g.Rule), max(n, 0))) }
	head := title.Fit(inner - 2)
	top := look.Faint.Say(g.Corners[0]+g.Rule).Gap(1).Add(look.Strong, head).Gap(1).
		Add(look.Faint, bar(width-5-head.Width())+g.Corners[1])
	if head == "" {
		top = look.Faint.Say(g.Corners[0] + bar(width-2) + g.Corners[1])
	}
	drawn := []theme.Line{top}
	for _, line := range lines {
		row := look.Faint.Say(g.Wall).Gap(1).Join(line.Pad(inner)).Gap(1)
		drawn = append(drawn, row.Add(look.Faint, g.Wall))
	}
	return append(drawn, look.Faint.Say(g.Corners[2]+bar(width-2)+g.Corners[3]))
}

// middle is a rectangle of a size in the middle of a larger one, a little above
// it as the eye likes it.
func middle(w, h, width, height int) rect {
	w, h = min(w, width), min(h, height)
	return rect{(width - w) / 2, max((height-h)*2/5, 0), w, h}
}

// lay draws an overlay's lines over others.
func lay(under []theme.Line, over []theme.Line, at rect) []theme.Line {
	for i, line := range over[:min(len(over), at.h)] {
		y := at.y + i
		if y < 0 || y >= len(under) {
			continue
		}
		row := append(theme.Line{}, under[y].Cut(0, at.x)...)
		row = row.Gap(at.x - row.Width()).Join(line.Pad(at.w))
		under[y] = row.Join(under[y].Cut(at.x+at.w, under[y].Width()))
	}
	return under
}

// rule is a thin horizontal line.
func rule(look theme.Theme, width int) theme.Line {
	return look.Faint.Say(clean.Text(strings.Repeat(string(look.Glyphs.Rule), max(width, 0))))
}
