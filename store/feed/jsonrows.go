package feed

import (
	"errors"
	"fmt"
	"io"

	"github.com/valyala/fastjson"

	"trialist/scoring/record"
	"trialist/scoring/value"
)

// keyPath is where in an object a field is found: under a key, or under the keys of
// objects in objects, joined by dots. The zero keyPath is nowhere.
type keyPath struct {
	header string
	column *column
}

// locateFields notes under which keys the fields are found.
func (d *jsonDecoder) locateFields() {
	d.account, d.contact, d.name = d.keyPath(fieldAccount), d.keyPath(fieldContact), d.keyPath(fieldName)
	d.event, d.eventID, d.time, d.count = d.keyPath(fieldEvent), d.keyPath(fieldEventID), d.keyPath(fieldTime), d.keyPath(fieldCount)
	d.last, d.at = make([]int, len(d.columns)), make([]int, len(d.columns))
	switch d.kind {
	case Events:
		d.addObject = d.addEvent
		if d.absentWords == usualMissing {
			d.fast = newFastObject(d)
		}
	case Contacts:
		d.addObject = d.addContact
	case Customers, Mixed:
		d.addObject = d.addCustomer
	}
}

// keyPath is where a field is found.
func (d *jsonDecoder) keyPath(field string) keyPath {
	i := d.index(field)
	if i < 0 {
		return keyPath{}
	}
	return keyPath{header: d.columns[i].header, column: &d.columns[i]}
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

// next appends the next rows.
func (d *jsonDecoder) next(b *record.Batch) error {
	for before := b.Len(); b.Len()-before < batchRows; {
		raw, line, err := d.element()
		if err != nil {
			if errors.Is(err, io.EOF) && (d.rejectTotal(b) || b.Len() > before) {
				return nil // the end is told again when it is asked for
			}
			return err
		}
		if d.fastEvent(b, line, raw) {
			continue
		}
		object, reason := d.parse(raw)
		if object == nil {
			reject(b, line, raw, reason)
			continue
		}
		if d.addObject(b, line, raw, object); d.fatal != nil {
			return d.fatal
		}
	}
	return nil
}

// id is the text of a field that holds an id, good until the next call; empty
// without one.
func (d *jsonDecoder) id(object *fastjson.Object, k *keyPath) []byte {
	p := d.key(object, k)
	if len(p) == 0 || d.absentWords.has(p) {
		return nil
	}
	return d.bareID(k.column, p)
}

// label is the text of a field that holds a name, good until the next call; empty
// without one.
func (d *jsonDecoder) label(object *fastjson.Object, k *keyPath) []byte {
	return d.mended(d.key(object, k))
}

// key is the text of a field that holds an id or a name.
func (d *jsonDecoder) key(object *fastjson.Object, k *keyPath) []byte {
	v := k.lookup(object)
	if v == nil || v.Type() != fastjson.TypeString && v.Type() != fastjson.TypeNumber {
		return nil
	}
	p, _ := d.scalar(v)
	return d.tidied(p)
}

// addEvent makes an event of an object.
func (d *jsonDecoder) addEvent(b *record.Batch, line int, raw []byte, object *fastjson.Object) {
	d.rowLine = line
	e := record.EventRow{Line: line, Count: 1}
	e.Account = b.CopyBytes(d.id(object, &d.account))
	e.Name = b.CopyBytes(d.label(object, &d.event))
	e.Contact = b.CopyBytes(d.id(object, &d.contact))
	e.ID = d.hash(d.id(object, &d.eventID))
	var ok bool
	if p, said := d.scalar(d.count.lookup(object)); said {
		if e.Count, ok = parseCount(p); !ok {
			reject(b, line, raw, countProblem(d.count.header, p))
			return
		}
		if e.Count == 0 {
			d.countNone()
			return
		}
	}
	time, said := d.scalar(d.time.lookup(object))
	said = said && !d.absentWords.has(time)
	e.At, ok = d.instant(d.time.column, time)
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
		reason = dateProblem(d.time.column, time)
		if d.fatal == nil {
			d.fatal = lineError(line, d.orderConflict(d.time.column, time))
		}
	case len(e.Account) > maxID:
		reason = lengthProblem(d.account.header)
	case len(e.Name) > maxID:
		reason = lengthProblem(d.event.header)
	case len(e.Contact) > maxID:
		reason = lengthProblem(d.contact.header)
	case idFault(e.Account) != "":
		reason = idProblem(d.account.header, e.Account, idFault(e.Account))
	case idFault(e.Contact) != "":
		reason = idProblem(d.contact.header, e.Contact, idFault(e.Contact))
	default:
		b.Events = append(b.Events, e)
		return
	}
	reject(b, line, raw, reason)
}

// addCustomer makes a customer of an object.
func (d *jsonDecoder) addCustomer(b *record.Batch, line int, raw []byte, object *fastjson.Object) {
	d.rowLine = line
	row := record.CustomerRow{Line: line, Account: string(d.id(object, &d.account))}
	switch {
	case row.Account == "":
		reject(b, line, raw, fmt.Sprintf("has no account in %q", d.account.header))
		return
	case len(row.Account) > maxID:
		reject(b, line, raw, lengthProblem(d.account.header))
		return
	case idFault([]byte(row.Account)) != "":
		reject(b, line, raw, idProblem(d.account.header, []byte(row.Account), idFault([]byte(row.Account))))
		return
	}
	row.Name = truncateUTF8(string(d.label(object, &d.name)), maxText)
	if name := d.name.lookup(object); name != nil {
		row.NoName = row.Name == "" && d.erases(name)
	}
	row.Attributes = d.attributesOf(object)
	d.addRow(b, raw, row)
}

// addContact makes a contact of an object.
func (d *jsonDecoder) addContact(b *record.Batch, line int, raw []byte, object *fastjson.Object) {
	d.rowLine = line
	row := record.ContactRow{Line: line, Contact: string(d.id(object, &d.contact))}
	row.Account = string(d.id(object, &d.account))
	switch {
	case row.Contact == "":
		reject(b, line, raw, fmt.Sprintf("has no person in %q", d.contact.header))
		return
	case len(row.Contact) > maxID:
		reject(b, line, raw, lengthProblem(d.contact.header))
		return
	case len(row.Account) > maxID:
		reject(b, line, raw, lengthProblem(d.account.header))
		return
	case idFault([]byte(row.Contact)) != "":
		reject(b, line, raw, idProblem(d.contact.header, []byte(row.Contact), idFault([]byte(row.Contact))))
		return
	case idFault([]byte(row.Account)) != "":
		reject(b, line, raw, idProblem(d.account.header, []byte(row.Account), idFault([]byte(row.Account))))
		return
	}
	row.Attributes = d.attributesOf(object)
	b.Contacts = append(b.Contacts, row)
}

// attributesOf reads the attributes that an object names. Of a key that it names
// twice the last counts.
func (d *jsonDecoder) attributesOf(object *fastjson.Object) []value.Attribute {
	d.rows++
	list := d.values[:0]
	d.scalars(object, func(header []byte, v *fastjson.Value) {
		i := d.columnOf(header)
		c := &d.columns[i]
		if len(c.attributes) == 0 {
			return
		}
		val := d.valueOf(c, v)
		if val.Kind == value.Absent && !d.erases(v) {
			return
		}
		if d.last[i] == d.rows {
			for j := range c.attributes {
				list[d.at[i]+j].Value = c.named(j, val)
			}
			return
		}
		d.last[i], d.at[i] = d.rows, len(list)
		for j, name := range c.attributes {
			list = append(list, value.Attribute{Name: name, Value: c.named(j, val)})
		}
	})
	d.values = list
	return append(d.allocate(len(list)), list...)
}

// erases reports whether a value that reads as none takes away the one that there
// is: null does, and so does false where there should be a date.
func (d *jsonDecoder) erases(v *fastjson.Value) bool {
	return d.eraseBlanks || v.Type() == fastjson.TypeNull || v.Type() == fastjson.TypeFalse
}

// columnOf is the place of the column of a key. A key that the sample did not
// have becomes an attribute.
func (d *jsonDecoder) columnOf(header []byte) int {
	if i, ok := d.places[string(header)]; ok {
		return i
	}
	i := len(d.columns)
	d.columns = append(d.columns, column{header: string(header)})
	d.columns[i].attributes = d.attributes(&d.columns[i], i)
	d.places[string(header)] = i
	d.last, d.at = append(d.last, 0), append(d.at, 0)
	return i
}

// valueOf reads one value.
func (d *jsonDecoder) valueOf(c *column, v *fastjson.Value) value.Value {
	p, ok := d.scalar(v)
	if !ok {
		return value.Value{}
	}
	switch v.Type() {
	case fastjson.TypeFalse: // of a date it says that there is none
		if c.isDate() {
			return value.Value{}
		}
	case fastjson.TypeNumber:
		if c.text || c.isDate() {
			break
		}
		if n, ok := parseNumeral(p, false); ok {
			return value.NumberValue(n.value).Written(d.text(p))
		}
	case fastjson.TypeString:
		if d.isMissing(c, p) {
			return value.Value{}
		}
	case fastjson.TypeTrue, fastjson.TypeArray, fastjson.TypeNull, fastjson.TypeObject:
	}
	return d.value(c, p)
}
