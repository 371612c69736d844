package json

import (
	"bytes"
	"strings"

	"trialist/scoring/record"
	"trialist/store/feed/cell"
	"trialist/store/feed/chars"
	"trialist/store/feed/rows"
)

// The fields of an event, as places in a fastObject.
const (
	inAccount = iota
	inName
	inTime
	inContact
	inEventID
	inCount
	inFields
)

// fastObject reads events from objects as most are: keys and texts without
// escapes, whole numbers, and anything in fields that do not matter. It makes no
// tree of the object, which is what takes the general way most of its time, and
// reads four times as fast. What it does not understand it leaves.
type fastObject struct {
	text   []byte
	at     int
	keys   [inFields]string // "" where the file has no such field
	values [inFields][]byte // nil until they are met
	digits [inFields]bool   // the value is a number
}

// newFastObject is for objects with the keys of the decoder, nil where a field
// lies within an object.
func newFastObject(d *Decoder) *fastObject {
	o := &fastObject{}
	for i, k := range []*keyPath{&d.account, &d.event, &d.time, &d.contact, &d.eventID, &d.count} {
		if strings.Contains(k.header, ".") {
			return nil
		}
		o.keys[i] = k.header
	}
	return o
}

// DisableFastPath has every object read the general way, so that a test can compare
// the two. It is false where there is no other way.
func (d *Decoder) DisableFastPath() bool {
	had := d.fast != nil
	d.fast = nil
	return had
}

// fastEvent makes an event of the object, as addEvent would of its tree. It is
// false, and there is none, where that takes a closer look.
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
	at, ok := d.EventTime(d.time.column, o.values[inTime])
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

// read finds the values of an object. It is false where there is none, or one
// that takes a closer look.
func (o *fastObject) read(text []byte) bool {
	o.text, o.at = text, 0
	clear(o.values[:])
	clear(o.digits[:])
	return o.object(0, true) && o.at == len(text)
}

// deepest is how many objects and lists may lie in one another.
const deepest = 20

// object passes over an object, and keeps the values of the outermost.
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
			field = o.field(key)
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

// field is the place of a key; inFields for one that does not matter.
func (o *fastObject) field(key []byte) int {
	for i := range o.keys {
		if o.keys[i] == string(key) && len(key) > 0 {
			return i
		}
	}
	return inFields
}

// keep reads a value that matters. Of a key that is there twice the first counts,
// which is left to the general way.
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

// skip passes over a value.
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

// list passes over a list.
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

// next passes over a character and the space before it; false when another is
// there.
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

// quoted reads a text. There are no escapes.
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

// number reads a whole number from 0 up, which is not followed by more of a
// number than that.
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

// word passes over one of the words of JSON.
func (o *fastObject) word(word string) bool {
	if !bytes.HasPrefix(o.text[o.at:], []byte(word)) {
		return false
	}
	o.at += len(word)
	return true
}
