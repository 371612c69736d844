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
		if e.Count, ok = rows.ParseCount(n); !ok || e.Count == 0 {
			return false
		}
	}
	e.Account, e.Name, e.Contact = b.CopyBytes(o.values[inAccount]), b.CopyBytes(o.values[inName]), b.CopyBytes(o.values[inContact])
	b.Events = append(b.Events, e)
	return true
}

// read finds the values of the fields of an object. It is false when the text is not an
// object or needs the general path.
func (o *fastObject) read(text []byte) bool {
	o.text, o.at = text, 0
	clear(o.values[:])
	clear(o.digits[:])
	return o.object(0, true) && o.at == len(text)
}

// deepest is the limit of nesting.
const deepest = 20

// object scans an object, and keeps the values of the outermost.
func (o *fastObject) object(depth int, outermost bool) bool {
	if depth > deepest || !o.next('{') {
		return false
	}
	if o.next('}') {
		return true
	}
	for {
		key, ok := o.quoted()
		if !ok || !o.next(':') {
			return false
		}
		field := inFields
		if outermost {
			if field, ok = o.field(key); !ok {
				return false
			}
		}
		if field < inFields {
			if !o.keep(field) {
				return false
			}
		} else if !o.skip(depth) {
			return false
		}
		if !o.next(',') {
			return o.next('}')
		}
	}
}

// field is the place of a key; inFields for one that does not matter. It is false for
// another spelling of a key that does, which is left to the general way.
func (o *fastObject) field(key []byte) (field int, ok bool) {
	for i := range o.keys {
		if o.keys[i] == string(key) && len(key) > 0 {
			return i, true
		}
	}
	column, known := o.find(chars.TrimInvisible(key))
	return inFields, !known || !slices.Contains(o.columns[:], column)
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

// skip skips a value.
func (o *fastObject) skip(depth int) bool {
	o.space()
	if o.at == len(o.text) {
		return false
	}
	switch o.text[o.at] {
	case '"':
		_, ok := o.quoted()
		return ok
	case '{':
		return o.object(depth+1, false)
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
	for o.skip(depth) {
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
