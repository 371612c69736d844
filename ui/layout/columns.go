package layout

import (
	"trialist/ui/theme"
)

// SideBySide is two columns of lines. width is that of the left one, gap the blank
// cells between.
func SideBySide(left, right []theme.Line, width, gap int) []theme.Line {
	lines := make([]theme.Line, max(len(left), len(right)))
	for i := range lines {
		var line theme.Line
		if i < len(left) {
			line = left[i]
		}
		if i < len(right) {
			line = line.Pad(width).Space(gap).Join(right[i])
		}
		lines[i] = line
	}
	return lines
}

// Indent moves lines one cell to the right.
func Indent(lines []theme.Line) []theme.Line {
	moved := make([]theme.Line, len(lines))
	for i, line := range lines {
		moved[i] = theme.Line{}.Space(1).Join(line)
	}
	return moved
}
