package feed

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"trialist/scoring/record"
	"trialist/scoring/value"
)

// The writers below make files that [Open] reads back to the same rows, in any
// workspace and with no options: times to the millisecond, numbers to the last
// digit, and texts that look like something else marked as text.

// instantLayout is how times are written: always with milliseconds, which is
// what tells them from text in any column.
const instantLayout = "2006-01-02T15:04:05.000Z"

// CustomerWriter writes accounts, a row each.
type CustomerWriter struct {
	table  *Table
	values valueCells
}

// NewCustomerWriter writes the header of accounts with the attributes to w.
func NewCustomerWriter(w io.Writer, attributes []string, o WriteOptions) *CustomerWriter {
	c := &CustomerWriter{table: NewTable(w, o)}
	c.table.Plain("account_id")
	c.table.Plain("name")
	c.values = newValueCells(c.table, Customers, attributes)
	c.table.End()
	return c
}

// Write adds an account. It is an error for it to have an attribute that was
// not announced.
func (c *CustomerWriter) Write(row record.CustomerRow) error {
	c.table.escaped(row.Account, altersID)
	c.table.escaped(row.Name, altersID)
	return c.values.write(row.Account, row.Attributes)
}

// Flush writes what is buffered and returns the first error of writing.
func (c *CustomerWriter) Flush() error { return c.table.Flush() }

// ContactWriter writes people, a row each.
type ContactWriter struct {
	table  *Table
	values valueCells
}

// NewContactWriter writes the header of people with the attributes to w.
func NewContactWriter(w io.Writer, attributes []string, o WriteOptions) *ContactWriter {
	c := &ContactWriter{table: NewTable(w, o)}
	c.table.Plain("contact_id")
	c.table.Plain("account_id")
	c.values = newValueCells(c.table, Contacts, attributes)
	c.table.End()
	return c
}

// Write adds a person. It is an error for them to have an attribute that was
// not announced.
func (c *ContactWriter) Write(row record.ContactRow) error {
	c.table.escaped(row.Contact, altersID)
	c.table.escaped(row.Account, altersID)
	return c.values.write(row.Contact, row.Attributes)
}

// Flush writes what is buffered and returns the first error of writing.
func (c *ContactWriter) Flush() error { return c.table.Flush() }

// valueCells writes the attributes of a row under their columns.
type valueCells struct {
	table  *Table
	places map[string]int
	row    []value.Value
}

// newValueCells writes the headers of the attributes.
func newValueCells(t *Table, kind Kind, attributes []string) valueCells {
	v := valueCells{table: t, places: make(map[string]int, len(attributes)), row: make([]value.Value, len(attributes))}
	for i, name := range attributes {
		v.places[name] = i
		t.Text(headerOf(kind, name))
	}
	return v
}

// headerOf is the header under which an attribute keeps its name. A name that
// would be recognised as something else is written as attribute:NAME.
func headerOf(kind Kind, name string) string {
	reserved := false
	switch kind {
	case Customers:
		reserved = slices.Contains([]string{
			fieldTrialStart, fieldTrialEnd, fieldConvertedAt, fieldChurnedAt, fieldConverted, fieldStatus, fieldEmail, fieldDomain,
		}, name)
	case Contacts:
		reserved = name == fieldEmail
	case Events, Mixed:
	}
	if !reserved && (isKnownName(name) || strings.HasPrefix(name, attributePrefix)) {
		return attributePrefix + name
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
			if isFlagWord(val.Text) {
				v.table.Plain(val.Text)
			} else {
				v.table.escaped(val.Text, parsesAsValue)
			}
		case value.Number:
			v.table.Plain(numberCell(*val))
		case value.Date:
			v.table.Plain(dateCell(*val))
		case value.YesNo, value.Absent:
			v.table.Plain(val.String())
		}
	}
	v.table.End()
	return nil
}

// dateCell is a date as it was written where that means the same everywhere, and as
// events have it otherwise. A date without a time of day is that day, of whatever zone.
func dateCell(v value.Value) string {
	if v.IsDay() && v.Date == v.Date.Midnight() {
		return v.Date.Time().Format(value.DayLayout)
	}
	if !v.IsWritten() {
		return v.Date.Time().Format(instantLayout)
	}
	plain := v.String()
	for _, zone := range []*time.Location{time.UTC, time.FixedZone("", 5*60*60)} {
		if at, ok := yearFirst.parse([]byte(plain), zone); !ok || at != v.Date {
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
		if n, ok := parseNumeral([]byte(v.Text), false); ok && n.value == v.Number {
			return v.Text
		}
		v.Text = ""
	}
	return v.String()
}
