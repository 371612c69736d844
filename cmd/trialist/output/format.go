package output

import (
	"errors"
	"io"

	"github.com/spf13/cobra"
)

// Format is how a command prints its answer: a table unless a flag says
// otherwise.
type Format struct{ json, csv bool }

// AddFlags declares --json and --csv, of which one can be given.
func (f *Format) AddFlags(cmd *cobra.Command) {
	choose := func(this, other *bool) func(string) error {
		return func(string) error {
			*this = true
			if *other {
				return errors.New("--json and --csv exclude each other")
			}
			return nil
		}
	}
	cmd.Flags().BoolFunc("json", "print JSON", choose(&f.json, &f.csv))
	cmd.Flags().BoolFunc("csv", "print CSV", choose(&f.csv, &f.json))
}

// Printable is something that a command found out and can print in every format.
type Printable interface {
	JSON(w io.Writer) error
	CSV(w io.Writer) error
	Table(w io.Writer) error // for people
}

// Write prints the answer as the flags say.
func (f *Format) Write(w io.Writer, a Printable) error {
	switch {
	case f.json:
		return a.JSON(w)
	case f.csv:
		return a.CSV(w)
	}
	return a.Table(w)
}
