package note

import (
	"fmt"

	"trialist/scoring/value"
)

// Note is one thing to be said about an import.
type Note struct {
	Text  string // one clause, the count in it
	Count int    // of rows or accounts; 0 where there is nothing to count
}

// MaxNamed is how many words, columns or lines a note names.
const MaxNamed = 5

// Lines lists numbers of lines.
func Lines(lines []int) string {
	words := make([]string, len(lines))
	for i, line := range lines {
		words[i] = fmt.Sprint(line)
	}
	return value.JoinList(words, "and")
}

// QuotedNames lists names, as far as a note names them.
func QuotedNames(names []string) string {
	quoted := make([]string, 0, MaxNamed)
	for _, name := range names[:min(len(names), MaxNamed)] {
		quoted = append(quoted, fmt.Sprintf("%q", name))
	}
	return value.JoinList(quoted, "or")
}
