package output

import (
	"io"

	"github.com/spf13/cobra"
)

// Format is the output format that the flags choose, a table by default.
type Format struct{ json, csv bool }

// AddFlags declares --json and --csv, of which the root command takes only one.
func (f *Format) AddFlags(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&f.json, "json", false, "print JSON")
	cmd.Flags().BoolVar(&f.csv, "csv", false, "print CSV")
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
