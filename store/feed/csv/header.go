package csv

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"trialist/store/feed/cell"
	"trialist/store/feed/chars"
	"trialist/store/feed/columns"
	"trialist/store/feed/date"
	"trialist/store/feed/field"
	"trialist/store/feed/input"
	"trialist/store/feed/notes"
	"trialist/store/feed/number"
)

// newReader is a reader of delimited text of which head is the start.
func newReader(head []byte, all bool, delimiter byte) *reader {
	r := &reader{line: 1}
	r.eol = '\n'
	if bytes.IndexByte(head, '\n') < 0 && bytes.IndexByte(head, '\r') >= 0 {
		r.eol = '\r'
	}
	if r.delimiter = delimiter; delimiter == 0 {
		r.delimiter = findDelimiter(head, all, r.eol)
	}
	return r
}

// headLine is one of the first lines of a file, which may be that of the column
// names.
type headLine struct {
	text  string
	end   int // of the line in the head
	next  int // the line after it, from 1
	cells []string
}

// headLines is how many lines are looked at to find that of the column names.
const headLines = 20

// readHeader reads the line of the column names, and returns the bytes up to behind
// it. That is the first line with anything in it, but for a line "sep=;", which
// spreadsheets write and which is obeyed, and for titles above the table.
func (r *reader) readHeader(head []byte, all bool, said *notes.List) ([]string, int, error) {
	lines, err := r.firstLines(head, all)
	if err != nil {
		return nil, 0, err
	}
	rows := make([][]string, len(lines))
	for i := range lines {
		rows[i] = lines[i].cells
	}
	at := findHeader(rows)
	if at > 0 {
		var titles []string
		for _, row := range rows[:at] {
			if filledCells(row) == 0 {
				continue
			}
			titles = append(titles, fmt.Sprintf("%q", chars.Excerpt(strings.TrimRight(strings.Join(row, " "), " "), 60)))
		}
		said.Say("the column names are on line %d; what stands above them was passed over: %s", lines[at].next-1, strings.Join(titles, ", "))
	}
	headers := make([]string, len(rows[at]))
	for i, content := range rows[at] {
		header, _ := cell.UnescapeFormula(content, nil)
		headers[i] = chars.Truncate(header, columns.MaxHeader)
	}
	if found := valueAmongNames(headers); found != "" {
		return nil, 0, fmt.Errorf("line %d: should name the columns, but %q is a value; put a line with the names of the columns above it", lines[at].next-1, chars.Excerpt(found, 60))
	}
	r.line, r.width, r.Names, r.NamesLine = lines[at].next, len(headers), lines[at].text, lines[at].next-1
	r.header = headers
	return headers, lines[at].end, nil
}

// firstLines reads the first lines with anything in them.
func (r *reader) firstLines(head []byte, all bool) ([]headLine, error) {
	var lines []headLine
	original := bytes.Clone(head[:min(len(head), 256<<10)]) // as splitting writes into the head
	used := 0
	for used < len(original) && len(lines) < headLines {
		n, err := r.record(head[used:], true, all)
		var open *unclosedQuote
		switch {
		case err != nil && len(lines) > 0:
			return lines, nil // it is below the column names, and told when it is read
		case errors.As(err, &open):
			return nil, &unclosedQuote{line: r.line + open.line}
		case err != nil:
			return nil, fmt.Errorf("line %d: the line of column names is longer than %d KiB", r.line, input.HeadSize>>10)
		}
		line := head[used : used+n]
		text := string(original[used:min(used+n, len(original))])
		used += n
		r.line += r.lines
		if delimiter, ok := namesDelimiter(line); ok && len(lines) == 0 {
			r.delimiter = delimiter
			continue
		}
		if len(bytes.TrimSpace(line)) > 0 {
			lines = append(lines, headLine{strings.TrimRight(text, "\r\n"), used, r.line, r.texts()})
		}
	}
	if len(lines) == 0 {
		return nil, columns.ErrNoColumns
	}
	return lines, nil
}

// namesDelimiter reports whether a line is "sep=" and a delimiter.
func namesDelimiter(line []byte) (byte, bool) {
	text := bytes.Trim(line, "\r\n\"")
	if len(text) != 5 || !strings.HasPrefix(strings.ToLower(string(text)), "sep=") {
		return 0, false
	}
	return text[4], true
}

// texts is the cells of the record at hand. A record that is in quotes as a whole
// is split once more.
func (s *splitter) texts() []string {
	fields := s.fields
	if len(fields) == 1 {
		fields = s.unwrap(fields[0])
	}
	cells := make([]string, len(fields))
	for i, field := range fields {
		cells[i] = string(chars.TrimInvisible(chars.Cleanse(field)))
	}
	return cells
}

// unwrap splits the text of a record that was in quotes as a whole.
func (s *splitter) unwrap(text []byte) [][]byte {
	if bytes.IndexByte(text, s.delimiter) < 0 {
		return [][]byte{text}
	}
	inner := splitter{delimiter: s.delimiter, eol: s.eol}
	if _, err := inner.record(text, true, true); err != nil || inner.problem != "" {
		return [][]byte{text}
	}
	return inner.fields
}

// findHeader is the place of the column names among the first rows: the first
// row, unless it has no name that is known and a later row is wider, has nothing
// but names, and one of them is known.
func findHeader(rows [][]string) int {
	if len(rows) == 0 || knownNames(rows[0]) > 0 {
		return 0
	}
	for i, row := range rows[1:] {
		if filledCells(row) > filledCells(rows[0]) && knownNames(row) > 0 && areNames(row) {
			return i + 1
		}
	}
	return 0
}

func knownNames(row []string) int {
	known := 0
	for _, cell := range row {
		if field.IsKnownName(cell) {
			known++
		}
	}
	return known
}

func filledCells(row []string) int {
	filled := 0
	for _, cell := range row {
		if cell != "" {
			filled++
		}
	}
	return filled
}

// areNames reports whether the cells of a row could all be the names of columns:
// each is another, and none is a number or a time.
func areNames(row []string) bool {
	for i, cell := range row {
		if cell == "" {
			continue
		}
		if _, number := number.Parse([]byte(cell), false); number || date.IsTime([]byte(cell)) || slices.Contains(row[:i], cell) {
			return false
		}
	}
	return true
}

// delimiters are the characters that can separate columns, the likelier first.
const delimiters = ",;\t|"

// findDelimiter is the character that splits the column names into the most that
// are known; of equals the one that splits the lines after them into the same
// number of columns, and then into the most.
func findDelimiter(head []byte, all bool, eol byte) byte {
	best, most := delimiters[0], 0
	for i := range len(delimiters) {
		s := splitter{delimiter: delimiters[i], eol: eol}
		if points := s.score(head, all); points > most {
			best, most = delimiters[i], points
		}
	}
	return best
}

// score is how well the splitter's delimiter fits the text; 0 when it is not
// between the column names.
func (s *splitter) score(head []byte, all bool) int {
	text := bytes.Clone(head[:min(len(head), 256<<10)])
	var rows [][]string
	for at := 0; at < len(text) && len(rows) < headLines; {
		n, err := s.record(text[at:], true, all && len(text) == len(head))
		if err != nil {
			break
		}
		_, names := namesDelimiter(text[at : at+n])
		at += n
		if names || len(s.fields) == 1 && len(chars.Trim(s.fields[0])) == 0 {
			continue
		}
		rows = append(rows, s.texts())
	}
	if len(rows) == 0 {
		return 0
	}
	at := findHeader(rows)
	width, same := len(rows[at]), 0
	if width < 2 {
		return 0
	}
	for _, row := range rows[at:] {
		if len(row) == width {
			same++
		}
	}
	return (min(knownNames(rows[at]), 99)*1000+same*999/len(rows[at:]))*1000 + min(width, 999)
}
