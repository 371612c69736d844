package main

import (
	"fmt"
	"io"
)

// say writes one line. Its caller has made whatever it quotes safe.
func say(w io.Writer, line string) error {
	_, err := fmt.Fprintln(w, line)
	return err
}
