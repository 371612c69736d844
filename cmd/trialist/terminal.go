package main

import (
	"io"

	"github.com/charmbracelet/x/term"
)

// terminalWidth is the width in cells of the terminal that w writes to, 0 when
// it is none.
func terminalWidth(w io.Writer) int {
	f, ok := w.(term.File)
	if !ok || !term.IsTerminal(f.Fd()) {
		return 0
	}
	width, _, err := term.GetSize(f.Fd())
	if err != nil {
		return 0
	}
	return width
}

// isTerminal reports whether v, a standard stream, is a terminal.
func isTerminal(v any) bool {
	f, ok := v.(term.File)
	return ok && term.IsTerminal(f.Fd())
}

// longestComplaint is how much of an error is shown, in characters.
const longestComplaint = 1000
