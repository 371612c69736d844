package terminal

import (
	"fmt"
	"io"
)

// PrintLine writes one line. The caller has made untrusted text in it safe.
func PrintLine(w io.Writer, line string) error {
	_, err := fmt.Fprintln(w, line)
	return err
}
