package terminal

import (
	"fmt"
	"io"
	"strings"

	"trialist/ui/clean"
)

// PrintProse is PrintLine for sentences: a terminal, or what is shown on one, gets them
// wrapped between words at its width.
func PrintProse(w io.Writer, text string) error {
	width := LineWidth(w)
	if width == 0 {
		return PrintLine(w, text)
	}
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		for _, part := range clean.Limit(line, len(line)+1).Wrap(width) {
			lines = append(lines, string(part))
		}
	}
	return PrintLine(w, strings.Join(lines, "\n"))
}

// PrintLine writes a line, or several where the text has line feeds. Whatever else a
// terminal would act on is made visible; a caller that prints untrusted text cleans that
// itself, so that it has no line feeds.
func PrintLine(w io.Writer, text string) error {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = string(clean.Limit(line, len(line)+1))
	}
	_, err := fmt.Fprintln(w, strings.Join(lines, "\n"))
	return err
}
