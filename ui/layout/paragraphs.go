package layout

import (
	"trialist/ui/clean"
	"trialist/ui/theme"
)

// Paragraphs are texts wrapped below each other. The first says how things are; the
// others, after a blank line, say what to do.
func Paragraphs(styles theme.Theme, width int, first clean.Text, more ...clean.Text) []theme.Line {
	var lines []theme.Line
	for _, text := range first.Wrap(width) {
		lines = append(lines, styles.Strong.Line(text))
	}
	lines = append(lines, nil)
	for _, p := range more {
		for _, text := range p.Wrap(width) {
			lines = append(lines, styles.Muted.Line(text))
		}
	}
	return lines
}

// Wrap wraps a text into lines of a width, at least 1. An empty text is one empty line.
func Wrap(ink theme.Style, text clean.Text, width int) []theme.Line {
	var lines []theme.Line
	for _, part := range text.Wrap(max(width, 1)) {
		lines = append(lines, ink.Line(part))
	}
	if len(lines) == 0 {
		lines = append(lines, nil)
	}
	return lines
}
