package codec

import (
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
	"math"
	"slices"

	"trialist/scoring/value"
)

// Attributes are the packed values of one account or contact. No bytes is no
// values; otherwise
//
//	attributes = version value...     ascending by name
//	value      = name - name of the value before, tag, body
//
// Numbers are varints of up to 64 bits, as the zigzag of a whole number may take them
// all; package varint ends at 63. Equal values pack to equal bytes.
type Attributes []byte

const attributesVersion = 1

// Tag is the kind of a packed value and how its body is written.
type Tag byte

const (
	TextTag    Tag = iota + 1 // length, bytes
	wholeTag                  // zigzag
	numberTag                 // 8 bytes of a float, little endian
	secondsTag                // zigzag of a date in seconds
	millisTag                 // zigzag of a date in milliseconds
	noTag                     // the text "no"
	yesTag                    // the text "yes"
	writtenTag                // length, another tag with its body, the text that was written

	fallbackSecondsTag // as secondsTag, see value.Value.Fallback
	fallbackMillisTag  // as millisTag

	layoutTag // a value.DateLayout, secondsTag or millisTag, its body
)

// EncodedValue is one value as it lies.
type EncodedValue struct {
	Name uint32 // id in attribute_names
	Tag  Tag
	Body []byte // without the length of those that have one
}

var errAttributes = errors.New("damaged attributes")

// All yields the values in order. It ends early where they are damaged, which
// validate tells.
func (a Attributes) All() iter.Seq[EncodedValue] {
	return func(yield func(EncodedValue) bool) {
		_ = a.each(yield)
	}
}

// Validate reports damage.
func (a Attributes) Validate() error { return a.each(func(EncodedValue) bool { return true }) }

func (a Attributes) each(yield func(EncodedValue) bool) error {
	if len(a) == 0 {
		return nil
	}
	if a[0] != attributesVersion {
		return fmt.Errorf("%w: unknown version %d", errAttributes, a[0])
	}
	var v EncodedValue
	for rest := []byte(a[1:]); len(rest) > 0; {
		step, n := binary.Uvarint(rest)
		if n <= 0 || step == 0 || step > math.MaxUint32-uint64(v.Name) || len(rest) == n {
			return errAttributes
		}
		v.Name += uint32(step)
		v.Tag = Tag(rest[n])
		rest = rest[n+1:]
		start, size, ok := v.Tag.bodyExtent(rest)
		if !ok {
			return errAttributes
		}
		v.Body = rest[start : start+size]
		rest = rest[start+size:]
		if !yield(v) {
			return nil
		}
	}
	return nil
}

// bodyExtent is where a body starts and how long it is.
func (t Tag) bodyExtent(rest []byte) (start, size int, ok bool) {
	switch t {
	case TextTag, writtenTag:
		length, n := binary.Uvarint(rest)
		if n <= 0 || length > uint64(len(rest)-n) {
			return 0, 0, false
		}
		if t == writtenTag {
			_, _, ok = splitWritten(rest[n : n+int(length)])
			return n, int(length), ok
		}
		return n, int(length), true
	case wholeTag, secondsTag, millisTag, fallbackSecondsTag, fallbackMillisTag:
		_, n := binary.Uvarint(rest)
		return 0, n, n > 0
	case layoutTag:
		const before = 2 // the layout and the tag
		if len(rest) < before || !value.DateLayout(rest[0]).Valid() || Tag(rest[1]) != secondsTag && Tag(rest[1]) != millisTag {
			return 0, 0, false
		}
		_, n := binary.Uvarint(rest[before:])
		return 0, before + n, n > 0
	case numberTag:
		return 0, 8, len(rest) >= 8
	case noTag, yesTag:
		return 0, 0, true
	}
	return 0, 0, false
}

// splitWritten parts the body of a writtenTag into the number or the date and the
// text; it is false where it is neither.
func splitWritten(body []byte) (read EncodedValue, text []byte, ok bool) {
	if len(body) == 0 {
		return EncodedValue{}, nil, false
	}
	read.Tag = Tag(body[0])
	switch read.Tag {
	case wholeTag, numberTag, secondsTag, millisTag:
	case TextTag, noTag, yesTag, writtenTag, fallbackSecondsTag, fallbackMillisTag, layoutTag:
		return EncodedValue{}, nil, false
	}
	_, size, ok := read.Tag.bodyExtent(body[1:])
	if !ok || 1+size == len(body) {
		return EncodedValue{}, nil, false
	}
	read.Body = body[1 : 1+size]
	return read, body[1+size:], true
}

// shown is the kind that is shown for the value, see [value.Value.Shown].
func (v EncodedValue) shown() value.Kind {
	switch v.Tag {
	case TextTag:
		if _, ok := value.ParseYesNo(v.Body); !ok {
			return value.Text
		}
		return value.YesNo
	case wholeTag, numberTag:
		return value.Number
	case secondsTag, millisTag, fallbackSecondsTag, fallbackMillisTag, layoutTag:
		return value.Date
	case noTag, yesTag:
		return value.YesNo
	case writtenTag:
		read, _, _ := splitWritten(v.Body)
		return read.shown()
	}
	return value.Absent
}

// Decode unpacks.
func (v EncodedValue) Decode() value.Value {
	switch v.Tag {
	case TextTag:
		return value.TextValue(string(v.Body))
	case wholeTag:
		return value.NumberValue(float64(v.integer()))
	case numberTag:
		return value.NumberValue(math.Float64frombits(binary.LittleEndian.Uint64(v.Body)))
	case secondsTag:
		return value.DateValue(value.Instant(v.integer()) * value.Second)
	case millisTag:
		return value.DateValue(value.Instant(v.integer()))
	case fallbackSecondsTag, fallbackMillisTag:
		date := value.Instant(v.integer())
		if v.Tag == fallbackSecondsTag {
			date *= value.Second
		}
		return value.Value{Kind: value.Date, Date: date, Fallback: true}
	case noTag, yesTag:
		return value.YesNoValue(v.Tag == yesTag)
	case writtenTag:
		read, text, ok := splitWritten(v.Body)
		if !ok {
			return value.Value{}
		}
		return read.Decode().Written(string(text))
	case layoutTag:
		date := EncodedValue{Tag: Tag(v.Body[1]), Body: v.Body[2:]}.Decode()
		date.Layout = value.DateLayout(v.Body[0])
		return date
	}
	return value.Value{}
}

func (v EncodedValue) integer() int64 {
	n, _ := binary.Varint(v.Body)
	return n
}

// encodeValue makes a packed value, whose body is appended to scratch; ok is false for
// an absent one.
func encodeValue(name uint32, v value.Value, scratch *[]byte) (p EncodedValue, ok bool) {
	p.Name = name
	start := len(*scratch)
	switch {
	case v.Kind == value.Absent:
		return p, false
	case v.Kind != value.Text && v.Text != "" && !v.Fallback:
		*scratch = append(*scratch, 0)
		p.Tag = writtenTag
		(*scratch)[start] = byte(encodeReading(v, scratch))
		*scratch = append(*scratch, v.Text...)
	case v.Layout != 0 && !v.Fallback:
		*scratch = append(*scratch, byte(v.Layout), 0)
		p.Tag = layoutTag
		(*scratch)[start+1] = byte(encodeReading(v, scratch))
	case v.Kind != value.Text:
		p.Tag = encodeReading(v, scratch)
	case v.Text == "yes":
		p.Tag = yesTag
	case v.Text == "no":
		p.Tag = noTag
	default:
		p.Tag = TextTag
		*scratch = append(*scratch, v.Text...)
	}
	p.Body = (*scratch)[start:len(*scratch):len(*scratch)]
	return p, true
}

// encodeReading appends the number or the date that a value reads as.
func encodeReading(v value.Value, scratch *[]byte) Tag {
	if v.Kind == value.Number {
		if whole := int64(v.Number); float64(whole) == v.Number && whole > -1<<53 && whole < 1<<53 {
			*scratch = binary.AppendVarint(*scratch, whole)
			return wholeTag
		}
		*scratch = binary.LittleEndian.AppendUint64(*scratch, math.Float64bits(v.Number))
		return numberTag
	}
	seconds, millis := secondsTag, millisTag
	if v.Fallback {
		seconds, millis = fallbackSecondsTag, fallbackMillisTag
	}
	if v.Date%value.Second == 0 {
		*scratch = binary.AppendVarint(*scratch, int64(v.Date/value.Second))
		return seconds
	}
	*scratch = binary.AppendVarint(*scratch, int64(v.Date))
	return millis
}

// Fallback reports whether the value is one that any other replaces, see
// [value.Value.Fallback].
func (v EncodedValue) Fallback() bool {
	return v.Tag == fallbackSecondsTag || v.Tag == fallbackMillisTag
}

// AttributeMerger merges rows into packed attributes. It keeps its memory between calls.
type AttributeMerger struct {
	values  []EncodedValue
	scratch []byte
	out     []byte
}

// Merge is old with the row's values in the place of those of the same name; an
// absent value removes, and a fallback replaces nothing but a fallback. ids are the names of the row's attributes, in the same
// order, 0 for one to leave out; where a name comes twice the last value counts. moved is told of each
// name whose value appears, disappears or changes the kind that is shown for it. The result is valid
// until the next merge.
func (p *AttributeMerger) Merge(old Attributes, row []value.Attribute, ids []uint32, moved func(name uint32, from, to value.Kind)) Attributes {
	p.values, p.scratch = p.values[:0], p.scratch[:0]
	for v := range old.All() {
		p.values = append(p.values, v)
	}
	for i := range row {
		if ids[i] == 0 {
			continue
		}
		p.set(ids[i], row[i].Value, moved)
	}
	if len(p.values) == 0 {
		return Attributes{}
	}
	p.out = append(p.out[:0], attributesVersion)
	last := uint32(0)
	for _, v := range p.values {
		p.out = binary.AppendUvarint(p.out, uint64(v.Name-last))
		p.out = append(p.out, byte(v.Tag))
		if v.Tag == TextTag || v.Tag == writtenTag {
			p.out = binary.AppendUvarint(p.out, uint64(len(v.Body)))
		}
		p.out = append(p.out, v.Body...)
		last = v.Name
	}
	return p.out
}

func (p *AttributeMerger) set(name uint32, val value.Value, moved func(name uint32, from, to value.Kind)) {
	v, present := encodeValue(name, val, &p.scratch)
	at, found := len(p.values), false
	if at > 0 && p.values[at-1].Name >= name { // rows mostly name attributes in order
		at, found = slices.BinarySearchFunc(p.values, name, func(v EncodedValue, name uint32) int {
			return int(int64(v.Name) - int64(name))
		})
	}
	if found && val.Fallback && !p.values[at].Fallback() {
		return
	}
	from := value.Absent
	if found {
		from = p.values[at].shown()
	}
	if to := v.shown(); from != to {
		moved(name, from, to)
	}
	switch {
	case present && found:
		p.values[at] = v
	case present:
		p.values = slices.Insert(p.values, at, v)
	case found:
		p.values = slices.Delete(p.values, at, at+1)
	}
}
