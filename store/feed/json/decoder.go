package json

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/valyala/fastjson"

	"trialist/scoring/record"
	"trialist/scoring/value"
	"trialist/store/feed/cell"
	"trialist/store/feed/chars"
	"trialist/store/feed/columns"
	"trialist/store/feed/field"
	"trialist/store/feed/input"
	"trialist/store/feed/rows"
	"trialist/store/feed/sample"
)

// Decoder decodes objects, each a customer, a contact or an event. Keys are recognised as
// headers of CSV are; keys of nested objects are joined by dots.
type Decoder struct {
	*reader
	rows.Builder
	parser    fastjson.Parser
	addObject func(b *record.Batch, line int, raw []byte)

	keys        []string       // in the order of their first occurrence, each in its first spelling
	places      map[string]int // column of each key
	lateSampled []string       // keys that first occurred while values were sampled
	late        lateKeys       // that first occurred while events were read
	object      objectValues

	path    []byte            // scratch for joined keys
	literal []byte            // scratch for scalars as text
	values  []value.Attribute // scratch for the attributes of a row

	lists map[string]*keyLists // by key

	mixture *mixture // nil where objects are not told apart
	part    *Part    // the objects to read; nil for all

	rowsSampled int   // in the head
	fatal       error // why the file cannot be read on

	account, contact, name, event, eventID, time, timeOfDay, count place

	fast *fastObject // nil unless rows are events with their fields on top
}

// Open recognises the keys and samples their values, of a part of the objects or of all where
// it is nil. The error says what is missing or ambiguous.
func Open(in *input.Text, o columns.Options, part *Part) (*Decoder, error) {
	d := &Decoder{part: part, places: map[string]int{}, object: objectValues{folded: map[string]int{}, none: map[string]bool{}}}
	list, err := findList(in.Head)
	if err != nil {
		return nil, err
	}
	if list != nil {
		in.Notes.Say("the rows are the list %q of one JSON document; the rest of it was not used", list.path)
	}
	pieces, size, err := piecesOf(in)
	if err != nil {
		return nil, err
	}
	if err := d.findKeys(in, pieces); err != nil {
		return nil, err
	}
	if part != nil {
		o = part.options(o, d.keys)
	}
	said := in.Notes.Len()
	for again := true; again; {
		in.Notes.Truncate(said)
		if again, err = d.readLayout(in, o, pieces, size); err != nil {
			return nil, err
		}
	}
	if err := d.DecideFormats(o, 0); err != nil {
		return nil, err
	}
	d.noteLists()
	d.reader = newReader(in.Head)
	if d.counted {
		in.Notes.Say("the objects stand on one line, so line 2 means the second object")
	}
	d.Reset(in)
	d.locateFields()
	d.Users = d.Users && (part == nil || part.fields == nil) // accounts are known by calls of their own
	d.mixture = newMixture(d.Kind, o)
	return d, nil
}

// readLayout recognises the columns and samples their values. Again reports that it must be
// repeated, as a key of a field occurred only after the pieces.
func (d *Decoder) readLayout(in *input.Text, o columns.Options, pieces [][]byte, size int64) (again bool, err error) {
	p, err := d.profile(in, pieces, size)
	if err != nil {
		return false, err
	}
	l, err := columns.New(d.keys, o, p, &in.Notes)
	if err != nil {
		return false, err
	}
	d.Builder, d.rowsSampled, d.lateSampled, d.lists = rows.NewBuilder(l, o), 0, nil, nil
	if err := d.sample(in); err != nil {
		return false, err
	}
	if err := d.readBeyondSample(in, o); err != nil {
		return false, err
	}
	return d.addLate(o), nil
}

// objects calls visit with the first objects of r, at most n. It skips other values.
func (d *Decoder) objects(r *reader, n int, visit func(*fastjson.Object)) error {
	for range n {
		raw, _, err := r.element()
		if err != nil {
			return err
		}
		if object, _ := d.parse(raw); object != nil && (d.part == nil || d.part.kindOf(object) == d.part.kind) {
			visit(object)
		}
	}
	return nil
}

// sample samples the values of the head.
func (d *Decoder) sample(in *input.Text) error {
	return readHead(d, in, sample.Rows, func(object *fastjson.Object) {
		d.rowsSampled++
		d.observe(object)
	})
}

// observe adds the values of an object to the sample. JSON numbers are left out, as their
// format is fixed and says nothing about numbers in texts.
func (d *Decoder) observe(object *fastjson.Object) {
	d.scalars(object, func(header []byte, v *fastjson.Value) {
		place, known := d.find(header)
		if !known {
			if d.Kind == field.Events {
				return
			}
			d.lateSampled = append(d.lateSampled, string(header))
			place = d.columnOf(header)
		}
		c := &d.Columns[place]
		d.observeList(c, v)
		p, ok := d.scalarOf(c, v)
		switch {
		case !ok || !c.Observed():
		case v.Type() == fastjson.TypeNumber && d.AbsentWords.Has(p):
		case v.Type() == fastjson.TypeNumber && !c.IsDate():
			c.Stats.Values++
			c.Stats.Numbers++
			if _, ok := value.ParseYesNo(p); ok {
				c.Stats.Flags++
			}
		case v.Type() != fastjson.TypeString || !d.AbsentWords.Has(p):
			c.Stats.Observe(p, c.IsDate())
		}
	})
}

// readBeyondSample reads beyond the sample while the format of a column is open, and rewinds.
func (d *Decoder) readBeyondSample(in *input.Text, o columns.Options) error {
	open := func() bool {
		for i := range d.Columns {
			if d.Undecided(&d.Columns[i], o) {
				return true
			}
		}
		return false
	}
	if !open() || in.Complete && d.rowsSampled < sample.Rows {
		return nil
	}
	if err := in.Rewind(); err != nil {
		return err
	}
	r := newReader(in.Head)
	r.Reset(in)
	skip := d.rowsSampled
	for open() {
		err := d.objects(r, sample.Rows, func(object *fastjson.Object) {
			if skip > 0 {
				skip--
				return
			}
			d.observe(object)
		})
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
	}
	return in.Rewind()
}

// parse parses a value that must be an object, valid until the next call. Otherwise reason
// says why the row is rejected.
func (d *Decoder) parse(raw []byte) (object *fastjson.Object, reason string) {
	raw = chars.Cleanse(raw)
	v, err := d.parser.ParseBytes(raw)
	if err != nil {
		return nil, badJSON(raw)
	}
	object, err = v.Object()
	if err != nil {
		return nil, fmt.Sprintf("is not an object but a JSON %s", v.Type())
	}
	return object, ""
}

// scalars calls visit with each value of an object and of its nested objects, under joined
// keys. It skips keys that are too long for names.
func (d *Decoder) scalars(object *fastjson.Object, visit func(header []byte, v *fastjson.Value)) {
	d.path = d.path[:0]
	d.visitScalars(object, visit)
}

// visitScalars is scalars for an object under the keys in d.path.
func (d *Decoder) visitScalars(object *fastjson.Object, visit func(header []byte, v *fastjson.Value)) {
	outer := len(d.path)
	object.Visit(func(key []byte, v *fastjson.Value) {
		d.path = append(d.path[:outer], chars.TrimInvisible(key)...)
		if v.Type() == fastjson.TypeObject {
			v = unwrapped(v)
		}
		switch {
		case len(d.path) > columns.MaxHeader:
		case v.Type() != fastjson.TypeObject && d.part != nil && d.part.keeps != nil && !d.part.keeps(string(d.path)):
		case v.Type() != fastjson.TypeObject:
			visit(d.path, v)
		default:
			if inner, err := v.Object(); err == nil {
				d.path = append(d.path, '.')
				d.visitScalars(inner, visit)
			}
		}
	})
}

// scalar is a value as the text of a CSV cell, valid until the next call; false when it has
// none. The values of a list are joined by commas.
func (d *Decoder) scalar(v *fastjson.Value) ([]byte, bool) {
	if v == nil {
		return nil, false
	}
	switch v.Type() {
	case fastjson.TypeString:
		p, err := v.StringBytes()
		if bytes.IndexByte(p, 0) >= 0 {
			p = chars.Cleanse(p) // escapes may have brought control characters
		}
		p = chars.Trim(p)
		return p, err == nil && !cell.IsAbsent(p)
	case fastjson.TypeNumber, fastjson.TypeTrue, fastjson.TypeFalse:
		d.literal = v.MarshalTo(d.literal[:0])
		return d.literal, true
	case fastjson.TypeArray:
		return d.list(v)
	case fastjson.TypeNull, fastjson.TypeObject:
	}
	return nil, false
}

// scalarOf is the scalar of a value of a column. A time that is a number with an exponent is
// written without it, as other times are.
func (d *Decoder) scalarOf(c *columns.Column, v *fastjson.Value) ([]byte, bool) {
	p, ok := d.scalar(v)
	if !ok || v.Type() != fastjson.TypeNumber || !c.IsDate() || !bytes.ContainsAny(p, "eE") {
		return p, ok
	}
	n, err := strconv.ParseFloat(string(p), 64)
	const exact = 1 << 53
	if err != nil || math.Abs(n) > exact {
		return p, ok
	}
	d.literal = strconv.AppendFloat(d.literal[:0], n, 'f', -1, 64)
	return d.literal, true
}

// list is the scalars of an array, joined.
func (d *Decoder) list(v *fastjson.Value) ([]byte, bool) {
	values, err := v.Array()
	if err != nil {
		return nil, false
	}
	var list strings.Builder
	for _, v := range values {
		if t := v.Type(); t == fastjson.TypeArray || t == fastjson.TypeObject {
			continue
		}
		if p, ok := d.scalar(v); ok && list.Len() <= cell.MaxText {
			if list.Len() > 0 {
				list.WriteString(", ")
			}
			list.Write(p)
		}
	}
	return []byte(list.String()), list.Len() > 0
}
