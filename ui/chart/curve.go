package chart

import (
	"trialist/ui/clean"
	"trialist/ui/theme"
)

// cell is a cell of a drawing.
type cell struct {
	ink   theme.Style
	glyph clean.Text
}

// lineOf joins the cells, those of one kind that are beside each other into one span.
func lineOf(cells []cell) theme.Line {
	var line theme.Line
	for i, c := range cells {
		if last := len(line) - 1; i > 0 && c.ink == cells[i-1].ink {
			line[last].Text += c.glyph
			continue
		}
		line = line.Add(c.ink, c.glyph)
	}
	return line
}

// at is the one of width cells that a value in thousandths is in.
func at(value, width int) int {
	return max(min(value, FullScale), 0) * (width - 1) / FullScale
}

// Interval draws a value between its ends on a scale of width cells, all in thousandths,
// and a line at mark; a negative mark draws none.
func Interval(styles theme.Theme, ink theme.Style, low, value, high, mark, width int) theme.Line {
	if width <= 0 {
		return nil
	}
	cells := make([]cell, width)
	for i := range cells {
		cells[i] = cell{theme.Style{}, " "}
	}
	for i := at(low, width); i <= at(high, width); i++ {
		cells[i] = cell{ink, styles.Glyphs.Horizontal}
	}
	if mark >= 0 {
		cells[at(mark, width)] = cell{styles.Muted, styles.Glyphs.Vertical}
	}
	cells[at(value, width)] = cell{ink, styles.Glyphs.Dot}
	return lineOf(cells)
}

// Point is a point of a curve, and of the band behind it, in thousandths.
type Point struct{ Value, Low, High int }

// CurveBand is the glyph that the band behind a curve is drawn with.
func CurveBand(styles theme.Theme) clean.Text { return styles.Glyphs.Shades[1] }

// Curve draws a curve before a band in height lines, the topmost first. Points are step
// cells apart, with straight lines between.
func Curve(styles theme.Theme, points []Point, step, height int) []theme.Line {
	if len(points) == 0 || step < 1 || height < 1 {
		return nil
	}
	width := (len(points)-1)*step + 1
	rows := make([][]cell, height)
	for y := range rows {
		rows[y] = make([]cell, width)
	}
	for x := range width {
		p := between(points, x, step)
		value, low, high := row(p.Value, height), row(p.Low, height), row(p.High, height)
		for y := range rows {
			switch {
			case y == value:
				rows[y][x] = cell{styles.Bar, styles.Glyphs.Dot}
			case y <= low && y >= high:
				rows[y][x] = cell{styles.Muted, CurveBand(styles)}
			default:
				rows[y][x] = cell{theme.Style{}, " "}
			}
		}
	}
	lines := make([]theme.Line, height)
	for y, cells := range rows {
		lines[y] = lineOf(cells)
	}
	return lines
}

// between is the point at a cell.
func between(points []Point, x, step int) Point {
	i, part := x/step, x%step
	a := points[i]
	if part == 0 {
		return a
	}
	b := points[i+1]
	mix := func(a, b int) int { return a + (b-a)*part/step }
	return Point{mix(a.Value, b.Value), mix(a.Low, b.Low), mix(a.High, b.High)}
}

// row is the line that a value in thousandths is on, the nearest of height lines.
func row(value, height int) int {
	value = max(min(value, FullScale), 0)
	return height - 1 - (value*(height-1)+FullScale/2)/FullScale
}
