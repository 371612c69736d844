package layout

import (
	"trialist/ui/clean"
	"trialist/ui/theme"
)

// Paragraphs are texts below each other with a blank line after the first,
// which is the answer; the others say what to do.
func Paragraphs(look theme.Theme, width int, first clean.Text, more ...clean.Text) []theme.Line {
	var lines []theme.Line
	for _, text := range first.Wrap(width) {
		lines = append(lines, look.Strong.Line(text))
	}
	lines = append(lines, nil)
	for _, p := range more {
		for _, text := range p.Wrap(width) {
			lines = append(lines, look.Muted.Line(text))
		}
	}
	return lines
}
