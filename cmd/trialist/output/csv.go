package output

import (
	"fmt"
	"io"
	"strconv"

	"trialist/cmd/trialist/terminal"
	"trialist/store/feed/export"
	"trialist/ui/clean"
)

// CSVWriter writes CSV that no spreadsheet runs as formulas. On a terminal it also
// makes the cells safe, as [Table] does.
type CSVWriter struct {
	out  *export.Table
	safe bool
}

// NewCSVWriter returns a writer to w and writes the header.
func NewCSVWriter(w io.Writer, header ...string) *CSVWriter {
	s := &CSVWriter{out: export.NewTable(w, export.Options{}), safe: terminal.Is(w)}
	s.WriteRow(header...)
	return s
}

// WriteRow writes one row. Errors are returned by Flush.
func (s *CSVWriter) WriteRow(cells ...string) {
	for _, cell := range cells {
		if s.safe {
			cell = string(clean.Of(cell))
		}
		if isSigned(cell) {
			s.out.Plain(cell) // a negative number is no formula
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

// Flush writes what is buffered and returns the first error of all writes.
func (s *CSVWriter) Flush() error {
	if err := s.out.Flush(); err != nil {
		return fmt.Errorf("writing CSV: %w", err)
	}
	return nil
}

// WriteCSV writes a header and rows.
func WriteCSV(w io.Writer, header []string, rows [][]string) error {
	s := NewCSVWriter(w, header...)
	for _, row := range rows {
		s.WriteRow(row...)
	}
	return s.Flush()
}
