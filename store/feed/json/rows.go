package json

import (
	"errors"
	"fmt"
	"io"

	"github.com/valyala/fastjson"

	"trialist/scoring/record"
	"trialist/scoring/value"
	"trialist/store/feed/cell"
	"trialist/store/feed/columns"
	"trialist/store/feed/field"
	"trialist/store/feed/number"
	"trialist/store/feed/rows"
)

// keyPath is the key of a field, with the keys of nested objects joined by dots. The zero
// keyPath is of a field that the file does not have.
type keyPath struct {
	header string
	column *columns.Column
}

// locateFields sets the key paths of the fields.
func (d *Decoder) locateFields() {
	d.account, d.contact, d.name = d.keyPath(field.Account), d.keyPath(field.Contact), d.keyPath(field.Name)
	d.event, d.eventID, d.time, d.count = d.keyPath(field.Event), d.keyPath(field.EventID), d.keyPath(field.Time), d.keyPath(field.Count)
	d.last, d.at = make([]int, len(d.Columns)), make([]int, len(d.Columns))
	switch d.Kind {
	case field.Events:
		d.addObject = d.addEvent
		if d.AbsentWords == cell.UsualMissing {
			d.fast = newFastObject(d)
		}
	case field.Contacts:
		d.addObject = d.addContact
	case field.Customers, field.Mixed:
		d.addObject = d.addCustomer
	}
}

// keyPath is the key path of a field.
func (d *Decoder) keyPath(field string) keyPath {
	i := d.Index(field)
	if i < 0 {
		return keyPath{}
	}
	return keyPath{header: d.Columns[i].Header, column: &d.Columns[i]}
}

// lookup is the value of the field in an object; nil without one.
func (k *keyPath) lookup(object *fastjson.Object) *fastjson.Value {
	if k.header == "" {
		return nil
	}
	return lookupJoined(object, k.header)
}

// lookupJoined is the value under joined keys; nil without one. A key may hold dots
// itself.
func lookupJoined(object *fastjson.Object, joined string) *fastjson.Value {
	if v := object.Get(joined); v != nil {
		return v
	}
	for i := range len(joined) {
		if joined[i] != '.' {
			continue
		}
		v := object.Get(joined[:i])
		if v == nil || v.Type() != fastjson.TypeObject {
			continue
		}
		inner, err := v.Object()
		if err != nil {
			continue
		}
		if found := lookupJoined(inner, joined[i+1:]); found != nil {
			return found
		}
	}
	return nil
}

// Next appends the next rows to the batch. The error is io.EOF after the last row.
func (d *Decoder) Next(b *record.Batch) error {
	for before := b.Len(); b.Len()-before < rows.BatchRows; {
		raw, line, err := d.element()
		if err != nil {
			if errors.Is(err, io.EOF) && (d.RejectTotal(b) || b.Len() > before) {
				return nil // the next call returns the end again
			}
			return err
		}
		if d.fastEvent(b, line, raw) {
			continue
		}
		object, reason := d.parse(raw)
		if object == nil {
			rows.Reject(b, line, raw, reason)
			continue
		}
		if d.addObject(b, line, raw, object); d.fatal != nil {
			return d.fatal
		}
	}
	return nil
}

// id is the text of a field that holds an id, valid until the next call; empty without one.
func (d *Decoder) id(object *fastjson.Object, k *keyPath) []byte {
	p := d.key(object, k)
	if len(p) == 0 || d.AbsentWords.Has(p) {
		return nil
	}
	return d.BareID(k.column, p)
}

// label is the text of a field that holds a name, valid until the next call; empty without
// one.
func (d *Decoder) label(object *fastjson.Object, k *keyPath) []byte {
	return d.ReplaceLost(d.key(object, k))
}

// key is the text of a field that holds an id or a name.
func (d *Decoder) key(object *fastjson.Object, k *keyPath) []byte {
	v := k.lookup(object)
	if v == nil || v.Type() != fastjson.TypeString && v.Type() != fastjson.TypeNumber {
		return nil
	}
	p, _ := d.scalar(v)
	return d.NormalizedID(p)
}

// addEvent adds the event of an object, or rejects it.
func (d *Decoder) addEvent(b *record.Batch, line int, raw []byte, object *fastjson.Object) {
	d.RowLine = line
	e := record.EventRow{Line: line, Count: 1}
	e.Account = b.CopyBytes(d.id(object, &d.account))
	e.Name = b.CopyBytes(d.label(object, &d.event))
	e.Contact = b.CopyBytes(d.id(object, &d.contact))
	e.ID = d.Hash(d.id(object, &d.eventID))
	var ok bool
	if p, said := d.scalar(d.count.lookup(object)); said {
		if e.Count, ok = rows.ParseCount(p); !ok {
			rows.Reject(b, line, raw, rows.CountProblem(d.count.header, p))
			return
		}
		if e.Count == 0 {
			d.CountNone()
			return
		}
	}
	time, said := d.scalar(d.time.lookup(object))
	said = said && !d.AbsentWords.Has(time)
	e.At, ok = d.EventTime(d.time.column, time)
	var reason string
	switch {
	case len(e.Account)+len(e.Contact) == 0 && d.account.header == "":
		reason = fmt.Sprintf("has no person in %q", d.contact.header)
	case len(e.Account)+len(e.Contact) == 0:
		reason = fmt.Sprintf("has no account in %q", d.account.header)
	case len(e.Name) == 0:
		reason = fmt.Sprintf("has no event in %q", d.event.header)
	case !said:
		reason = fmt.Sprintf("has no time in %q", d.time.header)
	case !ok:
		reason = rows.DateProblem(d.time.column, time)
		if d.fatal == nil {
			d.fatal = rows.LineError(line, d.OrderConflict(d.time.column, time))
		}
	case len(e.Account) > cell.MaxID:
		reason = rows.LengthProblem(d.account.header)
	case len(e.Name) > cell.MaxID:
		reason = rows.LengthProblem(d.event.header)
	case len(e.Contact) > cell.MaxID:
		reason = rows.LengthProblem(d.contact.header)
	case cell.IDFault(e.Account) != "":
		reason = rows.IDProblem(d.account.header, e.Account, cell.IDFault(e.Account))
	case cell.IDFault(e.Contact) != "":
		reason = rows.IDProblem(d.contact.header, e.Contact, cell.IDFault(e.Contact))
	default:
		b.Events = append(b.Events, e)
		return
	}
	rows.Reject(b, line, raw, reason)
}

// addCustomer adds the customer of an object, or rejects it.
func (d *Decoder) addCustomer(b *record.Batch, line int, raw []byte, object *fastjson.Object) {
	d.RowLine = line
	row := record.CustomerRow{Line: line, Account: string(d.id(object, &d.account))}
	switch {
	case row.Account == "":
		rows.Reject(b, line, raw, fmt.Sprintf("has no account in %q", d.account.header))
		return
	case len(row.Account) > cell.MaxID:
		rows.Reject(b, line, raw, rows.LengthProblem(d.account.header))
		return
	case cell.IDFault([]byte(row.Account)) != "":
		rows.Reject(b, line, raw, rows.IDProblem(d.account.header, []byte(row.Account), cell.IDFault([]byte(row.Account))))
		return
	}
	row.Name = d.Truncate(string(d.label(object, &d.name)))
	if name := d.name.lookup(object); name != nil {
		row.NoName = row.Name == "" && d.erases(name)
	}
	row.Attributes = d.attributesOf(b, object)
	d.AddRow(b, raw, row)
}

// addContact adds the contact of an object, or rejects it.
func (d *Decoder) addContact(b *record.Batch, line int, raw []byte, object *fastjson.Object) {
	d.RowLine = line
	row := record.ContactRow{Line: line, Contact: string(d.id(object, &d.contact))}
	row.Account = string(d.id(object, &d.account))
	switch {
	case row.Contact == "":
		rows.Reject(b, line, raw, fmt.Sprintf("has no person in %q", d.contact.header))
		return
	case len(row.Contact) > cell.MaxID:
		rows.Reject(b, line, raw, rows.LengthProblem(d.contact.header))
		return
	case len(row.Account) > cell.MaxID:
		rows.Reject(b, line, raw, rows.LengthProblem(d.account.header))
		return
	case cell.IDFault([]byte(row.Contact)) != "":
		rows.Reject(b, line, raw, rows.IDProblem(d.contact.header, []byte(row.Contact), cell.IDFault([]byte(row.Contact))))
		return
	case cell.IDFault([]byte(row.Account)) != "":
		rows.Reject(b, line, raw, rows.IDProblem(d.account.header, []byte(row.Account), cell.IDFault([]byte(row.Account))))
		return
	}
	row.Attributes = d.attributesOf(b, object)
	b.Contacts = append(b.Contacts, row)
}

// attributesOf parses the attributes of an object. Of duplicate keys the last counts.
func (d *Decoder) attributesOf(b *record.Batch, object *fastjson.Object) []value.Attribute {
	d.rows++
	list := d.values[:0]
	d.scalars(object, func(header []byte, v *fastjson.Value) {
		i := d.columnOf(header)
		c := &d.Columns[i]
		if len(c.Attributes) == 0 {
			return
		}
		val := d.valueOf(c, v)
		if val.Kind == value.Absent && !d.erases(v) {
			return
		}
		if d.last[i] == d.rows {
			for j := range c.Attributes {
				list[d.at[i]+j].Value = c.Named(j, val)
			}
			return
		}
		d.last[i], d.at[i] = d.rows, len(list)
		for j, name := range c.Attributes {
			list = append(list, value.Attribute{Name: name, Value: c.Named(j, val)})
		}
	})
	d.values = list
	return append(b.AllocateAttributes(len(list)), list...)
}

// erases reports whether an absent value erases an earlier one: null does, and false in a
// column of dates.
func (d *Decoder) erases(v *fastjson.Value) bool {
	return d.EraseBlanks || v.Type() == fastjson.TypeNull || v.Type() == fastjson.TypeFalse
}

// columnOf is the index of the column of a key. A key that is not in the sample becomes an
// attribute.
func (d *Decoder) columnOf(header []byte) int {
	if i, ok := d.places[string(header)]; ok {
		return i
	}
	i := len(d.Columns)
	d.Columns = append(d.Columns, columns.Column{Header: string(header)})
	d.Columns[i].Attributes = d.Attributes(&d.Columns[i], i)
	d.places[string(header)] = i
	d.last, d.at = append(d.last, 0), append(d.at, 0)
	return i
}

// valueOf parses one value.
func (d *Decoder) valueOf(c *columns.Column, v *fastjson.Value) value.Value {
	p, ok := d.scalar(v)
	if !ok {
		return value.Value{}
	}
	switch v.Type() {
	case fastjson.TypeFalse: // as a date, it is a missing one
		if c.IsDate() {
			return value.Value{}
		}
	case fastjson.TypeNumber:
		if c.Text || c.IsDate() {
			break
		}
		if n, ok := number.Parse(p, false); ok {
			return value.NumberValue(n.Value).Written(d.Text(p))
		}
	case fastjson.TypeString:
		if d.IsMissing(c, p) {
			return value.Value{}
		}
	case fastjson.TypeTrue, fastjson.TypeArray, fastjson.TypeNull, fastjson.TypeObject:
	}
	return d.Value(c, p)
}
