package json

import (
	"bytes"
	"slices"
	"strings"

	"trialist/scoring/record"
	"trialist/store/feed/cell"
	"trialist/store/feed/chars"
	"trialist/store/feed/rows"
)

// The fields of an event, as indices into a fastObject.
const (
	inAccount = iota
	inName
	inTime
	inContact
	inEventID
	inCount
	inFields
)

// fastObject parses events from common objects: keys and texts without escapes, whole
// numbers, and anything in other fields. It builds no tree of the object, which takes most
// of the time otherwise, and is four times as fast. It refuses what it does not understand.
type fastObject struct {
	text []byte
	at   int
	keys [inFields]string // "" where the file has no such field

	columns [inFields]int // of the keys; -1 where the file has no such field
	find    func(key []byte) (column int, known bool)

	values [inFields][]byte // nil until found
	digits [inFields]bool   // the value is a number
	path   []byte           // the key that is read, those of nested objects joined by dots
}

// newFastObject is for objects with the keys of the decoder; nil when a field is in a nested
// object.
func newFastObject(d *Decoder) *fastObject {
	o := &fastObject{find: d.find}
	for i, k := range []place{d.account, d.event, d.time, d.contact, d.eventID, d.count} {
		o.keys[i] = d.header(k)
		if strings.Contains(o.keys[i], ".") {
			return nil
		}
		o.columns[i] = int(k)
	}
	return o
}

// DisableFastPath turns the fast path off, so that a test can compare both paths. It is false
// when the fast path was not in use.
func (d *Decoder) DisableFastPath() bool {
	had := d.fast != nil
	d.fast = nil
	return had
}

// fastEvent adds the event of an object, as addEvent would. It is false, and adds nothing,
// when the object needs the general path.
func (d *Decoder) fastEvent(b *record.Batch, line int, raw []byte) bool {
	o := d.fast
	if o == nil || bytes.IndexByte(raw, '\\') >= 0 || !chars.IsClean(raw) || !o.read(raw) {
		return false
	}
	for _, field := range []int{inAccount, inName, inContact, inEventID} {
		value := o.values[field]
		absent := value == nil && field > inTime
		if !absent && (!cell.IsPlainKey(value) || !chars.IsASCII(value)) && (!o.digits[field] || len(value) > cell.MaxID) {
			return false
		}
	}
	d.RowLine = line
	at, ok := d.EventTime(&d.Columns[d.time], o.values[inTime])
	if !ok {
		return false
	}
	e := record.EventRow{Line: line, At: at, Count: 1, ID: d.Hash(o.values[inEventID])}
	if n := o.values[inCount]; n != nil {
		if e.Count, ok = rows.ParseCountOf(n); !ok || e.Count == 0 {
			return false
		}
	}
	e.Account, e.Name, e.Contact = b.CopyBytes(o.values[inAccount]), b.CopyBytes(o.values[inName]), b.CopyBytes(o.values[inContact])
	b.AddEvent(&e)
	return true
}

// read finds the values of the fields of an object. It is false when the text is not an
// object or needs the general path.
func (o *fastObject) read(text []byte) bool {
	o.text, o.at = text, 0
	clear(o.values[:])
	clear(o.digits[:])
	o.path = o.path[:0]
	return o.object(0, outermost) && o.at == len(text)
}

// deepest is the limit of nesting.
const deepest = 20

// position is where an object stands.
type position uint8

const (
	outermost position = iota // its keys may be of fields
	nested                    // in other objects only
	inList                    // its keys are none of the row
)

// object scans an object, and keeps the values of the outermost. A key without a column is
// left to the general way, which counts it.
func (o *fastObject) object(depth int, where position) bool {
	if depth > deepest || !o.next('{') {
		return false
	}
	if o.next('}') {
		return true
	}
	outer := len(o.path)
	for {
		key, ok := o.quoted()
		if !ok || !o.next(':') {
			return false
		}
		field := inFields
		if where == outermost {
			field = o.field(key)
		}
		switch {
		case field < inFields:
			ok = o.keep(field)
		case where == inList:
			ok = o.skip(depth, inList)
		default:
			o.path = append(o.path[:outer], chars.TrimInvisible(key)...)
			ok = o.isIdle() && o.skip(depth, nested)
		}
		if !ok {
			return false
		}
		if !o.next(',') {
			return o.next('}')
		}
	}
}

// field is the place of a key as it is spelled; inFields for others.
func (o *fastObject) field(key []byte) int {
	for i := range o.keys {
		if o.keys[i] == string(key) && len(key) > 0 {
			return i
		}
	}
	return inFields
}

// isIdle reports whether the key that is read has a column that does not matter: neither
// another spelling of one that does, nor a key without a column. It puts a dot behind the
// key, whose own keys, if its value is an object, are looked at one by one.
func (o *fastObject) isIdle() bool {
	idle := true
	if o.space(); o.at == len(o.text) || o.text[o.at] != '{' {
		column, known := o.find(o.path)
		idle = known && !slices.Contains(o.columns[:], column)
	}
	o.path = append(o.path, '.')
	return idle
}

// keep reads a value that matters. A key that is there twice is left to the general
// way.
func (o *fastObject) keep(field int) bool {
	if o.values[field] != nil {
		return false
	}
	o.space()
	if o.at == len(o.text) {
		return false
	}
	var ok bool
	if o.digits[field] = o.text[o.at] != '"'; !o.digits[field] {
		o.values[field], ok = o.quoted()
	} else {
		o.values[field], ok = o.number()
	}
	return ok && len(o.values[field]) > 0
}

// skip skips a value. Objects in it stand at a position.
func (o *fastObject) skip(depth int, where position) bool {
	o.space()
	if o.at == len(o.text) {
		return false
	}
	switch o.text[o.at] {
	case '"':
		_, ok := o.quoted()
		return ok
	case '{':
		return o.object(depth+1, where)
	case '[':
		return o.list(depth + 1)
	case 't':
		return o.word("true")
	case 'f':
		return o.word("false")
	case 'n':
		return o.word("null")
	}
	_, ok := o.number()
	return ok
}

// list skips a list.
func (o *fastObject) list(depth int) bool {
	if depth > deepest || !o.next('[') {
		return false
	}
	if o.next(']') {
		return true
	}
	for o.skip(depth, inList) {
		if !o.next(',') {
			return o.next(']')
		}
	}
	return false
}

// next skips white space and then the character c; false when another character follows.
func (o *fastObject) next(c byte) bool {
	o.space()
	if o.at == len(o.text) || o.text[o.at] != c {
		return false
	}
	o.at++
	return true
}

func (o *fastObject) space() {
	for o.at < len(o.text) && (o.text[o.at] == ' ' || o.text[o.at] == '\t') {
		o.at++
	}
}

// quoted parses a text without escapes.
func (o *fastObject) quoted() ([]byte, bool) {
	if !o.next('"') {
		return nil, false
	}
	n := bytes.IndexByte(o.text[o.at:], '"')
	if n < 0 {
		return nil, false
	}
	text := o.text[o.at : o.at+n : o.at+n]
	o.at += n + 1
	return text, true
}

// number parses an unsigned integer. It is false when a fraction or an exponent follows.
func (o *fastObject) number() ([]byte, bool) {
	n := chars.CountDigits(o.text[o.at:])
	number := o.text[o.at : o.at+n : o.at+n]
	o.at += n
	if n == 0 || n > 1 && number[0] == '0' || o.at == len(o.text) {
		return nil, false
	}
	switch o.text[o.at] {
	case ',', '}', ']', ' ':
		return number, true
	}
	return nil, false
}

// word skips true, false or null.
func (o *fastObject) word(word string) bool {
	if !bytes.HasPrefix(o.text[o.at:], []byte(word)) {
		return false
	}
	o.at += len(word)
	return true
}
