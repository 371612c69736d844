package json

import (
	"fmt"
	"slices"

	"github.com/valyala/fastjson"

	"trialist/scoring/record"
	"trialist/scoring/value"
	"trialist/store/feed/chars"
	"trialist/store/feed/columns"
	"trialist/store/feed/field"
	"trialist/store/feed/rows"
)

// maxSpellings is how many keys that are no columns are remembered, so that they are
// not looked at again.
const maxSpellings = 4096

// objectValues are the values of the object at hand by column. A key is matched as
// columns are recognised: another case of it, or space around it, is the same column.
type objectValues struct {
	folded map[string]int    // column of each key, by its fold
	none   map[string]bool   // spellings of keys that are no column
	number int               // of the object, from 1
	last   []int             // the number of the object that last had a value, by column
	found  []*fastjson.Value // the value, by column
	met    []int             // the columns with a value, in the order of the object
	fault  string            // why the object cannot be taken
}

// scan finds the values of an object. It returns why the object cannot be taken, ""
// where it can.
func (d *Decoder) scan(object *fastjson.Object) (fault string) {
	o := &d.object
	o.number++
	o.met, o.fault = o.met[:0], ""
	d.scalars(object, func(header []byte, v *fastjson.Value) {
		i := d.columnOf(header)
		switch {
		case i < 0:
			d.late.count(d.Notes, d.RowLine, header)
		case o.last[i] == o.number:
			d.repeated(i, v)
		default:
			o.last[i], o.found[i] = o.number, v
			o.met = append(o.met, i)
		}
	})
	return o.fault
}

// repeated takes another value of a column that the object has one of. A value that is
// blank says nothing beside another. Of attributes that differ the last counts, which
// is told; where a field of its own differs, nobody can tell which is meant.
func (d *Decoder) repeated(i int, v *fastjson.Value) {
	c := &d.Columns[i]
	if !d.matters(c) {
		return
	}
	p, _ := d.scalar(d.object.found[i])
	before := slices.Clone(p)
	p, ok := d.scalar(v)
	name := chars.Excerpt(c.Header, 60)
	switch {
	case !ok:
	case len(before) == 0:
		d.object.found[i] = v
	case string(p) == string(before):
		d.Notes.Count("1 object has a key twice, or in two spellings, with the same value", "%d objects have a key twice, or in two spellings, with the same value")
	case c.Field == field.Attribute || c.Field == field.Text:
		d.object.found[i] = v
		d.CountClash(c, p, d.RowLine)
	default:
		d.object.fault = fmt.Sprintf("has %q twice, or in two spellings, with different values: %q and %q", name, chars.Excerpt(string(before), 60), chars.Excerpt(string(p), 60))
	}
}

// matters reports whether the values of a column are kept.
func (d *Decoder) matters(c *columns.Column) bool {
	return len(c.Attributes) > 0 || c.Field != "" && c.Field != field.Ignored
}

// find is the column of a key that is known, in any spelling.
func (d *Decoder) find(header []byte) (place int, known bool) {
	if i, ok := d.places[string(header)]; ok {
		return i, true
	}
	if d.object.none[string(header)] {
		return -1, false
	}
	if i, ok := d.object.folded[value.FoldName(string(header))]; ok {
		d.places[string(header)] = i
		return i, true
	}
	if len(d.object.none) < maxSpellings {
		d.object.none[string(header)] = true
	}
	return -1, false
}

// add makes a column of a key that is not known.
func (d *Decoder) add(header string, place int) {
	d.places[header] = place
	d.object.folded[value.FoldName(header)] = place
	delete(d.object.none, header)
}

// columnOf is the place of the column of a key. A key that the sample did not have
// becomes an attribute; in a file of events it is none, -1.
func (d *Decoder) columnOf(header []byte) int {
	if i, known := d.find(header); known {
		return i
	}
	if d.Kind == field.Events {
		return -1
	}
	i := len(d.Columns)
	d.Columns = append(d.Columns, columns.Column{Header: string(header)})
	d.Columns[i].Attributes = d.Attributes(&d.Columns[i], i)
	d.add(string(header), i)
	d.object.last, d.object.found = append(d.object.last, 0), append(d.object.found, nil)
	return i
}

// place is the column of a field; -1 without one.
type place int

// header is the key that a field is found under; "" without one.
func (d *Decoder) header(p place) string {
	if p < 0 {
		return ""
	}
	return d.Columns[p].Header
}

// value is the value of a field in the object at hand; nil without one.
func (d *Decoder) value(p place) *fastjson.Value {
	if p < 0 || d.object.last[p] != d.object.number {
		return nil
	}
	return d.object.found[p]
}

// takeObject makes a row of an object.
func (d *Decoder) takeObject(b *record.Batch, line int, raw []byte, object *fastjson.Object) {
	d.RowLine = line
	if fault := d.scan(object); fault != "" {
		rows.Reject(b, line, raw, fault)
		return
	}
	if err := d.checkMixture(line); err != nil && d.fatal == nil {
		d.fatal = err
	}
	d.addObject(b, line, raw)
}
