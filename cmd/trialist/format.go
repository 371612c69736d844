package main

import (
	"errors"
	"io"

	"github.com/spf13/cobra"
)

// format is how a command prints its answer: a table unless a flag says
// otherwise.
type format struct{ json, csv bool }

// addFlags declares --json and --csv, of which one can be given.
func (f *format) addFlags(cmd *cobra.Command) {
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

// answer is something that a command found out and can print in every format.
type answer interface {
	json(w io.Writer) error
	csv(w io.Writer) error
	table(w io.Writer) error // for people
}

// write prints the answer as the flags say.
func (f *format) write(w io.Writer, a answer) error {
	switch {
	case f.json:
		return a.json(w)
	case f.csv:
		return a.csv(w)
	}
	return a.table(w)
}
