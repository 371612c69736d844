package main

import (
	"fmt"
	"io"
	"strconv"

	"trialist/store/feed"
	"trialist/ui/clean"
)

// sheet writes CSV that no spreadsheet takes for formulas. On a terminal its cells
// are made safe as those of tables are.
type sheet struct {
	out  *feed.Table
	safe bool
}

func newSheet(w io.Writer, header ...string) *sheet {
	s := &sheet{out: feed.NewTable(w, feed.WriteOptions{}), safe: isTerminal(w)}
	s.row(header...)
	return s
}

func (s *sheet) row(cells ...string) {
	for _, cell := range cells {
		if s.safe {
			cell = string(clean.Of(cell))
		}
		if isSigned(cell) {
			s.out.Plain(cell) // a minus makes no formula of a number
		} else {
			s.out.Text(cell)
		}
	}
	s.out.End()
}

// isSigned reports whether the cell is a number with a sign.
func isSigned(cell string) bool {
	if cell == "" || cell[0] != '-' && cell[0] != '+' {
		return false
	}
	_, err := strconv.ParseFloat(cell, 64)
	return err == nil
}

// flush writes what is left and returns the first error there was.
func (s *sheet) flush() error {
	if err := s.out.Flush(); err != nil {
		return fmt.Errorf("writing CSV: %w", err)
	}
	return nil
}

// writeCSV prints a header and rows.
func writeCSV(w io.Writer, header []string, rows [][]string) error {
	s := newSheet(w, header...)
	for _, row := range rows {
		s.row(row...)
	}
	return s.flush()
}
