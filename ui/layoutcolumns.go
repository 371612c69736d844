package ui

import (
	"trialist/ui/theme"
)

// beside is two columns, the left one padded to its width.
func beside(left, right []theme.Line, width, gap int) []theme.Line {
	lines := make([]theme.Line, max(len(left), len(right)))
	for i := range lines {
		var line theme.Line
		if i < len(left) {
			line = left[i]
		}
		if i < len(right) {
			line = line.Pad(width).Gap(gap).Join(right[i])
		}
		lines[i] = line
	}
	return lines
}

// indent moves lines one cell away from the edge.
func indent(lines []theme.Line) []theme.Line {
	moved := make([]theme.Line, len(lines))
	for i, line := range lines {
		moved[i] = theme.Line{}.Gap(1).Join(line)
	}
	return moved
}
