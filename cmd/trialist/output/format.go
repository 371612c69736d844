package output

import (
	"errors"
	"io"

	"github.com/spf13/cobra"
)

// Format is the output format that the flags choose, a table by default.
type Format struct{ json, csv bool }

// AddFlags declares --json and --csv, which exclude each other.
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

// Printable is a result that can be printed in every format.
type Printable interface {
	JSON(w io.Writer) error
	CSV(w io.Writer) error
	Table(w io.Writer) error // for people
}

// Write prints a in the format that the flags chose.
func (f *Format) Write(w io.Writer, a Printable) error {
	switch {
	case f.json:
		return a.JSON(w)
	case f.csv:
		return a.CSV(w)
	}
	return a.Table(w)
}
