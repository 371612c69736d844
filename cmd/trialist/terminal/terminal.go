package terminal

import (
	"io"
	"io/fs"
	"os"
	"strconv"

	"github.com/charmbracelet/x/term"
)

// LineWidth returns the width in cells that lines to w may have, 0 for any: that of
// the terminal that w is, or, where w is a pipe whose end is shown on a terminal, as
// in list | tail, the number that COLUMNS says, else the width of the terminal that
// standard error is or the process has. COLUMNS=0 leaves the lines of a pipe whole.
func LineWidth(w io.Writer) int {
	if !isPipe(w) {
		return Width(w)
	}
	if columns, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil {
		return max(0, columns)
	}
	if width := Width(os.Stderr); width > 0 {
		return width
	}
	controlling, err := os.Open("/dev/tty")
	if err != nil {
		return 0
	}
	defer controlling.Close() //nolint:errcheck // only looked at
	return Width(controlling)
}

// isPipe reports whether w is a pipe. A file keeps what does not fit a terminal.
func isPipe(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&fs.ModeNamedPipe != 0
}

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
