package chart

import (
	"slices"
	"strconv"
	"strings"

	"trialist/ui/clean"
	"trialist/ui/theme"
)

// FullScale is the largest value of a bar or a sparkline: values are in
// thousandths.
const FullScale = 1000

// Bar is a horizontal bar of value thousandths in width cells, to an eighth of a
// cell. A value above 0 shows at least an eighth, and only FullScale fills the
// last cell.
func Bar(styles theme.Theme, ink theme.Style, value, width int) theme.Line {
	if width <= 0 {
		return nil
	}
	eighths := filledParts(value, width*8)
	full, part := eighths/8, eighths%8
	text := repeat(styles.Glyphs.Eighths[8], full)
	if part > 0 {
		text += styles.Glyphs.Eighths[part]
	}
	return ink.Line(text).Pad(width)
}

// filledParts is how many of a bar's parts a value fills: at least one above 0,
// and all of them only at FullScale.
func filledParts(value, parts int) int {
	value = max(min(value, FullScale), 0)
	n := (value*parts + FullScale/2) / FullScale
	if value > 0 {
		n = max(n, 1)
	}
	if value < FullScale {
		n = min(n, parts-1)
	}
	return n
}

// ThinBar is a thin bar, to half a cell. Lists use it: full bars on lines below
// each other would touch.
func ThinBar(styles theme.Theme, ink theme.Style, value, width int) theme.Line {
	if width <= 0 {
		return nil
	}
	halves := filledParts(value, width*2)
	text := repeat(styles.Glyphs.ThinBar[1], halves/2)
	if halves%2 == 1 {
		text += styles.Glyphs.ThinBar[0]
	}
	return ink.Line(text).Pad(width)
}

// ThinBarTo is a thin bar that goes on, thinner and fainter, to how far the value could
// reach.
func ThinBarTo(styles theme.Theme, ink theme.Style, value, reach, width int) theme.Line {
	bar := ThinBar(styles, ink, value, width)
	if reach <= value || width <= 0 {
		return bar
	}
	drawn := (filledParts(value, width*2) + 1) / 2
	return bar.Cut(0, drawn).Add(styles.Muted, repeat(styles.Glyphs.ThinReach, (filledParts(reach, width*2)+1)/2-drawn)).Pad(width)
}

// GaugeTo is a gauge that shows how far the value could reach by a darker shade than that
// of the part beyond.
func GaugeTo(styles theme.Theme, ink theme.Style, value, reach, width int) theme.Line {
	gauge := Gauge(styles, ink, value, width)
	from := (filledParts(value, width*8) + 7) / 8
	to := (filledParts(reach, width*8) + 7) / 8
	if reach <= value || to <= from || gauge.Width() != width {
		return gauge
	}
	return gauge.Cut(0, from).Add(styles.Muted, repeat(styles.Glyphs.Shades[2], to-from)).Join(gauge.Cut(to, width))
}

// Gauge is a bar that also shades the part that is not filled.
func Gauge(styles theme.Theme, ink theme.Style, value, width int) theme.Line {
	bar := Bar(styles, ink, value, width)
	if len(bar) < 2 {
		return bar
	}
	drawn := bar[0].Text.Width()
	return theme.Line{bar[0]}.Add(styles.Faint, repeat(styles.Glyphs.Shades[1], width-drawn))
}

// Quarters is how many quarters of a dot stand for so many levels of all: none for no
// level and four only for all of them.
func Quarters(level, levels int) int {
	switch {
	case level <= 0:
		return 0
	case level >= levels:
		return 4
	}
	return max(1, min((8*level+levels)/(2*levels), 3))
}

// Dots is one dot for each step, filled by so many quarters. The dots are spaced when
// there is room. Where even the bare dots have no room it is a fraction such as 5/12, of
// those that are not empty.
func Dots(styles theme.Theme, ink theme.Style, quarters []int, width int) theme.Line {
	n := len(quarters)
	spaced := 2*n-1 <= width
	if n > width {
		begun := 0
		for _, q := range quarters {
			begun += min(q, 1)
		}
		return ink.Line(clean.Text(strconv.Itoa(begun) + "/" + strconv.Itoa(n))).Fit(width)
	}
	line := make(theme.Line, 0, n)
	for i, q := range quarters {
		style, glyph := styles.Muted, styles.Glyphs.Quarters[max(0, min(q, 4))]
		if q > 0 {
			style = ink
		}
		if spaced && i > 0 {
			glyph = " " + glyph
		}
		if last := len(line) - 1; last >= 0 && (q > 0) == (quarters[i-1] > 0) {
			line[last].Text += glyph
			continue
		}
		line = line.Add(style, glyph)
	}
	return line
}

// Sparkline draws values in thousandths, one a cell, the newest at the right.
// Older values that do not fit are left out.
func Sparkline(styles theme.Theme, ink theme.Style, values []int, width int) theme.Line {
	if len(values) > width {
		values = values[len(values)-max(width, 0):]
	}
	var b strings.Builder
	for _, v := range values {
		v = max(min(v, FullScale), 0)
		b.WriteString(string(styles.Glyphs.Levels[v*5/FullScale]))
	}
	return ink.Line(clean.Text(b.String()))
}

// Histogram is one cell a count, as high as its share of the largest count. A
// count of 0 is blank.
func Histogram(styles theme.Theme, ink theme.Style, counts []int) theme.Line {
	var b strings.Builder
	most := slices.Max(append([]int{1}, counts...))
	for _, count := range counts {
		if count <= 0 {
			b.WriteByte(' ')
			continue
		}
		b.WriteString(string(styles.Glyphs.Levels[(count*5+most-1)/most]))
	}
	return ink.Line(clean.Text(b.String()))
}

// StepBar is a bar of whole steps, done of n: a weight, for example.
func StepBar(styles theme.Theme, ink theme.Style, done, n int) theme.Line {
	n = max(n, 0)
	done = max(min(done, n), 0)
	return ink.Line(repeat(styles.Glyphs.Full, done)).Add(styles.Faint, repeat(styles.Glyphs.Hollow, n-done))
}

// HeatCell is one cell of a heat map: the darker, the closer count is to most, the
// largest count of the map.
func HeatCell(styles theme.Theme, ink theme.Style, count, most int) theme.Line {
	if count <= 0 || most <= 0 {
		return styles.Faint.Line(styles.Glyphs.Shades[0])
	}
	return ink.Line(styles.Glyphs.Shades[1+(min(count, most)*4-1)/most])
}

func repeat(glyph clean.Text, n int) clean.Text {
	return clean.Text(strings.Repeat(string(glyph), max(n, 0)))
}

// Columns is a histogram of height lines, the topmost first. Each column is wide
// cells wide and as high as its share of most, so that two histograms can share
// a scale. full is the glyph of a full cell, which tells them apart without colour. A
// count of 0 is blank.
func Columns(styles theme.Theme, ink theme.Style, full clean.Text, counts []int, most, wide, height int) []theme.Line {
	levels := append(styles.Glyphs.Levels[:len(styles.Glyphs.Levels):len(styles.Glyphs.Levels)], full)
	steps := len(levels) * height
	if height == 1 {
		steps-- // a full cell would touch the line above
	}
	lines := make([]theme.Line, max(height, 0))
	for i := range lines {
		below := len(levels) * (height - 1 - i) // steps under this line
		var b strings.Builder
		for _, count := range counts {
			glyph := clean.Text(" ")
			if count > 0 && most > 0 {
				high := (min(count, most)*steps + most - 1) / most
				if fill := min(high-below, len(levels)); fill > 0 {
					glyph = levels[fill-1]
				}
			}
			b.WriteString(string(repeat(glyph, wide)))
		}
		lines[i] = ink.Line(clean.Text(b.String()))
	}
	return lines
}

// StepBarChange is a step bar that also shows an earlier count: the steps gained
// or lost since are drawn in the style change.
func StepBarChange(styles theme.Theme, ink, change theme.Style, was, done, n int) theme.Line {
	n = max(n, 0)
	done, was = max(min(done, n), 0), max(min(was, n), 0)
	full, hollow := styles.Glyphs.Full, styles.Glyphs.Hollow
	return ink.Line(repeat(full, min(was, done))).
		Add(change, repeat(full, done-was)).
		Add(change, repeat(hollow, was-done)).
		Add(styles.Faint, repeat(hollow, n-max(was, done)))
}
