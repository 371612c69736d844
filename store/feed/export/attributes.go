package export

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"trialist/scoring/record"
	"trialist/scoring/value"
	"trialist/store/feed/cell"
	"trialist/store/feed/date"
	"trialist/store/feed/field"
	"trialist/store/feed/number"
)

// The writers below give every attribute as it was written, with texts that look
// like something else marked as text. Where [Options.Normalized] is set, [feed.Open]
// reads the files back to the same rows, in any workspace and with no options: times
// to the millisecond, numbers to the last digit. Otherwise it may take the options
// that the values were read with; NeedsConventions tells whether it could.

// instantLayout is how the times of events are written.
const instantLayout = "2006-01-02T15:04:05.000Z"

// attributesWriter writes rows that end with attributes.
type attributesWriter struct {
	table  *Table
	values valueCells
}

// NeedsConventions reports whether a written value could be read back differently: it is a
// date or a number in another format than that of its String.
func (w *attributesWriter) NeedsConventions() bool { return w.values.conventional }

// Flush writes what is buffered and returns the first error of writing.
func (w *attributesWriter) Flush() error { return w.table.Flush() }

// CustomerWriter writes accounts, a row each.
type CustomerWriter struct{ attributesWriter }

// NewCustomerWriter writes the header of accounts with the attributes to w.
func NewCustomerWriter(w io.Writer, attributes []string, o Options) *CustomerWriter {
	c := &CustomerWriter{attributesWriter{table: NewTable(w, o)}}
	c.table.Plain("account_id")
	c.table.Plain("name")
	c.values = newValueCells(c.table, field.Customers, attributes, o)
	c.table.End()
	return c
}

// Write adds an account. It is an error for it to have an attribute that was
// not announced.
func (c *CustomerWriter) Write(row record.CustomerRow) error {
	c.table.escaped(row.Account, cell.AltersID)
	c.table.escaped(row.Name, cell.AltersID)
	return c.values.write(row.Account, row.Attributes)
}

// ContactWriter writes people, a row each.
type ContactWriter struct{ attributesWriter }

// NewContactWriter writes the header of people with the attributes to w.
func NewContactWriter(w io.Writer, attributes []string, o Options) *ContactWriter {
	c := &ContactWriter{attributesWriter{table: NewTable(w, o)}}
	c.table.Plain("contact_id")
	c.table.Plain("account_id")
	c.values = newValueCells(c.table, field.Contacts, attributes, o)
	c.table.End()
	return c
}

// Write adds a person. It is an error for them to have an attribute that was
// not announced.
func (c *ContactWriter) Write(row record.ContactRow) error {
	c.table.escaped(row.Contact, cell.AltersID)
	c.table.escaped(row.Account, cell.AltersID)
	return c.values.write(row.Contact, row.Attributes)
}

// valueCells writes the attributes of a row under their columns.
type valueCells struct {
	table  *Table
	places map[string]int
	row    []value.Value

	normalized   bool
	conventional bool // a value was written as only its own conventions read it
}

// newValueCells writes the headers of the attributes.
func newValueCells(t *Table, kind field.Kind, attributes []string, o Options) valueCells {
	v := valueCells{table: t, normalized: o.Normalized, places: make(map[string]int, len(attributes)), row: make([]value.Value, len(attributes))}
	for i, name := range attributes {
		v.places[name] = i
		t.Text(headerOf(kind, name))
	}
	return v
}

// headerOf is the header under which an attribute keeps its name. A name that
// would be recognised as something else is written as attribute:NAME.
func headerOf(kind field.Kind, name string) string {
	reserved := false
	switch kind {
	case field.Customers:
		reserved = slices.Contains([]string{
			field.TrialStart, field.TrialEnd, field.ConvertedAt, field.ChurnedAt, field.Converted, field.Status, field.Email, field.Domain,
		}, name)
	case field.Contacts:
		reserved = name == field.Email
	case field.Events, field.Mixed:
	}
	if !reserved && (field.IsKnownName(name) || strings.HasPrefix(name, field.AttributePrefix)) {
		return field.AttributePrefix + name
	}
	return name
}

// write adds the attributes of one row and ends it.
func (v *valueCells) write(id string, attributes []value.Attribute) error {
	clear(v.row)
	for _, a := range attributes {
		i, ok := v.places[a.Name]
		if !ok {
			return fmt.Errorf("write %q: its attribute %q is not among the columns", id, a.Name)
		}
		v.row[i] = a.Value
	}
	for i := range v.row {
		val := &v.row[i]
		switch val.Kind {
		case value.Text:
			if cell.IsFlagWord(val.Text) {
				v.table.Plain(val.Text)
			} else {
				v.table.escaped(val.Text, cell.ParsesAsValue)
			}
		case value.Number:
			v.reading(*val, numberCell, plainNumber)
		case value.Date:
			v.reading(*val, dateCell, dateCell)
		case value.YesNo, value.Absent:
			v.table.Plain(val.String())
		}
	}
	v.table.End()
	return nil
}

// reading adds a number or a date. anywhere is the value as every reader of an export
// reads it, and normal the one form of [Options.Normalized].
func (v *valueCells) reading(val value.Value, anywhere, normal func(value.Value) string) {
	written := val.String()
	if !val.IsWritten() {
		v.table.Plain(written)
		return
	}
	if v.normalized {
		written = normal(val)
	} else if !v.conventional {
		v.conventional = anywhere(val) != written
	}
	v.table.Plain(written)
}

// dateCell is a date as it was written where that means the same everywhere, and as
// it is printed otherwise. A date without a time of day is that day, of whatever zone.
func dateCell(v value.Value) string {
	if v.IsDay() && v.Date == v.Date.Midnight() {
		return v.Date.Time().Format(value.DayLayout)
	}
	plain := v.String()
	for _, zone := range []*time.Location{time.UTC, time.FixedZone("", 5*60*60)} {
		if at, ok := date.YearMonthDay.Parse([]byte(plain), zone); !ok || at != v.Date {
			return v.Date.Time().Format(instantLayout)
		}
	}
	return plain
}

// numberCell is a number as it was written where it is the same in any column that
// is exported, and otherwise as it is printed. No decimal comma is written, so that
// all others part thousands.
func numberCell(v value.Value) string {
	if v.Text != "" {
		if n, ok := number.Parse([]byte(v.Text), false); ok && n.Value == v.Number {
			return v.Text
		}
		v.Text = ""
	}
	return v.String()
}

// plainNumber is a number in digits alone, with a sign and a point at most: programs that
// know no currencies, percent signs and thousands read it too. One that was written so is
// left as it is, zeros in front and all, as it may be a code.
func plainNumber(v value.Value) string {
	written := strings.TrimLeft(v.Text, "+-")
	whole, decimals, pointed := strings.Cut(written, ".")
	if v.Text == "" || len(v.Text)-len(written) > 1 || !isDigits(whole) || pointed && !isDigits(decimals) {
		v.Text = ""
	}
	return v.String()
}

func isDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
