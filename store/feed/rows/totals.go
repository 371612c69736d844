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

// pendingTotal is a row that may be a total of the rows above it. It is one if no other
// row follows.
type pendingTotal struct {
	row record.CustomerRow
	raw []byte
}

// totalWords are the words in the id column of a total, in lower case.
var totalWords = []string{
	"total", "totals", "grand total", "subtotal", "sum", "summe", "gesamt", "gesamtsumme", "gesamtergebnis",
	"total general", "total général", "totale", "totaal", "suma", "somme", "итого", "всего", "合计", "合計", "总计", "総計",
}

// isTotal reports whether a row could be a total: its id is one of the words, and it has
// neither a name nor a date.
func isTotal(row *record.CustomerRow) bool {
	if row.Name != "" || slices.ContainsFunc(row.Attributes, func(a value.Attribute) bool { return a.Value.Kind == value.Date }) {
		return false
	}
	id, _, _ := strings.Cut(strings.ToLower(row.Account), "(") // as in Total (12 rows)
	return slices.Contains(totalWords, strings.TrimRight(id, " :"))
}

// AddRow adds a customer. A pending row that this one follows is no total, and is added
// before it.
func (m *Builder) AddRow(b *record.Batch, raw []byte, row record.CustomerRow) {
	if m.total != nil {
		b.Customers = append(b.Customers, m.total.row)
		m.total = nil
	}
	if isTotal(&row) {
		row.Attributes = slices.Clone(row.Attributes) // which may be added to a later batch
		m.total = &pendingTotal{row, bytes.Clone(raw)}
		return
	}
	b.Customers = append(b.Customers, row)
}

// RejectTotal rejects the pending total at the end of the file, and reports whether there
// was one.
func (m *Builder) RejectTotal(b *record.Batch) bool {
	total := m.total
	if total == nil {
		return false
	}
	m.total = nil
	Reject(b, total.row.Line, total.raw, fmt.Sprintf("%q in the last row, with no name and no date, is the sum of the rows above and no customer", chars.Excerpt(total.row.Account, 60)))
	return true
}
