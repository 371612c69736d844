package terminal

import (
	"io"

	"github.com/charmbracelet/x/term"
)

// Width returns the width of the terminal that w writes to in cells, 0 if w is no
// terminal.
func Width(w io.Writer) int {
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

// Is reports whether v, a standard stream, is a terminal.
func Is(v any) bool {
	f, ok := v.(term.File)
	return ok && term.IsTerminal(f.Fd())
}

// MaxMessage is how much of a message with untrusted text is shown, in characters.
const MaxMessage = 1000
