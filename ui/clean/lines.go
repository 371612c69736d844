package clean

import "strings"

// Lines cleans each line of a text. An empty text is one empty line.
func Lines(text string) []Text {
	var lines []Text
	for line := range strings.SplitSeq(text, "\n") {
		lines = append(lines, Of(line))
	}
	return lines
}
