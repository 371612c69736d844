package theme

import (
	"strings"

	"trialist/ui/clean"
)

// Span is a run of text in one style.
type Span struct {
	Text  clean.Text
	Style Style
}

// Line is one line of a view, in spans from left to right. [Line.Render] and
// [Block] make it a string.
type Line []Span

// Add is the line with a text at its end. Like append, it may reuse the memory of
// the line it is called on.
func (l Line) Add(style Style, text clean.Text) Line {
	if text == "" {
		return l
	}
	return append(l, Span{text, style})
}

// Line is a line of one span.
func (s Style) Line(text clean.Text) Line { return Line{{text, s}} }

// Space is the line with n blank cells at its end.
func (l Line) Space(n int) Line { return l.Add(Style{}, spaces(n)) }

// Join is the line followed by another.
func (l Line) Join(more Line) Line { return append(l, more...) }

// Width is how many cells the line takes.
func (l Line) Width() int {
	width := 0
	for _, span := range l {
		width += span.Text.Width()
	}
	return width
}

// Text is the line without its styles.
func (l Line) Text() clean.Text {
	var b strings.Builder
	for _, span := range l {
		b.WriteString(string(span.Text))
	}
	return clean.Text(b.String())
}

// Fit is the line cut to at most width cells, with an ellipsis where it was cut.
func (l Line) Fit(width int) Line {
	if width <= 0 {
		return nil
	}
	if l.Width() <= width {
		return l
	}
	var fitted Line
	for _, span := range l {
		w := span.Text.Width()
		if w >= width {
			// The line is cut in this span or right after it. The added
			// character makes Fit cut, and end the text with an ellipsis.
			text := (span.Text + "…").Fit(width)
			return append(fitted, Span{text, span.Style})
		}
		fitted = append(fitted, span)
		width -= w
	}
	return fitted
}

// Pad is the line in exactly width cells.
func (l Line) Pad(width int) Line {
	l = l.Fit(max(width, 0))
	return l.Space(width - l.Width())
}

// PadLeft is the line in exactly width cells, filled on the left.
func (l Line) PadLeft(width int) Line {
	l = l.Fit(max(width, 0))
	return Line{}.Space(width - l.Width()).Join(l)
}

// Justify is two lines in exactly width cells, one at each end. Where there is no
// room for both the left one is cut; where that would leave it fewer than 8 cells
// the right one is left out.
func Justify(left, right Line, width int) Line {
	if room := width - right.Width() - 2; room < 8 && left.Width() > room {
		right = nil
	}
	r := right.Width()
	if r == 0 {
		return left.Pad(width)
	}
	return left.Pad(width - r - 2).Space(2).Join(right)
}

// Inherit is the line with a style under every span.
func (l Line) Inherit(under Style) Line {
	if under == (Style{}) {
		return l
	}
	over := make(Line, len(l))
	for i, span := range l {
		over[i] = Span{span.Text, span.Style.Inherit(under)}
	}
	return over
}

// Render is the line as a string for the terminal, in exactly width cells.
func (l Line) Render(width int) string {
	var b strings.Builder
	l.Pad(width).write(&b)
	return b.String()
}

func (l Line) write(b *strings.Builder) {
	for _, span := range l {
		span.Style.write(b, string(span.Text))
	}
}

// Block is lines rendered below each other in exactly width by height cells. Lines
// beyond the height are left out, missing lines are blank.
func Block(lines []Line, width, height int) string {
	if width <= 0 || height <= 0 {
		return ""
	}
	var b strings.Builder
	for i := range height {
		if i > 0 {
			b.WriteByte('\n')
		}
		var line Line
		if i < len(lines) {
			line = lines[i]
		}
		line.Pad(width).write(&b)
	}
	return b.String()
}

func spaces(n int) clean.Text {
	const spaces = "                                                                "
	if n <= 0 {
		return ""
	}
	if n <= len(spaces) {
		return clean.Text(spaces[:n])
	}
	return clean.Text(strings.Repeat(" ", n))
}

// Cut is the cells of the line from one column up to, but not including, another.
// Half of a wide character at either edge becomes a blank.
func (l Line) Cut(from, to int) Line {
	var cut Line
	at := 0
	for _, span := range l {
		w := span.Text.Width()
		lo, hi := max(from-at, 0), min(to-at, w)
		if lo < hi {
			text := span.Text.Cut(lo, hi)
			cut = cut.Add(span.Style, text)
		}
		at += w
	}
	return cut
}
