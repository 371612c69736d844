package json

import (
	"fmt"
	"strings"

	"github.com/valyala/fastjson"

	"trialist/store/feed/chars"
	"trialist/store/feed/columns"
	"trialist/store/feed/field"
)

// keyLists counts the lists of a key.
type keyLists struct {
	texts   int // lists whose values are kept as one text
	lists   int // lists with objects or lists in them
	objects int // in those lists; they are not kept
}

// observeList counts a list. Objects in lists are not kept, as their values have no unique
// names that conditions could use.
func (d *Decoder) observeList(c *columns.Column, v *fastjson.Value) {
	if v.Type() != fastjson.TypeArray {
		return
	}
	values, err := v.Array()
	if err != nil || len(values) == 0 {
		return
	}
	if d.lists == nil {
		d.lists = make(map[string]*keyLists)
	}
	found := d.lists[c.Header]
	if found == nil {
		found = &keyLists{}
		d.lists[c.Header] = found
	}
	objects := 0
	for _, v := range values {
		if t := v.Type(); t == fastjson.TypeObject || t == fastjson.TypeArray {
			objects++
		}
	}
	if objects < len(values) {
		found.texts++
	}
	if objects > 0 {
		found.lists++
		found.objects += objects
	}
}

// noteLists adds notes on what was not kept of lists. A column with nothing else is not used.
func (d *Decoder) noteLists() {
	for i := range d.Columns {
		c := &d.Columns[i]
		found := d.lists[c.Header]
		if found == nil || len(c.Attributes) == 0 {
			continue
		}
		column := "column " + strings.ReplaceAll(fmt.Sprintf("%q", chars.Excerpt(c.Header, 60)), "%", "%%")
		if found.lists > 0 {
			objects := fmt.Sprintf("%d objects", found.objects)
			if found.objects == 1 {
				objects = "1 object"
			}
			d.Notes.Counter(fmt.Sprintf("column %q: 1 list of %s was not kept", chars.Excerpt(c.Header, 60), objects),
				column+": %d lists, of "+objects+" in all, were not kept").Count += found.lists
		}
		if found.texts > 0 {
			d.Notes.Counter(fmt.Sprintf("column %q: 1 list was kept as one text, with commas between its values", chars.Excerpt(c.Header, 60)),
				column+": %d lists were kept as one text each, with commas between their values").Count += found.texts
		}
		if c.Stats.Values == 0 && found.texts == 0 {
			c.Field, c.Attributes = field.Ignored, nil
		}
	}
}
