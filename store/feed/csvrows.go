package feed

import (
	"errors"
	"fmt"
	"io"

	"trialist/scoring/record"
	"trialist/scoring/value"
)

// locateFields notes where the columns are that a row is made of.
func (d *csvDecoder) locateFields() {
	d.account, d.contact = d.index(fieldAccount), d.index(fieldContact)
	d.event, d.eventID = d.index(fieldEvent), d.index(fieldEventID)
	d.time, d.count, d.name = d.index(fieldTime), d.index(fieldCount), d.index(fieldName)
	for i := range d.columns {
		d.values += len(d.columns[i].attributes)
	}
	if d.time >= 0 {
		d.format, d.timeZone = d.columns[d.time].format, d.zoneOf(&d.columns[d.time])
	}
	switch d.kind {
	case Events:
		d.addRecord = d.addEvent
		if d.absentWords == usualMissing && d.account >= 0 && !d.columns[d.account].wholeFloats && (d.contact < 0 || !d.columns[d.contact].wholeFloats) {
			d.ends = make([]int, len(d.columns))
		}
	case Contacts:
		d.addRecord = d.addContact
	case Customers, Mixed:
		d.addRecord = d.addCustomer
	}
}

// next appends the rows of the next chunk.
func (d *csvDecoder) next(b *record.Batch) error {
	take := func(rec *csvRecord) { d.addShaped(b, rec) }
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
func (d *csvDecoder) key(p []byte) (key []byte, marked bool) {
	if !d.clean {
		p = cleanse(p)
	}
	p = d.tidied(p)
	if isAbsent(p) {
		return nil, false
	}
	if p[0] == '\'' {
		var text string
		if text, marked = unescapeFormula(string(p), altersID); marked {
			p = []byte(text)
		}
	}
	return p, marked
}

// id is a cell that holds an id, nil when there is none in it, and why it cannot be
// taken.
func (d *csvDecoder) id(column int, p []byte) (id []byte, fault string) {
	p, marked := d.key(p)
	if len(p) == 0 {
		return nil, ""
	}
	if marked {
		return p, lostFault(p)
	}
	if d.absentWords.has(p) {
		return nil, ""
	}
	p = d.bareID(&d.columns[column], p)
	return p, idFault(p)
}

// label is a cell that holds a name: nil when there is none in it.
func (d *csvDecoder) label(p []byte) []byte {
	p, _ = d.key(p)
	return d.mended(p)
}

// addEvent makes an event of a record. Nothing here allocates.
func (d *csvDecoder) addEvent(b *record.Batch, rec *csvRecord) {
	d.rowLine = rec.line
	e := record.EventRow{Line: rec.line, Count: 1}
	var fault, contactFault string
	if d.account >= 0 {
		e.Account, fault = d.id(d.account, rec.fields[d.account])
	}
	e.Name = d.label(rec.fields[d.event])
	time := trim(rec.fields[d.time])
	at, ok := d.instant(&d.columns[d.time], time)
	if d.contact >= 0 {
		e.Contact, contactFault = d.id(d.contact, rec.fields[d.contact])
	}
	switch {
	case len(e.Account) > 0 && len(e.Account) <= maxID && fault != "":
		reject(b, rec.line, rec.raw, idProblem(d.columns[d.account].header, e.Account, fault))
		return
	case len(e.Contact) <= maxID && contactFault != "":
		reject(b, rec.line, rec.raw, idProblem(d.columns[d.contact].header, e.Contact, contactFault))
		return
	case len(e.Account)+len(e.Contact) == 0 || len(e.Name) == 0 || !ok || max(len(e.Account), len(e.Name), len(e.Contact)) > maxID:
		if conflict := d.orderConflict(&d.columns[d.time], time); !ok && d.fatal == nil {
			d.fatal = lineError(rec.line, conflict)
		}
		reject(b, rec.line, rec.raw, d.eventProblem(&e, time))
		return
	}
	e.At = at
	if d.eventID >= 0 {
		id, _ := d.key(rec.fields[d.eventID])
		e.ID = d.hash(id)
	}
	if d.count >= 0 {
		if e.Count, ok = parseCount(trim(rec.fields[d.count])); !ok {
			reject(b, rec.line, rec.raw, countProblem(d.columns[d.count].header, trim(rec.fields[d.count])))
			return
		}
		if e.Count == 0 {
			d.countNone()
			return
		}
	}
	b.Events = append(b.Events, e)
}

// eventProblem words what an event lacks.
func (d *csvDecoder) eventProblem(e *record.EventRow, time []byte) string {
	switch {
	case len(e.Account)+len(e.Contact) == 0 && d.account < 0:
		return fmt.Sprintf("has no person in column %q", d.columns[d.contact].header)
	case len(e.Account)+len(e.Contact) == 0:
		return fmt.Sprintf("has no account in column %q", d.columns[d.account].header)
	case len(e.Account) > maxID:
		return lengthProblem(d.columns[d.account].header)
	case len(e.Name) == 0:
		return fmt.Sprintf("has no event in column %q", d.columns[d.event].header)
	case len(e.Name) > maxID:
		return lengthProblem(d.columns[d.event].header)
	case len(e.Contact) > maxID:
		return lengthProblem(d.columns[d.contact].header)
	case len(time) == 0 || d.absentWords.has(time):
		return fmt.Sprintf("has no time in column %q", d.columns[d.time].header)
	}
	return dateProblem(&d.columns[d.time], time)
}

// addCustomer makes a customer of a record.
func (d *csvDecoder) addCustomer(b *record.Batch, rec *csvRecord) {
	d.rowLine = rec.line
	account, fault := d.id(d.account, rec.fields[d.account])
	switch {
	case len(account) == 0:
		reject(b, rec.line, rec.raw, fmt.Sprintf("has no account in column %q", d.columns[d.account].header))
		return
	case len(account) > maxID:
		reject(b, rec.line, rec.raw, lengthProblem(d.columns[d.account].header))
		return
	case fault != "":
		reject(b, rec.line, rec.raw, idProblem(d.columns[d.account].header, account, fault))
		return
	}
	row := record.CustomerRow{Line: rec.line, Account: string(account)}
	if i := d.name; i >= 0 {
		row.Name = truncateUTF8(string(d.label(rec.fields[i])), maxText)
		row.NoName = row.Name == "" && d.eraseBlanks
	}
	row.Attributes = d.readAttributes(rec)
	d.addRow(b, rec.raw, row)
}

// addContact makes a contact of a record.
func (d *csvDecoder) addContact(b *record.Batch, rec *csvRecord) {
	d.rowLine = rec.line
	contact, fault := d.id(d.contact, rec.fields[d.contact])
	var account []byte
	var accountFault string
	if d.account >= 0 {
		account, accountFault = d.id(d.account, rec.fields[d.account])
	}
	switch {
	case len(contact) == 0:
		reject(b, rec.line, rec.raw, fmt.Sprintf("has no person in column %q", d.columns[d.contact].header))
		return
	case len(contact) > maxID:
		reject(b, rec.line, rec.raw, lengthProblem(d.columns[d.contact].header))
		return
	case len(account) > maxID:
		reject(b, rec.line, rec.raw, lengthProblem(d.columns[d.account].header))
		return
	case fault != "":
		reject(b, rec.line, rec.raw, idProblem(d.columns[d.contact].header, contact, fault))
		return
	case accountFault != "":
		reject(b, rec.line, rec.raw, idProblem(d.columns[d.account].header, account, accountFault))
		return
	}
	row := record.ContactRow{Line: rec.line, Contact: string(contact), Account: d.text(account)}
	row.Attributes = d.readAttributes(rec)
	b.Contacts = append(b.Contacts, row)
}

// readAttributes reads the attributes of a record. A blank cell says nothing, unless
// blank cells take values away.
func (d *csvDecoder) readAttributes(rec *csvRecord) []value.Attribute {
	list := d.allocate(d.values)
	for i := range d.columns {
		c := &d.columns[i]
		if len(c.attributes) == 0 {
			continue
		}
		p := rec.fields[i]
		if !d.clean {
			p = cleanse(p)
		}
		v := d.cell(c, trim(p))
		if v.Kind == value.Absent && !d.eraseBlanks {
			continue
		}
		for j, name := range c.attributes {
			list = append(list, value.Attribute{Name: name, Value: c.named(j, v)})
		}
	}
	return list
}

// cell reads one trimmed cell of an attribute.
func (d *csvDecoder) cell(c *column, p []byte) value.Value {
	if len(p) == 0 {
		return value.Value{}
	}
	if p[0] == '\'' {
		text, marked := unescapeFormula(string(p), parsesAsValue)
		if marked && !c.isDate() {
			return d.textValue([]byte(text))
		}
		p = []byte(text)
	}
	if d.isMissing(c, p) {
		return value.Value{}
	}
	return d.value(c, p)
}
