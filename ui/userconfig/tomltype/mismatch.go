package tomltype

import (
	"encoding"
	"fmt"
	"iter"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// Mismatch says in words what is wrong with the value of a key of a document, whose
// target is a struct with toml tags: "weight is a text in quotes here; it takes a whole
// number". The key is as the decoder's error has it. It is "" where the value is of the
// type of its field, or the document is no TOML.
func Mismatch(document []byte, key []string, target reflect.Type) string {
	var root map[string]any
	if toml.Unmarshal(document, &root) != nil {
		return ""
	}
	for found := range mismatches(nil, root, target) {
		if len(found.path) >= len(key) && slices.Equal(found.path[:len(key)], key) {
			return found.text
		}
	}
	return ""
}

// mismatchAt is a mismatch and the keys of the tables around it.
type mismatchAt struct {
	path []string
	text string
}

// textUnmarshaler is implemented by what is written as a text, whatever it is in Go.
var textUnmarshaler = reflect.TypeFor[encoding.TextUnmarshaler]()

// mismatches is what is wrong in a value, by the order of keys.
func mismatches(path []string, v any, target reflect.Type) iter.Seq[mismatchAt] {
	return func(yield func(mismatchAt) bool) {
		for target.Kind() == reflect.Pointer {
			target = target.Elem()
		}
		want, have := wanted(target), typeOf(v)
		if want == "" {
			return // it takes anything
		}
		if have != want {
			yield(mismatchAt{path, fmt.Sprintf("%s is %s here; it takes %s", path[len(path)-1], have, want)})
			return
		}
		for inside, field := range parts(path, v, target) {
			for found := range mismatches(inside.path, inside.value, field) {
				if !yield(found) {
					return
				}
			}
		}
	}
}

// valueAt is a value and the keys of the tables around it.
type valueAt struct {
	path  []string
	value any
}

// parts is the values in a table or a list, with the types of their fields. Keys that
// have no field are left out: the decoder tells of them.
func parts(path []string, v any, target reflect.Type) iter.Seq2[valueAt, reflect.Type] {
	return func(yield func(valueAt, reflect.Type) bool) {
		switch v := v.(type) {
		case map[string]any:
			for _, key := range slices.Sorted(maps.Keys(v)) {
				field := fieldOf(target, key)
				if field != nil && !yield(valueAt{append(slices.Clone(path), key), v[key]}, field) {
					return
				}
			}
		case []any:
			for _, one := range v {
				if !yield(valueAt{path, one}, target.Elem()) {
					return
				}
			}
		}
	}
}

// fieldOf is the type that a key of a table has; nil where there is none.
func fieldOf(target reflect.Type, key string) reflect.Type {
	if target.Kind() == reflect.Map {
		return target.Elem()
	}
	for i := range target.NumField() {
		name, _, _ := strings.Cut(target.Field(i).Tag.Get("toml"), ",")
		if name == key {
			return target.Field(i).Type
		}
	}
	return nil
}

// The names of types, as a message has them.
const (
	text    = "a text in quotes"
	whole   = "a whole number"
	decimal = "a number"
	yesNo   = "true or false"
	table   = "a table"
	list    = "a list"
)

// wanted is the name of what a field takes; "" for anything.
func wanted(t reflect.Type) string {
	if reflect.PointerTo(t).Implements(textUnmarshaler) {
		return text
	}
	return names[t.Kind()]
}

// names are those of the kinds that settings have.
var names = map[reflect.Kind]string{
	reflect.String: text, reflect.Bool: yesNo, reflect.Float64: decimal,
	reflect.Int: whole, reflect.Int64: whole, reflect.Int32: whole, reflect.Uint32: whole, reflect.Uint64: whole,
	reflect.Struct: table, reflect.Map: table, reflect.Slice: list, reflect.Array: list,
}

// typeOf is the name of the type of a value.
func typeOf(v any) string {
	switch v.(type) {
	case string:
		return text
	case int64:
		return whole
	case float64:
		return decimal
	case bool:
		return yesNo
	case map[string]any:
		return table
	case []any:
		return list
	}
	return "a date or a time"
}
