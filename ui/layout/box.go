package layout

import (
	"strings"

	"trialist/ui/clean"
	"trialist/ui/theme"
)

// Box draws lines in a border with a title, width cells wide in all. There is a
// blank inside the border at both sides. Longer lines are cut.
func Box(styles theme.Theme, title clean.Text, lines []theme.Line, width int) []theme.Line {
	g := styles.Glyphs
	inner := max(width-4, 0)
	if inner == 0 {
		return nil
	}
	bar := func(n int) clean.Text { return clean.Text(strings.Repeat(string(g.Horizontal), max(n, 0))) }
	head := title.Fit(inner - 2)
	top := styles.Faint.Line(g.Corners[0]+g.Horizontal).Space(1).Add(styles.Strong, head).Space(1).
		Add(styles.Faint, bar(width-5-head.Width())+g.Corners[1])
	if head == "" {
		top = styles.Faint.Line(g.Corners[0] + bar(width-2) + g.Corners[1])
	}
	drawn := []theme.Line{top}
	for _, line := range lines {
		row := styles.Faint.Line(g.Vertical).Space(1).Join(line.Pad(inner)).Space(1)
		drawn = append(drawn, row.Add(styles.Faint, g.Vertical))
	}
	return append(drawn, styles.Faint.Line(g.Corners[2]+bar(width-2)+g.Corners[3]))
}

// Center is a rectangle of size w by h in the middle of width by height, a little
// above the exact middle.
func Center(w, h, width, height int) Rect {
	w, h = min(w, width), min(h, height)
	return Rect{(width - w) / 2, max((height-h)*2/5, 0), w, h}
}

// DrawOver draws the lines of an overlay over those of a screen.
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
func Rule(styles theme.Theme, width int) theme.Line {
	return styles.Faint.Line(clean.Text(strings.Repeat(string(styles.Glyphs.Horizontal), max(width, 0))))
}
