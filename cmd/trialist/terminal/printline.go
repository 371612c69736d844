package terminal

import (
	"fmt"
	"io"
)

// PrintLine writes one line. Its caller has made whatever it quotes safe.
func PrintLine(w io.Writer, line string) error {
	_, err := fmt.Fprintln(w, line)
	return err
}
