package csv

import (
	"errors"
	"fmt"
	"io"

	"trialist/scoring/record"
	"trialist/scoring/value"
	"trialist/store/feed/cell"
	"trialist/store/feed/chars"
	"trialist/store/feed/columns"
	"trialist/store/feed/date"
	"trialist/store/feed/field"
	"trialist/store/feed/number"
	"trialist/store/feed/rows"
)

// locateFields notes where the columns are that a row is made of.
func (d *Decoder) locateFields() {
	d.account, d.contact = d.Index(field.Account), d.Index(field.Contact)
	d.event, d.eventID = d.Index(field.Event), d.Index(field.EventID)
	d.count, d.name = d.Index(field.Count), d.Index(field.Name)
	for i := range d.Columns {
		d.values += len(d.Columns[i].Attributes)
	}
	if d.time >= 0 {
		d.times = date.Parser{Format: d.Columns[d.time].Format, Zone: d.ZoneOf(&d.Columns[d.time])}
	}
	switch d.Kind {
	case field.Events:
		d.addRecord = d.addEvent
		if d.timeOfDay < 0 && d.AbsentWords == cell.UsualMissing && d.account >= 0 && !d.Columns[d.account].WholeFloats && (d.contact < 0 || !d.Columns[d.contact].WholeFloats) {
			d.ends = make([]int, len(d.Columns))
		}
	case field.Contacts:
		d.addRecord = d.addContact
	case field.Customers, field.Mixed:
		d.addRecord = d.addCustomer
	}
}

// Next appends the rows of the next chunk.
func (d *Decoder) Next(b *record.Batch) error {
	take := func(rec *Record) { d.addShaped(b, rec) }
	if d.ends != nil {
		d.fastLines = func(p []byte, line int) (used, lines int) {
			if d.short != nil {
				return 0, 0 // what follows decides what it is
			}
			return d.fastEvents(b, p, line)
		}
	}
	for before := b.Len(); b.Len() == before; {
		if err := d.chunk(b.CopyBytes, take); err != nil {
			if errors.Is(err, io.EOF) && d.fatal == nil && d.finish(b) {
				return nil // the end is told again when it is asked for
			}
			return err
		}
		if d.fatal != nil {
			return d.fatal
		}
	}
	return nil
}

// key is a cell that holds an id or a name, and whether it was marked as text: nil
// when there is none in it.
func (d *Decoder) key(p []byte) (key []byte, marked bool) {
	if !d.clean {
		p = chars.Cleanse(p)
	}
	p = d.NormalizedID(p)
	if cell.IsAbsent(p) {
		return nil, false
	}
	if p[0] == '\'' {
		var text string
		if text, marked = cell.UnescapeFormula(string(p), cell.AltersID); marked {
			p = []byte(text)
		}
	}
	return p, marked
}

// id is a cell that holds an id, nil when there is none in it, and why it cannot be
// taken.
func (d *Decoder) id(column int, p []byte) (id []byte, fault string) {
	p, marked := d.key(p)
	if len(p) == 0 {
		return nil, ""
	}
	if marked {
		return p, cell.TextIDFault(p)
	}
	if d.AbsentWords.Has(p) {
		return nil, ""
	}
	p = d.BareID(&d.Columns[column], p)
	return p, cell.IDFault(p)
}

// label is a cell that holds a name: nil when there is none in it.
func (d *Decoder) label(p []byte) []byte {
	p, _ = d.key(p)
	return d.ReplaceLost(p)
}

// addEvent makes an event of a record. Nothing here allocates.
func (d *Decoder) addEvent(b *record.Batch, rec *Record) {
	d.RowLine = rec.Line
	e := record.EventRow{Line: rec.Line, Count: 1}
	var fault, contactFault string
	if d.account >= 0 {
		e.Account, fault = d.id(d.account, rec.Fields[d.account])
	}
	e.Name = d.label(rec.Fields[d.event])
	time := chars.Trim(d.cellAt(rec, d.time))
	at, ok := d.EventTime(&d.Columns[d.time], time)
	if d.contact >= 0 {
		e.Contact, contactFault = d.id(d.contact, rec.Fields[d.contact])
	}
	switch {
	case len(e.Account) > 0 && len(e.Account) <= cell.MaxID && fault != "":
		rows.Reject(b, rec.Line, rec.raw, rows.IDProblem(d.Columns[d.account].Header, e.Account, fault))
		return
	case len(e.Contact) <= cell.MaxID && contactFault != "":
		rows.Reject(b, rec.Line, rec.raw, rows.IDProblem(d.Columns[d.contact].Header, e.Contact, contactFault))
		return
	case len(e.Account)+len(e.Contact) == 0 || len(e.Name) == 0 || !ok || max(len(e.Account), len(e.Name), len(e.Contact)) > cell.MaxID:
		if conflict := d.OrderConflict(&d.Columns[d.time], time); !ok && d.fatal == nil {
			d.fatal = rows.LineError(rec.Line, conflict)
		}
		rows.Reject(b, rec.Line, rec.raw, d.eventProblem(&e, time))
		return
	}
	e.At = at
	if d.eventID >= 0 {
		id, _ := d.key(rec.Fields[d.eventID])
		e.ID = d.Hash(id)
	}
	if d.count >= 0 {
		p := chars.Trim(rec.Fields[d.count])
		if e.Count, ok = d.countOf(p); !ok {
			rows.Reject(b, rec.Line, rec.raw, d.countProblem(p))
			return
		}
		if e.Count == 0 {
			d.CountNone()
			return
		}
	}
	b.AddEvent(&e)
}

// countOf reads how often a row happened.
func (d *Decoder) countOf(p []byte) (uint32, bool) {
	if len(p) > 0 && d.IsMissing(&d.Columns[d.count], p) {
		return 1, true
	}
	return rows.ParseCount(p, d.countMark)
}

// countProblem words what is wrong with a count.
func (d *Decoder) countProblem(p []byte) string {
	header := d.Columns[d.count].Header
	if _, ok := rows.ParseCount(p, number.DecimalPoint); ok && d.countMark == number.UnknownDecimal {
		return fmt.Sprintf("%s %q could be thousands or have a fraction of zeros; say --decimal comma or --decimal point", chars.Excerpt(header, 60), chars.Excerpt(string(p), 60))
	}
	return rows.CountProblem(header, p)
}

// eventProblem words what an event lacks.
func (d *Decoder) eventProblem(e *record.EventRow, time []byte) string {
	switch {
	case len(e.Account)+len(e.Contact) == 0 && d.account < 0:
		return fmt.Sprintf("has no person in column %q", d.Columns[d.contact].Header)
	case len(e.Account)+len(e.Contact) == 0:
		return fmt.Sprintf("has no account in column %q", d.Columns[d.account].Header)
	case len(e.Account) > cell.MaxID:
		return rows.LengthProblem(d.Columns[d.account].Header)
	case len(e.Name) == 0:
		return fmt.Sprintf("has no event in column %q", d.Columns[d.event].Header)
	case len(e.Name) > cell.MaxID:
		return rows.LengthProblem(d.Columns[d.event].Header)
	case len(e.Contact) > cell.MaxID:
		return rows.LengthProblem(d.Columns[d.contact].Header)
	case len(time) == 0 || d.AbsentWords.Has(time):
		return fmt.Sprintf("has no time in column %q", d.Columns[d.time].Header)
	}
	return rows.DateProblem(&d.Columns[d.time], time)
}

// addCustomer makes a customer of a record.
func (d *Decoder) addCustomer(b *record.Batch, rec *Record) {
	d.RowLine = rec.Line
	account, fault := d.id(d.account, rec.Fields[d.account])
	switch {
	case len(account) == 0:
		rows.Reject(b, rec.Line, rec.raw, fmt.Sprintf("has no account in column %q", d.Columns[d.account].Header))
		return
	case len(account) > cell.MaxID:
		rows.Reject(b, rec.Line, rec.raw, rows.LengthProblem(d.Columns[d.account].Header))
		return
	case fault != "":
		rows.Reject(b, rec.Line, rec.raw, rows.IDProblem(d.Columns[d.account].Header, account, fault))
		return
	}
	row := record.CustomerRow{Line: rec.Line, Account: string(account)}
	if i := d.name; i >= 0 {
		row.Name = d.Truncate(string(d.label(rec.Fields[i])))
		row.NoName = row.Name == "" && d.EraseBlanks
	}
	row.Attributes = d.readAttributes(b, rec)
	d.AddRow(b, rec.raw, row)
}

// addContact makes a contact of a record.
func (d *Decoder) addContact(b *record.Batch, rec *Record) {
	d.RowLine = rec.Line
	contact, fault := d.id(d.contact, rec.Fields[d.contact])
	var account []byte
	var accountFault string
	if d.account >= 0 {
		account, accountFault = d.id(d.account, rec.Fields[d.account])
	}
	switch {
	case len(contact) == 0:
		rows.Reject(b, rec.Line, rec.raw, fmt.Sprintf("has no person in column %q", d.Columns[d.contact].Header))
		return
	case len(contact) > cell.MaxID:
		rows.Reject(b, rec.Line, rec.raw, rows.LengthProblem(d.Columns[d.contact].Header))
		return
	case len(account) > cell.MaxID:
		rows.Reject(b, rec.Line, rec.raw, rows.LengthProblem(d.Columns[d.account].Header))
		return
	case fault != "":
		rows.Reject(b, rec.Line, rec.raw, rows.IDProblem(d.Columns[d.contact].Header, contact, fault))
		return
	case accountFault != "":
		rows.Reject(b, rec.Line, rec.raw, rows.IDProblem(d.Columns[d.account].Header, account, accountFault))
		return
	}
	row := record.ContactRow{Line: rec.Line, Contact: string(contact), Account: d.Text(account)}
	row.Attributes = d.readAttributes(b, rec)
	b.Contacts = append(b.Contacts, row)
}

// readAttributes reads the attributes of a record. A blank cell says nothing, unless
// blank cells take values away.
func (d *Decoder) readAttributes(b *record.Batch, rec *Record) []value.Attribute {
	list := b.AllocateAttributes(d.values)
	for i := range d.Columns {
		c := &d.Columns[i]
		if len(c.Attributes) == 0 {
			continue
		}
		p := rec.Fields[i]
		if !d.clean {
			p = chars.Cleanse(p)
		}
		v := d.cell(c, chars.Trim(p))
		if v.Kind == value.Absent && !d.EraseBlanks {
			continue
		}
		for j, name := range c.Attributes {
			list = append(list, value.Attribute{Name: name, Value: c.Named(j, v)})
		}
	}
	return list
}

// cell reads one trimmed cell of an attribute.
func (d *Decoder) cell(c *columns.Column, p []byte) value.Value {
	if len(p) == 0 {
		return value.Value{}
	}
	if p[0] == '\'' {
		text, marked := cell.UnescapeFormula(string(p), cell.ParsesAsValue)
		if marked && !c.IsDate() {
			return d.TextValue([]byte(text))
		}
		p = []byte(text)
	}
	if d.IsMissing(c, p) {
		return value.Value{}
	}
	return d.Value(c, p)
}
