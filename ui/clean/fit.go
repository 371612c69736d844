package clean

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Width is how many terminal cells the text takes.
func (t Text) Width() int {
	width := 0
	for _, r := range string(t) {
		if !isOneCell(r) {
			return ansi.StringWidth(string(t))
		}
		width++
	}
	return width
}

// isOneCell reports whether a rune takes one cell whatever stands beside it. It
// knows the letters and glyphs that make up nearly all of every screen: without
// it drawing would spend most of its time measuring clusters.
func isOneCell(r rune) bool {
	switch {
	case r < 0x7f:
		return r >= 0x20
	case r < 0x300:
		return r > 0xa0 && r != 0xad
	case r >= 0x2500 && r < 0x25a0: // lines and blocks
		return true
	}
	switch r {
	case '–', '…', '■', '□', '▲', '▼', '○', '●', '✓', '✗', '→':
		return true
	}
	return false
}

// Fit is the text cut to at most width cells, with an ellipsis where it was cut.
// A width below 1 gives "".
func (t Text) Fit(width int) Text {
	if width <= 0 {
		return ""
	}
	if t.Width() <= width {
		return t
	}
	return Text(ansi.Truncate(string(t), width, "…"))
}

// FitLeft is like [Text.Fit] but keeps the end of the text, which is the part of
// a file path that says most.
func (t Text) FitLeft(width int) Text {
	if width <= 0 {
		return ""
	}
	over := t.Width() - width
	if over <= 0 {
		return t
	}
	return Text(ansi.TruncateLeft(string(t), over+1, "…"))
}

// Pad is the text in exactly width cells: cut, or filled with spaces on the
// right.
func (t Text) Pad(width int) Text {
	t = t.Fit(width)
	return t + spaces(width-t.Width())
}

// PadLeft is the text in exactly width cells, filled on the left.
func (t Text) PadLeft(width int) Text {
	t = t.Fit(width)
	return spaces(width-t.Width()) + t
}

// Wrap breaks the text into lines of at most width cells, between words where it
// can, and between the values of a condition. There is always at least one line; a width below 1 gives one empty line.
func (t Text) Wrap(width int) []Text {
	if width <= 0 {
		return []Text{""}
	}
	var lines []Text
	for _, line := range strings.Split(ansi.Wrap(string(t), width, "|"), "\n") {
		lines = append(lines, Text(strings.TrimRight(line, " ")).Fit(width))
	}
	return lines
}

// WrapTo is [Text.Wrap] in at most so many lines, the last with an ellipsis where there would
// be more.
func (t Text) WrapTo(width, most int) []Text {
	lines := t.Wrap(width)
	if len(lines) <= most || most < 1 {
		return lines
	}
	lines[most-1] = Join(lines[most-1:], " ").Fit(width)
	return lines[:most]
}

// Join is the texts with sep between them.
func Join(texts []Text, sep Text) Text {
	var b strings.Builder
	for i, t := range texts {
		if i > 0 {
			b.WriteString(string(sep))
		}
		b.WriteString(string(t))
	}
	return Text(b.String())
}

func spaces(n int) Text {
	if n <= 0 {
		return ""
	}
	return Text(strings.Repeat(" ", n))
}

// Cut is the cells of the text from one column up to, but not including, another.
// Half of a wide character at either edge becomes a blank.
func (t Text) Cut(from, to int) Text {
	from = max(from, 0)
	if from >= to {
		return ""
	}
	if isPrintableASCII(string(t)) {
		return t[min(from, len(t)):min(to, len(t))]
	}
	var b strings.Builder
	at := 0
	for rest := string(t); rest != "" && at < to; {
		cluster, w := ansi.FirstGraphemeCluster(rest, ansi.GraphemeWidth)
		if cluster == "" {
			break
		}
		rest = rest[len(cluster):]
		switch {
		case at >= from && at+w <= to:
			b.WriteString(cluster)
		case at+w > from:
			b.WriteString(strings.Repeat(" ", min(at+w, to)-max(at, from)))
		}
		at += w
	}
	return Text(b.String())
}
