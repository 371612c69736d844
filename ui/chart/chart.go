// Package chart draws small numbers as pictures of text: bars, dots, lines,
// shaded cells. Every picture is a [theme.Line] of a known width, and says what
// it says by its shape before its colour.
package chart

import (
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"trialist/ui/clean"
	"trialist/ui/theme"
)

// FullScale is the largest value of a bar or a line: values are in thousandths.
const FullScale = 1000

// Bar is a horizontal bar of value thousandths in width cells, to an eighth of
// a cell. Anything above nothing shows at least a sliver, and only the whole
// fills the last cell to its end.
func Bar(look theme.Theme, ink theme.Style, value, width int) theme.Line {
	if width <= 0 {
		return nil
	}
	eighths := filledParts(value, width*8)
	full, part := eighths/8, eighths%8
	text := repeat(look.Glyphs.Eighths[8], full)
	if part > 0 {
		text += look.Glyphs.Eighths[part]
	}
	return ink.Line(text).Pad(width)
}

// filledParts is how many of a bar's parts a value fills: at least one when it is
// anything, and all only when it is the whole.
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

// ThinBar is a thin bar, to half a cell: for lists, where full ones would grow
// into a wall.
func ThinBar(look theme.Theme, ink theme.Style, value, width int) theme.Line {
	if width <= 0 {
		return nil
	}
	halves := filledParts(value, width*2)
	text := repeat(look.Glyphs.ThinBar[1], halves/2)
	if halves%2 == 1 {
		text += look.Glyphs.ThinBar[0]
	}
	return ink.Line(text).Pad(width)
}

// Gauge is a bar that also shows the way still to go.
func Gauge(look theme.Theme, ink theme.Style, value, width int) theme.Line {
	bar := Bar(look, ink, value, width)
	if len(bar) < 2 {
		return bar
	}
	drawn := bar[0].Text.Width()
	return theme.Line{bar[0]}.Add(look.Faint, repeat(look.Glyphs.Shades[1], width-drawn))
}

// Dots is one dot for each of n steps, filled where the bit of done is set. The
// dots are spaced when there is room for it; when there is not even room for
// the bare dots it is the count in figures.
func Dots(look theme.Theme, ink theme.Style, done uint64, n, width int) theme.Line {
	n = max(min(n, 64), 0)
	spaced := 2*n-1 <= width
	if n > width {
		done &= 1<<n - 1
		return ink.Line(clean.Text(strconv.Itoa(bits.OnesCount64(done)) + "/" + strconv.Itoa(n))).Fit(width)
	}
	line := make(theme.Line, 0, n)
	for i := range n {
		style, glyph := look.Faint, look.Glyphs.Ring
		if done>>i&1 == 1 {
			style, glyph = ink, look.Glyphs.Dot
		}
		if spaced && i > 0 {
			glyph = " " + glyph
		}
		if last := len(line) - 1; last >= 0 && done>>i&1 == done>>(i-1)&1 {
			line[last].Text += glyph
			continue
		}
		line = line.Add(style, glyph)
	}
	return line
}

// Sparkline is a line of values in thousandths, one a cell, the newest at the
// right. Older values that do not fit are left out.
func Sparkline(look theme.Theme, ink theme.Style, values []int, width int) theme.Line {
	if len(values) > width {
		values = values[len(values)-max(width, 0):]
	}
	var b strings.Builder
	for _, v := range values {
		v = max(min(v, FullScale), 0)
		b.WriteString(string(look.Glyphs.Levels[v*5/FullScale]))
	}
	return ink.Line(clean.Text(b.String()))
}

// Histogram is one column a count, as high as its share of the largest; a
// count of nothing leaves its cell blank.
func Histogram(look theme.Theme, ink theme.Style, counts []int) theme.Line {
	var b strings.Builder
	most := slices.Max(append([]int{1}, counts...))
	for _, count := range counts {
		if count <= 0 {
			b.WriteByte(' ')
			continue
		}
		b.WriteString(string(look.Glyphs.Levels[(count*5+most-1)/most]))
	}
	return ink.Line(clean.Text(b.String()))
}

// StepBar is a bar of whole steps, done of n: a weight, for example.
func StepBar(look theme.Theme, ink theme.Style, done, n int) theme.Line {
	n = max(n, 0)
	done = max(min(done, n), 0)
	return ink.Line(repeat(look.Glyphs.Full, done)).Add(look.Faint, repeat(look.Glyphs.Hollow, n-done))
}

// HeatCell is the cell of a map for a count, darker for more, relative to the most
// that any cell holds.
func HeatCell(look theme.Theme, ink theme.Style, count, most int) theme.Line {
	if count <= 0 || most <= 0 {
		return look.Faint.Line(look.Glyphs.Shades[0])
	}
	return ink.Line(look.Glyphs.Shades[1+(min(count, most)*4-1)/most])
}

func repeat(glyph clean.Text, n int) clean.Text {
	return clean.Text(strings.Repeat(string(glyph), max(n, 0)))
}

// Columns is counts as columns over so many lines, the topmost line first. Each
// column is so many cells wide and as high as its share of most, which lets two
// pictures share a scale; a count of nothing leaves its cells blank.
func Columns(look theme.Theme, ink theme.Style, counts []int, most, wide, height int) []theme.Line {
	levels := append(look.Glyphs.Levels[:len(look.Glyphs.Levels):len(look.Glyphs.Levels)], look.Glyphs.Eighths[8])
	steps := len(levels) * height
	if height == 1 {
		steps-- // a whole cell would grow into the line above
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

// StepBarChange is a bar of whole steps that also shows the way from an earlier
// count: what was gained or lost since is in its own ink.
func StepBarChange(look theme.Theme, ink, change theme.Style, was, done, n int) theme.Line {
	n = max(n, 0)
	done, was = max(min(done, n), 0), max(min(was, n), 0)
	full, hollow := look.Glyphs.Full, look.Glyphs.Hollow
	return ink.Line(repeat(full, min(was, done))).
		Add(change, repeat(full, done-was)).
		Add(change, repeat(hollow, was-done)).
		Add(look.Faint, repeat(hollow, n-max(was, done)))
}
