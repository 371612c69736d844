package csv

import (
	"fmt"
	"slices"
	"strings"

	"trialist/store/feed/chars"
	"trialist/store/feed/field"
	"trialist/store/feed/notes"
)

// Files that were put one behind the other have the line of column names again in the
// middle, or that of another table.

// repeatsHeader reports whether a record has the names of the columns in its cells.
func (r *reader) repeatsHeader(rec *Record) bool {
	if len(r.header) == 0 || len(rec.Fields) < len(r.header) {
		return false
	}
	for i, cell := range rec.Fields {
		name := ""
		if i < len(r.header) {
			name = r.header[i]
		}
		if string(cell) != name && string(chars.TrimInvisible(cell)) != name {
			return false
		}
	}
	return true
}

// noteRepeatedHeader counts a record that has the names of the columns again.
func noteRepeatedHeader(counter **notes.Counter, said *notes.List, line int) {
	if *counter == nil {
		*counter = said.Counter(
			fmt.Sprintf("1 row has the names of the columns again and was passed over (line %d)", line),
			fmt.Sprintf("%%d rows have the names of the columns again and were passed over, the first on line %d", line))
	}
	(*counter).Count++
}

// otherHeader is an error where a record names the columns of another table: one of
// its cells is the name of an id of accounts and another one is a name that is known, or
// it has three names or more and nothing else. None of the cells is a number or a date.
func otherHeader(rec *Record) error {
	if first := rec.Fields[0]; len(first) > 40 || chars.HasDigit(first) { // as in nearly every row
		return nil
	}
	cells := make([]string, len(rec.Fields))
	for i, cell := range rec.Fields {
		cells[i] = string(chars.TrimInvisible(cell))
	}
	known := knownNames(cells)
	if known < 2 {
		return nil
	}
	id := slices.ContainsFunc(cells, func(cell string) bool {
		plain := field.PlainName(cell)
		return field.AccountRank(plain) >= 0 && plain != field.BareID && field.SaysID(plain)
	})
	if !id && (known < 3 || known < filledCells(cells)) || !areNames(cells) {
		return nil
	}
	names := strings.TrimSpace(strings.ToValidUTF8(string(rec.raw[:min(len(rec.raw), 200)]), "\ufffd"))
	return fmt.Errorf("names the columns of another table, %q; save each table as a file of its own", chars.Excerpt(names, 80))
}
