package output

import (
	"fmt"
	"io"
	"strconv"

	"trialist/cmd/trialist/terminal"
	"trialist/store/feed"
	"trialist/ui/clean"
)

// CSVWriter writes CSV that no spreadsheet takes for formulas. On a terminal its cells
// are made safe as those of tables are.
type CSVWriter struct {
	out  *feed.Table
	safe bool
}

func NewCSVWriter(w io.Writer, header ...string) *CSVWriter {
	s := &CSVWriter{out: feed.NewTable(w, feed.WriteOptions{}), safe: terminal.Is(w)}
	s.WriteRow(header...)
	return s
}

func (s *CSVWriter) WriteRow(cells ...string) {
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

// Flush writes what is left and returns the first error there was.
func (s *CSVWriter) Flush() error {
	if err := s.out.Flush(); err != nil {
		return fmt.Errorf("writing CSV: %w", err)
	}
	return nil
}

// WriteCSV prints a header and rows.
func WriteCSV(w io.Writer, header []string, rows [][]string) error {
	s := NewCSVWriter(w, header...)
	for _, row := range rows {
		s.WriteRow(row...)
	}
	return s.Flush()
}
