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

// heldTotal is a customer that may be a sum of the rows above it, which shows when
// no other follows.
type heldTotal struct {
	row record.CustomerRow
	raw []byte
}

// totalWords are what stands for an id in a row of sums, in lower case.
var totalWords = []string{
	"total", "totals", "grand total", "subtotal", "sum", "summe", "gesamt", "gesamtsumme", "gesamtergebnis",
	"total general", "total général", "totale", "totaal", "suma", "somme", "итого", "всего", "合计", "合計", "总计", "総計",
}

// isTotal reports whether a customer could be a sum: it has a word for an id, and
// neither a name nor a date.
func isTotal(row *record.CustomerRow) bool {
	if row.Name != "" || slices.ContainsFunc(row.Attributes, func(a value.Attribute) bool { return a.Value.Kind == value.Date }) {
		return false
	}
	id, _, _ := strings.Cut(strings.ToLower(row.Account), "(") // as in Total (12 rows)
	return slices.Contains(totalWords, strings.TrimRight(id, " :"))
}

// AddRow adds a customer, and before it any that was held for a sum and is none.
func (m *Builder) AddRow(b *record.Batch, raw []byte, row record.CustomerRow) {
	if m.total != nil {
		b.Customers = append(b.Customers, m.total.row)
		m.total = nil
	}
	if isTotal(&row) {
		m.total = &heldTotal{row, bytes.Clone(raw)}
		return
	}
	b.Customers = append(b.Customers, row)
}

// RejectTotal rejects the customer that was held and that no other followed, and
// reports whether there was one.
func (m *Builder) RejectTotal(b *record.Batch) bool {
	total := m.total
	if total == nil {
		return false
	}
	m.total = nil
	Reject(b, total.row.Line, total.raw, fmt.Sprintf("%q in the last row, with no name and no date, is the sum of the rows above and no customer", chars.Excerpt(total.row.Account, 60)))
	return true
}
