package json

import (
	"bytes"
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

// locateFields sets the columns of the fields.
func (d *Decoder) locateFields() {
	d.account, d.contact, d.name = d.place(field.Account), d.place(field.Contact), d.place(field.Name)
	d.event, d.eventID, d.time, d.count = d.place(field.Event), d.place(field.EventID), d.place(field.Time), d.place(field.Count)
	d.timeOfDay = d.place(field.TimeOfDay)
	d.object.last, d.object.found = make([]int, len(d.Columns)), make([]*fastjson.Value, len(d.Columns))
	switch d.Kind {
	case field.Events:
		d.addObject = d.addEvent
		if d.AbsentWords == cell.UsualMissing && d.part == nil && d.timeOfDay < 0 {
			d.fast = newFastObject(d)
		}
	case field.Contacts:
		d.addObject = d.addContact
	case field.Customers, field.Mixed:
		d.addObject = d.addCustomer
	}
}

// place is where a field is found.
func (d *Decoder) place(field string) place { return place(d.Index(field)) }

// Next appends the next rows to the batch. The error is io.EOF after the last row.
func (d *Decoder) Next(b *record.Batch) error {
	for before := b.Len(); b.Len()-before < rows.BatchRows; {
		raw, line, err := d.element()
		if err != nil {
			if errors.Is(err, io.EOF) && (d.RejectFooters(b) || b.Len() > before) {
				return nil // the next call returns the end again
			}
			return err
		}
		if d.fastEvent(b, line, raw) {
			continue
		}
		object, reason := d.parse(raw)
		if object == nil {
			if d.part == nil || d.part.first {
				rows.Reject(b, line, raw, reason)
			}
			continue
		}
		if taken, err := d.takes(object); err != nil {
			return rows.LineError(line, err)
		} else if !taken {
			continue
		}
		if d.takeObject(b, line, raw, object); d.fatal != nil {
			return d.fatal
		}
	}
	return nil
}

// id is the text of a field that holds an id, valid until the next call; empty without one.
func (d *Decoder) id(k place) []byte {
	p := d.key(k)
	if len(p) == 0 || d.AbsentWords.Has(p) {
		return nil
	}
	if d.value(k).Type() == fastjson.TypeNumber {
		return d.WholeID(p)
	}
	return d.BareID(&d.Columns[k], p)
}

// label is the text of a field that holds a name, valid until the next call; empty without
// one.
func (d *Decoder) label(k place) []byte {
	p := d.key(k)
	if v := d.value(k); len(p) > 0 && v.Type() == fastjson.TypeNumber && d.AbsentWords.Has(p) {
		return nil // NaN is no name
	}
	return d.ReplaceLost(p)
}

// key is the text of a field that holds an id or a name.
func (d *Decoder) key(k place) []byte {
	v := d.value(k)
	if v != nil && v.Type() == fastjson.TypeArray {
		if list := v.GetArray(); len(list) == 1 {
			v = list[0]
		}
	}
	if v == nil || v.Type() != fastjson.TypeString && v.Type() != fastjson.TypeNumber {
		return nil
	}
	p, _ := d.scalar(v)
	return d.NormalizedID(p)
}

// timeOfEvent is the time of the event of the object at hand, and whether there is one.
func (d *Decoder) timeOfEvent() (time []byte, said bool) {
	v := d.value(d.time)
	if v == nil {
		return nil, false
	}
	time, said = d.scalarOf(&d.Columns[d.time], v)
	if !said || d.AbsentWords.Has(time) {
		return time, false
	}
	if d.timeOfDay < 0 {
		return time, true
	}
	day := bytes.Clone(time)
	clock, _ := d.scalar(d.value(d.timeOfDay))
	return d.JoinTimeOfDay(day, clock), true
}

// addEvent adds the event of the object at hand, or rejects it.
func (d *Decoder) addEvent(b *record.Batch, line int, raw []byte) {
	e := record.EventRow{Line: line, Count: 1}
	e.Account = b.CopyBytes(d.id(d.account))
	e.Name = b.CopyBytes(d.label(d.event))
	e.Contact = b.CopyBytes(d.id(d.contact))
	e.ID = d.Hash(d.id(d.eventID))
	var ok bool
	if p, said := d.scalar(d.value(d.count)); said {
		if e.Count, ok = rows.ParseCountOf(p); !ok {
			rows.Reject(b, line, raw, rows.CountProblem(d.header(d.count), p))
			return
		}
		if e.Count == 0 {
			d.CountNone()
			return
		}
	}
	time, said := d.timeOfEvent()
	e.At, ok = d.EventTime(&d.Columns[d.time], time)
	var reason string
	switch {
	case len(e.Account)+len(e.Contact) == 0 && d.account < 0:
		reason = fmt.Sprintf("has no person in %q", d.header(d.contact))
	case len(e.Account)+len(e.Contact) == 0:
		reason = fmt.Sprintf("has no account in %q", d.header(d.account))
	case len(e.Name) == 0:
		reason = fmt.Sprintf("has no event in %q", d.header(d.event))
	case !said:
		reason = fmt.Sprintf("has no time in %q", d.header(d.time))
	case !ok:
		reason = rows.DateProblem(&d.Columns[d.time], time)
		if d.fatal == nil {
			d.fatal = rows.LineError(line, d.OrderConflict(&d.Columns[d.time], time))
		}
	case len(e.Account) > cell.MaxID:
		reason = rows.LengthProblem(d.header(d.account))
	case len(e.Name) > cell.MaxID:
		reason = rows.LengthProblem(d.header(d.event))
	case len(e.Contact) > cell.MaxID:
		reason = rows.LengthProblem(d.header(d.contact))
	case cell.IDFault(e.Account) != "":
		reason = rows.IDProblem(d.header(d.account), e.Account, cell.IDFault(e.Account))
	case cell.IDFault(e.Contact) != "":
		reason = rows.IDProblem(d.header(d.contact), e.Contact, cell.IDFault(e.Contact))
	default:
		b.AddEvent(&e)
		return
	}
	rows.Reject(b, line, raw, reason)
}

// addCustomer makes a customer of an object.
func (d *Decoder) addCustomer(b *record.Batch, line int, raw []byte) {
	row := record.CustomerRow{Line: line, Account: string(d.id(d.account))}
	switch {
	case row.Account == "":
		rows.Reject(b, line, raw, fmt.Sprintf("has no account in %q", d.header(d.account)))
		return
	case len(row.Account) > cell.MaxID:
		rows.Reject(b, line, raw, rows.LengthProblem(d.header(d.account)))
		return
	case cell.IDFault([]byte(row.Account)) != "":
		rows.Reject(b, line, raw, rows.IDProblem(d.header(d.account), []byte(row.Account), cell.IDFault([]byte(row.Account))))
		return
	}
	row.Name = d.Truncate(string(d.label(d.name)))
	if name := d.value(d.name); name != nil {
		row.NoName = row.Name == "" && d.erases(name)
	}
	row.Attributes = d.attributesOf(b)
	d.AddRow(b, raw, row)
}

// addContact makes a contact of an object.
func (d *Decoder) addContact(b *record.Batch, line int, raw []byte) {
	row := record.ContactRow{Line: line, Contact: string(d.id(d.contact))}
	row.Account = string(d.id(d.account))
	switch {
	case row.Contact == "":
		rows.Reject(b, line, raw, fmt.Sprintf("has no person in %q", d.header(d.contact)))
		return
	case len(row.Contact) > cell.MaxID:
		rows.Reject(b, line, raw, rows.LengthProblem(d.header(d.contact)))
		return
	case len(row.Account) > cell.MaxID:
		rows.Reject(b, line, raw, rows.LengthProblem(d.header(d.account)))
		return
	case cell.IDFault([]byte(row.Contact)) != "":
		rows.Reject(b, line, raw, rows.IDProblem(d.header(d.contact), []byte(row.Contact), cell.IDFault([]byte(row.Contact))))
		return
	case cell.IDFault([]byte(row.Account)) != "":
		rows.Reject(b, line, raw, rows.IDProblem(d.header(d.account), []byte(row.Account), cell.IDFault([]byte(row.Account))))
		return
	}
	row.Attributes = d.attributesOf(b)
	b.Contacts = append(b.Contacts, row)
}

// attributesOf reads the attributes that the object at hand names.
func (d *Decoder) attributesOf(b *record.Batch) []value.Attribute {
	list := d.values[:0]
	for _, i := range d.object.met {
		c, v := &d.Columns[i], d.object.found[i]
		if len(c.Attributes) == 0 {
			continue
		}
		val := d.valueOf(c, v)
		if val.Kind == value.Absent && !d.erases(v) {
			continue
		}
		for j, name := range c.Attributes {
			list = append(list, value.Attribute{Name: name, Value: c.Named(j, val)})
		}
	}
	d.values = list
	return append(b.AllocateAttributes(len(list)), list...)
}

// erases reports whether an absent value erases an earlier one: null does, and false in a
// column of dates.
func (d *Decoder) erases(v *fastjson.Value) bool {
	return d.EraseBlanks || v.Type() == fastjson.TypeNull || v.Type() == fastjson.TypeFalse
}

// valueOf reads one value.
func (d *Decoder) valueOf(c *columns.Column, v *fastjson.Value) value.Value {
	p, ok := d.scalarOf(c, v)
	if !ok {
		return value.Value{}
	}
	switch v.Type() {
	case fastjson.TypeFalse: // as a date, it is a missing one
		if c.IsDate() {
			return value.Value{}
		}
	case fastjson.TypeNumber:
		switch {
		case d.IsMissing(c, p): // NaN, or the time 0
			return value.Value{}
		case c.Text, c.IsDate():
			return d.Value(c, p)
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
