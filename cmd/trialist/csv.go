package main

import (
	"fmt"
	"io"
	"strconv"

	"trialist/store/feed"
	"trialist/ui/clean"
)

// writeCSV prints the answer as CSV that no spreadsheet takes for formulas. On
// a terminal its cells are made safe as those of tables are.
func writeCSV(w io.Writer, a answer) error {
	header, rows := a.csv()
	out := feed.NewTable(w, feed.WriteOptions{})
	safe := isTerminal(w)
	for _, row := range append([][]string{header}, rows...) {
		for _, cell := range row {
			if safe {
				cell = string(clean.Of(cell))
			}
			if _, err := strconv.ParseFloat(cell, 64); err == nil {
				out.Plain(cell) // a minus makes no formula of a number
			} else {
				out.Text(cell)
			}
		}
		out.End()
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("writing CSV: %w", err)
	}
	return nil
}
