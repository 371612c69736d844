package xlsx

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Sheet reads a sheet as CSV with commas. Line n is row n, unless cells contain line breaks.
type Sheet struct {
	Name string

	workbook *Workbook
	part     string
	from     io.ReadCloser
	xml      *tokens
	next     int // number of the next row, from 1
	width    int // of the widest row so far
	cells    []string
	pending  []byte
	at       int // how much of pending was read
	err      error

	Errors       int    // cells that hold an error such as #N/A, which are written as empty
	FirstError   string // the reference of the first
	Unsaved      int    // cells with a formula of which no result was saved, which are written as empty
	FirstUnsaved string // the reference of the first
	Hidden       int    // hidden rows, which are read too
	Merged       int    // merged ranges of cells, of which the first cell has the value

	MergedAcross map[int]string // the first range of merged cells that begins in a row and spans columns, by row, from 1

	HiddenSheets []string // names of hidden sheets with something in them, which were not read
	Since1904    bool     // dates without a date format are days since 1904
}

// The most rows and columns that a sheet can have.
const maxRows, maxColumns = 1 << 20, 1 << 14

// open begins to read a sheet.
func (w *Workbook) open(s sheet) (*Sheet, error) {
	if err := w.readTexts(); err != nil {
		return nil, err
	}
	r, err := w.archive.Reader(s.part)
	if err != nil {
		return nil, err
	}
	return &Sheet{Name: s.name, workbook: w, part: s.part, from: r, xml: newTokens(r), next: 1, Since1904: w.epoch == epoch1904}, nil
}

// Close ends reading.
func (s *Sheet) Close() error { return s.from.Close() }

// Read yields the rows as CSV.
func (s *Sheet) Read(p []byte) (int, error) {
	for s.at == len(s.pending) {
		if s.err != nil {
			return 0, s.err
		}
		s.pending, s.at = s.pending[:0], 0
		before := s.next
		row, err := s.row()
		if err != nil {
			s.err = err
			continue
		}
		for ; before < s.next-1; before++ {
			s.pending = append(s.pending, '\n')
		}
		s.pending = s.appendRow(s.pending, row)
	}
	n := copy(p, s.pending[s.at:])
	s.at += n
	return n, nil
}

// appendRow appends a row as a line, with as many cells as the widest before it.
func (s *Sheet) appendRow(line []byte, row []string) []byte {
	if len(row) == 0 {
		return append(line, '\n')
	}
	s.width = max(s.width, len(row))
	for i := range s.width {
		if i > 0 {
			line = append(line, ',')
		}
		if i >= len(row) {
			continue
		}
		cell := row[i]
		if !strings.ContainsAny(cell, ",;\t|\"\r\n") {
			line = append(line, cell...)
			continue
		}
		line = append(line, '"')
		line = append(line, strings.ReplaceAll(cell, `"`, `""`)...)
		line = append(line, '"')
	}
	return append(line, '\n')
}

// row is the cells of the next row, valid until the next call; io.EOF after the last.
func (s *Sheet) row() ([]string, error) {
	for {
		token, err := s.xml.next()
		if errors.Is(err, io.EOF) {
			return nil, io.EOF
		}
		if err != nil {
			return nil, partError(s.part, err)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch start.Name.Local {
		case "mergeCell":
			s.Merged++
			s.noteMerged(attr(start, "ref"))
		case "row":
			if err := s.beginRow(start); err != nil {
				return nil, err
			}
			if err := s.readCells(); err != nil {
				return nil, partError(s.part, err)
			}
			return s.cells, nil
		}
	}
}

// noteMerged notes a range of merged cells, such as A1:C2.
func (s *Sheet) noteMerged(reference string) {
	from, to, _ := strings.Cut(reference, ":")
	row, err := strconv.Atoi(strings.TrimLeft(from, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	if err != nil || columnOf(from) >= columnOf(to) || s.MergedAcross[row] != "" {
		return
	}
	if s.MergedAcross == nil {
		s.MergedAcross = make(map[int]string)
	}
	s.MergedAcross[row] = reference
}

// beginRow takes in the number of a row.
func (s *Sheet) beginRow(start xml.StartElement) error {
	number := s.next
	if r := attr(start, "r"); r != "" {
		n, err := strconv.Atoi(r)
		if err != nil || n < s.next || n > maxRows {
			return damaged(s.part)
		}
		number = n
	}
	s.next = number + 1
	if hidden := attr(start, "hidden"); hidden == "1" || hidden == "true" {
		s.Hidden++
	}
	return nil
}

// readCells reads the cells of a row, which has begun.
func (s *Sheet) readCells() error {
	s.cells = s.cells[:0]
	for {
		token, err := s.xml.next()
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.EndElement:
			if t.Name.Local == "row" {
				return nil
			}
		case xml.StartElement:
			if t.Name.Local != "c" {
				continue
			}
			column := len(s.cells)
			if r := attr(t, "r"); r != "" {
				column = columnOf(r)
			}
			if column < len(s.cells) || column >= maxColumns {
				return damaged(s.part)
			}
			cell, err := s.cell(t)
			if err != nil {
				return err
			}
			if cell == "" {
				continue
			}
			for len(s.cells) < column {
				s.cells = append(s.cells, "")
			}
			s.cells = append(s.cells, cell)
		}
	}
}

// columnOf is the index of the column of a reference such as AB12; -1 when it is invalid.
func columnOf(reference string) int {
	column := 0
	for i := range len(reference) {
		c := reference[i] &^ 0x20
		if c < 'A' || c > 'Z' || column > maxColumns {
			break
		}
		column = column*26 + int(c-'A') + 1
	}
	return column - 1
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}

// cell reads the value of a cell whose start was read. For a formula it is the result that
// was saved.
func (s *Sheet) cell(start xml.StartElement) (string, error) {
	var value string
	formula := false
	for {
		token, err := s.xml.next()
		if err != nil {
			return "", err
		}
		switch t := token.(type) {
		case xml.EndElement:
			if t.Name.Local == "c" {
				if formula && value == "" && attr(start, "t") != "str" { // the result of a formula may be an empty text
					s.countUnsaved(start)
				}
				return s.valueOf(start, value)
			}
		case xml.StartElement:
			switch t.Name.Local {
			case "f":
				formula = true
			case "v":
				value, err = readValue(s.xml)
			case "is":
				value, err = readText(s.xml, "is")
			}
			if err != nil {
				return "", err
			}
		}
	}
}

// countUnsaved counts a formula without a result. Programs that write spreadsheets and do not
// calculate leave them so.
func (s *Sheet) countUnsaved(start xml.StartElement) {
	if s.Unsaved++; s.Unsaved == 1 {
		s.FirstUnsaved = attr(start, "r")
	}
}

// readValue is the text of an element v, which has begun.
func readValue(d *tokens) (string, error) {
	var text strings.Builder
	for {
		token, err := d.next()
		if err != nil {
			return "", err
		}
		switch t := token.(type) {
		case xml.EndElement:
			return text.String(), nil
		case xml.CharData:
			text.Write(t)
		}
	}
}

// valueOf is the value of a cell as CSV has it.
func (s *Sheet) valueOf(start xml.StartElement, value string) (string, error) {
	switch attr(start, "t") {
	case "s":
		n, err := strconv.Atoi(strings.TrimSpace(value))
		if err != nil || n < 0 || n >= len(s.workbook.texts) {
			return "", fmt.Errorf("is a damaged spreadsheet: cell %s of sheet %q has a text that is not there; open it and save it again", attr(start, "r"), s.Name)
		}
		return s.workbook.texts[n], nil
	case "str":
		return unescape(value), nil
	case "inlineStr", "d":
		return value, nil
	case "b":
		if strings.TrimSpace(value) == "1" || value == "true" {
			return "TRUE", nil
		}
		return "FALSE", nil
	case "e":
		if s.Errors++; s.Errors == 1 {
			s.FirstError = fmt.Sprintf("%s in %s", value, attr(start, "r"))
		}
		return "", nil
	}
	value = strings.TrimSpace(value)
	style, err := strconv.Atoi(attr(start, "s"))
	if value == "" || err != nil || style < 0 || style >= len(s.workbook.formats) {
		return format{}.number(value, s.workbook.epoch), nil
	}
	return s.workbook.formats[style].number(value, s.workbook.epoch), nil
}
