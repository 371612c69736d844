package layout

import (
	"trialist/ui/clean"
	"trialist/ui/theme"
)

// More says that a list goes on above or below what is on screen, as the end of the title
// of its first column; "" where it does not.
func More(styles theme.Theme, above, below bool) clean.Text {
	said := clean.Text("")
	if above {
		said += " " + styles.Glyphs.Up
	}
	if below {
		said += " " + styles.Glyphs.Down
	}
	if said == "" {
		return ""
	}
	return "  more" + said
}

// TitleWithMore is the title of a [Box] of a width, whose list goes on above or below what
// is on screen.
func TitleWithMore(styles theme.Theme, title clean.Text, width int, above, below bool) clean.Text {
	more := More(styles, above, below)
	if more == "" {
		return title
	}
	return title.Fit(max(width-6-more.Width(), 1)) + more
}

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
