package feed

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/valyala/fastjson"

	"trialist/scoring/record"
	"trialist/scoring/value"
)

// jsonDecoder reads plain objects, each a customer, a contact or an event, with
// the keys that the columns of CSV are recognised by. The keys of objects in
// objects are joined by dots.
type jsonDecoder struct {
	*jsonReader
	rowBuilder
	parser    fastjson.Parser
	addObject func(b *record.Batch, line int, raw []byte, object *fastjson.Object)

	places map[string]int // column of each key
	rows   int            // customers and contacts so far
	last   []int          // the row that last had a value, by column
	at     []int          // and where among its attributes

	path    []byte            // scratch for joined keys
	literal []byte            // scratch for scalars as text
	values  []value.Attribute // scratch for the attributes of a row

	rowsSampled int   // observed in the head
	fatal       error // why the file cannot be read on

	account, contact, name, event, eventID, time, count keyPath

	fast *fastObject // nil unless rows are events with their fields on top
}

// openJSON recognises the keys of generic objects.
func openObjects(in *input, o columnOptions) (*jsonDecoder, error) {
	d := &jsonDecoder{places: map[string]int{}}
	list, err := findList(in.head)
	if err != nil {
		return nil, err
	}
	if list != nil {
		in.notes.say("the rows are the list %q of one JSON document; the rest of it was not used", list.path)
	}
	headers, err := d.headers(in)
	if err != nil {
		return nil, err
	}
	p, err := d.profile(in, len(headers))
	if err != nil {
		return nil, err
	}
	l, err := newLayout(headers, o, p, &in.notes)
	if err != nil {
		return nil, err
	}
	d.rowBuilder = newRowBuilder(l, o)
	if err := d.sample(in); err != nil {
		return nil, err
	}
	if err := d.readBeyondSample(in, o); err != nil {
		return nil, err
	}
	if err := l.decideFormats(o, 0); err != nil {
		return nil, err
	}
	d.jsonReader = newJSONReader(in.head)
	d.reset(in)
	d.locateFields()
	return d, nil
}

// objects hands the first objects of r to visit, at most n of them; values that
// are none are passed over.
func (d *jsonDecoder) objects(r *jsonReader, n int, visit func(*fastjson.Object)) error {
	for range n {
		raw, _, err := r.element()
		if err != nil {
			return err
		}
		if object, _ := d.parse(raw); object != nil {
			visit(object)
		}
	}
	return nil
}

// head reads the objects of the head. Where the head is not all of the file it
// ends in the middle of something, which is no error.
func (d *jsonDecoder) head(in *input, visit func(*fastjson.Object)) error {
	r := headReader(in.head)
	err := d.objects(r, sampleRows, visit)
	if err == nil || errors.Is(err, io.EOF) || !in.complete {
		return nil
	}
	return err
}

// headers lists the keys of the objects of the head in the order in which they
// are first met.
func (d *jsonDecoder) headers(in *input) ([]string, error) {
	var headers []string
	folded := make(map[string]int) // another spelling of a key is the same key
	err := d.head(in, func(object *fastjson.Object) {
		d.scalars(object, func(header []byte, _ *fastjson.Value) {
			if _, known := d.places[string(header)]; known {
				return
			}
			fold := value.FoldName(string(header))
			place, known := folded[fold]
			if !known {
				place = len(headers)
				headers = append(headers, string(header))
				folded[fold] = place
			}
			d.places[string(header)] = place
		})
	})
	if err != nil {
		return nil, err
	}
	if len(headers) > 0 {
		return headers, nil
	}
	raw, line, err := headReader(in.head).element()
	switch {
	case err != nil && !in.complete:
		return nil, fmt.Errorf("the first object is longer than the %d KiB that names of columns are looked for in; something is opened in it and never closed, or this is no file of rows", len(in.head)>>10)
	case err != nil:
		return nil, errors.New("is an empty list")
	}
	_, reason := d.parse(raw)
	if reason == "" {
		reason = "has no values"
	}
	return nil, fmt.Errorf("line %d: %s; a file of JSON has one object a line, or one list of them", line, reason)
}

// sample observes the values of the head.
func (d *jsonDecoder) sample(in *input) error {
	return d.head(in, func(object *fastjson.Object) {
		d.rowsSampled++
		d.observe(object)
	})
}

// observe takes the values of an object into account. A number of JSON has its own
// way of being written, and says nothing of others.
func (d *jsonDecoder) observe(object *fastjson.Object) {
	d.scalars(object, func(header []byte, v *fastjson.Value) {
		if _, known := d.places[string(header)]; !known && d.kind == Events {
			return
		}
		c := &d.columns[d.columnOf(header)]
		p, ok := d.scalar(v)
		switch {
		case !ok || !c.observed():
		case v.Type() == fastjson.TypeNumber && !c.isDate():
			c.stats.values++
			c.stats.numbers++
			if _, ok := value.ParseYesNo(p); ok {
				c.stats.flags++
			}
		case v.Type() != fastjson.TypeString || !d.absentWords.has(p):
			c.stats.observe(p, c.isDate())
		}
	})
}

// readBeyondSample reads on beyond the sample where a column is open, and rewinds.
func (d *jsonDecoder) readBeyondSample(in *input, o columnOptions) error {
	open := func() bool {
		for i := range d.columns {
			if d.undecided(&d.columns[i], o) {
				return true
			}
		}
		return false
	}
	if !open() || in.complete && d.rowsSampled < sampleRows {
		return nil
	}
	if err := in.rewind(); err != nil {
		return err
	}
	r := newJSONReader(in.head)
	r.reset(in)
	skip := d.rowsSampled
	for open() {
		err := d.objects(r, sampleRows, func(object *fastjson.Object) {
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
	return in.rewind()
}

// parse reads one value that must be an object. The object is good until the
// next parse. Without one there is a reason for the row to be rejected.
func (d *jsonDecoder) parse(raw []byte) (object *fastjson.Object, reason string) {
	raw = cleanse(raw)
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

// scalars hands every value of an object to visit, and those of the objects in
// it under joined keys. A key as long as a document is not a name and is passed
// over.
func (d *jsonDecoder) scalars(object *fastjson.Object, visit func(header []byte, v *fastjson.Value)) {
	d.path = d.path[:0]
	d.visitScalars(object, visit)
}

// visitScalars is scalars for an object under the keys in d.path.
func (d *jsonDecoder) visitScalars(object *fastjson.Object, visit func(header []byte, v *fastjson.Value)) {
	outer := len(d.path)
	object.Visit(func(key []byte, v *fastjson.Value) {
		d.path = append(d.path[:outer], bytes.TrimSpace(key)...)
		switch {
		case len(d.path) > maxHeader:
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

// scalar is a value as the text that a cell of CSV would have, good until the
// next call; false when there is none. The values of a list are joined by
// commas.
func (d *jsonDecoder) scalar(v *fastjson.Value) ([]byte, bool) {
	if v == nil {
		return nil, false
	}
	switch v.Type() {
	case fastjson.TypeString:
		p, err := v.StringBytes()
		if bytes.IndexByte(p, 0) >= 0 {
			p = cleanse(p) // it was written as an escape
		}
		p = trim(p)
		return p, err == nil && !isAbsent(p)
	case fastjson.TypeNumber, fastjson.TypeTrue, fastjson.TypeFalse:
		d.literal = v.MarshalTo(d.literal[:0])
		return d.literal, true
	case fastjson.TypeArray:
		return d.list(v)
	case fastjson.TypeNull, fastjson.TypeObject:
	}
	return nil, false
}

// list is the scalars of an array, joined.
func (d *jsonDecoder) list(v *fastjson.Value) ([]byte, bool) {
	values, err := v.Array()
	if err != nil {
		return nil, false
	}
	var list strings.Builder
	for _, v := range values {
		if t := v.Type(); t == fastjson.TypeArray || t == fastjson.TypeObject {
			continue
		}
		if p, ok := d.scalar(v); ok && list.Len() < maxText {
			if list.Len() > 0 {
				list.WriteString(", ")
			}
			list.Write(p)
		}
	}
	return []byte(list.String()), list.Len() > 0
}

// profile looks at the objects of the head.
func (d *jsonDecoder) profile(in *input, columns int) (*profile, error) {
	p := newProfile(columns)
	err := d.head(in, func(object *fastjson.Object) {
		p.row()
		d.scalars(object, func(header []byte, v *fastjson.Value) {
			if text, ok := d.scalar(v); ok {
				p.cell(d.places[string(header)], text)
			}
		})
	})
	return p, err
}
