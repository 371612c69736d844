package rows

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"trialist/scoring/record"
	"trialist/scoring/value"
	"trialist/store/feed/chars"
)

// footers are the rows that could stand below a table, as its total or as a remark, and be
// no customers. They are none if no other row follows.
type footers struct {
	pending []footer
	rows    int    // that have more than an id
	bare    string // the id of the last row, where it has nothing else and is of several words
	line    int    // of that row
}

// footer is a row that could stand below a table.
type footer struct {
	row record.CustomerRow
	raw []byte
}

// totalWords are the words in the id column of a total, in lower case.
var totalWords = []string{
	"total", "totals", "grand total", "sum", "summe", "gesamt", "gesamtsumme", "gesamtergebnis",
	"total general", "total général", "totale", "totaal", "suma", "somme", "итого", "всего", "合计", "合計", "总计", "総計",
	"count", "row count", "record count", "average", "avg", "mean", "median", "durchschnitt", "mittelwert", "anzahl", "ergebnis", "moyenne", "promedio", "итог",
}

// subtotalWords are those of a total that rows may follow.
var subtotalWords = []string{"subtotal", "sub total", "sub-total", "zwischensumme", "sous-total", "sous total", "teilergebnis", "subtotaal", "subtotale"}

// remarks are what the remarks below a table begin with, in lower case.
var remarks = []string{
	"total ", "total:", "count:", "generated ", "generated:", "exported ", "exported:", "report ", "report:", "copyright ", "©", "(c) ", "end of ", "confidential", "printed ", "downloaded ", "created by ",
	"source:", "filters:", "filtered by ", "date range", "erstellt ", "exportiert ", "quelle:", "généré ", "exporté ", "generado ", "generato ",
}

// rowWords are what a remark counts.
var rowWords = []string{"row", "rows", "record", "records", "result", "results", "entries", "items", "accounts", "customers", "zeilen", "einträge", "kunden", "lignes", "clients", "filas", "clientes", "righe"}

// isFooter reports whether a row could stand below a table: its id is a word of totals, or
// the beginning of a remark and alone, and it has neither a name nor a date.
func isFooter(row *record.CustomerRow) bool {
	if row.Name != "" || slices.ContainsFunc(row.Attributes, func(a value.Attribute) bool { return a.Value.Kind == value.Date }) {
		return false
	}
	id := strings.ToLower(row.Account)
	if isTotal(id) {
		return true
	}
	if slices.ContainsFunc(row.Attributes, func(a value.Attribute) bool { return a.Value.Kind != value.Absent }) {
		return false
	}
	number, counted, ok := strings.Cut(strings.Trim(id, "()"), " ")
	return ok && number != "" && chars.CountDigits([]byte(number)) == len(number) && slices.Contains(rowWords, counted) ||
		slices.ContainsFunc(remarks, func(remark string) bool { return strings.HasPrefix(id, remark) })
}

// isTotal reports whether an id, in lower case, is a word of totals.
func isTotal(id string) bool {
	word, _, _ := strings.Cut(id, "(") // as in Total (12 rows)
	word = strings.TrimRight(word, " :")
	return slices.Contains(totalWords, word) || slices.Contains(subtotalWords, word)
}

// isSubtotal reports whether the row is the total of those above it, wherever it stands.
func (f *footer) isSubtotal() bool {
	return slices.Contains(subtotalWords, strings.TrimRight(strings.ToLower(f.row.Account), " :"))
}

// AddRow adds a customer. Pending rows that this one follows are no footers, and are added
// before it, but for subtotals.
func (m *Builder) AddRow(b *record.Batch, raw []byte, row record.CustomerRow) {
	f := &m.footers
	if isFooter(&row) {
		row.Attributes = slices.Clone(row.Attributes) // which may be added to a later batch
		f.pending = append(f.pending, footer{row, bytes.Clone(raw)})
		return
	}
	for i := range f.pending {
		if p := &f.pending[i]; p.isSubtotal() {
			p.reject(b)
		} else {
			b.Customers = append(b.Customers, p.row)
		}
	}
	f.pending = f.pending[:0]
	f.bare = ""
	switch {
	case row.Name != "" || slices.ContainsFunc(row.Attributes, func(a value.Attribute) bool { return a.Value.Kind != value.Absent }):
		f.rows++
	case strings.Contains(row.Account, " "):
		f.bare, f.line = row.Account, row.Line
	}
	b.Customers = append(b.Customers, row)
}

// reject rejects a footer.
func (f *footer) reject(b *record.Batch) {
	reason := "in the last row, with no name and no date, is the sum of the rows above and no customer"
	switch {
	case f.isSubtotal():
		reason = "with no name and no date is the sum of the rows above and no customer"
	case !isTotal(strings.ToLower(f.row.Account)):
		reason = "below the last row, with no name and no date, is a remark and no customer"
	}
	Reject(b, f.row.Line, f.raw, fmt.Sprintf("%q %s", chars.Excerpt(f.row.Account, 60), reason))
}

// RejectFooters rejects the pending rows at the end of the file, and reports whether there
// were any. It says where the last row may be one that was not recognised.
func (m *Builder) RejectFooters(b *record.Batch) bool {
	f := &m.footers
	for i := range f.pending {
		f.pending[i].reject(b)
	}
	if f.bare != "" && f.rows > 0 {
		m.Notes.Say("the last row has nothing but %q (line %d); if it is no customer, take it out and import the file again after trialist imports undo", chars.Excerpt(f.bare, 60), f.line)
		f.bare = ""
	}
	rejected := len(f.pending) > 0
	f.pending = nil
	return rejected
}
