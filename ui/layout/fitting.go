package layout

import "trialist/ui/theme"

// FirstFitting is the first of the lines that has room in a width. The lines say the same,
// the longest first, so that a narrow screen leaves out whole words and does not break off.
// Where none has room it is the last one, with an ellipsis.
func FirstFitting(width int, lines ...theme.Line) theme.Line {
	for _, line := range lines {
		if line.Width() <= width {
			return line
		}
	}
	if len(lines) == 0 {
		return nil
	}
	return lines[len(lines)-1].Fit(width)
}
