package userconfig

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"trialist/ui/keymap"
	"trialist/ui/theme"
	"trialist/ui/userconfig/tomltype"
)

// Config is what a user configured. The zero Config is the default one.
type Config struct {
	Theme  string // "dark", "light", "auto", or "" where the file does not say
	ASCII  bool   // draw with ASCII only
	Mouse  *bool  // whether the dashboard uses the mouse; nil where the file does not say
	Colors theme.Colors
	Keys   keymap.Map
}

// themes are the values of theme.
var themes = []string{"auto", "dark", "light"}

// maxSize is the largest file that is read, in bytes.
const maxSize = 1 << 20

// Read reads the file at path. A file that is not there is the default Config, as is
// an empty path. Errors name the position as path:line:column.
func Read(path string, c keymap.Catalogue) (Config, error) {
	if path == "" {
		return Config{}, nil
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Config{}, nil
	case err != nil:
		return Config{}, fmt.Errorf("read configuration: %w", err)
	case !info.Mode().IsRegular():
		return Config{}, fmt.Errorf("read configuration: %s is not a file", path)
	case info.Size() > maxSize:
		return Config{}, fmt.Errorf("read configuration: %s is too large", path)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return Config{}, fmt.Errorf("read configuration: %w", err)
	}
	return Parse(path, text, c)
}

// document is a file that is being read.
type document struct {
	path      string
	text      []byte
	catalogue keymap.Catalogue
}

// Parse reads the text of the file at path.
func Parse(path string, text []byte, c keymap.Catalogue) (Config, error) {
	d := document{path: path, text: text, catalogue: c}
	target := reflect.New(d.shape(""))
	wrong := d.decode(target.Interface())
	var mistakes Mistakes
	if wrong != nil && !errors.As(wrong, &mistakes) {
		return Config{}, wrong
	}
	// Settings that are not known are no reason to keep quiet about the others.
	var config Config
	root := target.Elem()
	for _, read := range []func(*Config, reflect.Value) error{d.readTaste, d.readColors, d.readKeys} {
		if err := read(&config, root); err != nil {
			mistakes = append(mistakes, err)
		}
	}
	if mistakes != nil {
		slices.SortStableFunc(mistakes, func(a, b error) int { return cmp.Compare(lineOf(a), lineOf(b)) })
		return Config{}, mistakes
	}
	return config, nil
}

// Mistakes are what is wrong with a file, from its beginning on.
type Mistakes []error

// Error is all of them, one behind the other.
func (m Mistakes) Error() string {
	said := make([]string, len(m))
	for i, err := range m {
		said[i] = err.Error()
	}
	return strings.Join(said, "; ")
}

// mistake is one at a place in the file.
type mistake struct {
	line int
	text string
}

func (m mistake) Error() string { return m.text }

// lineOf is where a mistake is, 0 where that is not known.
func lineOf(err error) int {
	var m mistake
	errors.As(err, &m)
	return m.line
}

// The fields of the struct that a file is decoded into.
const (
	themeField  = "Theme"
	asciiField  = "Ascii"
	mouseField  = "Mouse"
	colorsField = "Colors"
	keysField   = "Keys"
)

// shape is the struct that a file is decoded into. Its fields are those that a file
// may have, so that the strict decoder reports any other with its position. The one
// named without, as "keys.draft.save", is left out.
func (d document) shape(without string) reflect.Type {
	scopes := map[string][]string{}
	for _, action := range d.catalogue.Actions() {
		scope, name, _ := strings.Cut(action.Name, ".")
		scopes[scope] = append(scopes[scope], name)
	}
	keys := map[string]reflect.Type{}
	for scope, names := range scopes {
		keys[scope] = structOf("keys."+scope, without, same(names, reflect.TypeFor[any]()))
	}
	tokens := same(theme.Tokens(), reflect.TypeFor[*string]())
	colors := map[string]reflect.Type{
		"dark": structOf("colors.dark", without, tokens), "light": structOf("colors.light", without, tokens),
	}
	var fields []reflect.StructField
	for name, kind := range map[string]reflect.Type{
		themeField: reflect.TypeFor[*string](), asciiField: reflect.TypeFor[bool](), mouseField: reflect.TypeFor[*bool](),
		colorsField: structOf("colors", without, colors), keysField: structOf("keys", without, keys),
	} {
		if key := strings.ToLower(name); key != without {
			fields = append(fields, field(name, key, kind))
		}
	}
	return reflect.StructOf(fields)
}

// same is the same type under each of the names.
func same(names []string, kind reflect.Type) map[string]reflect.Type {
	types := map[string]reflect.Type{}
	for _, name := range names {
		types[name] = kind
	}
	return types
}

// structOf is a struct with a field for each key of a table, but for one.
func structOf(table, without string, types map[string]reflect.Type) reflect.Type {
	var fields []reflect.StructField
	for i, key := range slices.Sorted(maps.Keys(types)) {
		if table+"."+key != without {
			fields = append(fields, field(fmt.Sprintf("F%d", i), key, types[key]))
		}
	}
	return reflect.StructOf(fields)
}

func field(name, key string, kind reflect.Type) reflect.StructField {
	return reflect.StructField{Name: name, Type: kind, Tag: reflect.StructTag(fmt.Sprintf("toml:%q", key))}
}

// byKey are the fields of a struct made by structOf, by their keys.
func byKey(v reflect.Value) map[string]reflect.Value {
	fields := map[string]reflect.Value{}
	for i := range v.NumField() {
		fields[v.Type().Field(i).Tag.Get("toml")] = v.Field(i)
	}
	return fields
}

// decode decodes the file strictly.
func (d document) decode(target any) error {
	err := toml.NewDecoder(bytes.NewReader(d.text)).DisallowUnknownFields().Decode(target)
	var unknown *toml.StrictMissingError
	var wrong *toml.DecodeError
	switch {
	case errors.As(err, &unknown) && len(unknown.Errors) > 0:
		var all Mistakes
		for _, one := range unknown.Errors {
			line, column := one.Position()
			all = append(all, d.at(line, column, d.unknown(one.Key())))
		}
		return all
	case errors.As(err, &wrong):
		line, column := wrong.Position()
		return d.at(line, column,
			cmp.Or(tomltype.Mismatch(d.text, wrong.Key(), reflect.TypeOf(target).Elem()), strings.TrimPrefix(wrong.Error(), "toml: ")))
	case err != nil:
		return fmt.Errorf("%s: %w", d.path, err)
	}
	return nil
}

// unknown says that there is no setting of a name, and where to find those there are.
func (d document) unknown(key []string) string {
	name := strings.Join(key, ".")
	switch {
	case len(key) == 3 && key[0] == "keys":
		return fmt.Sprintf("there is no action %q; trialist config keys lists them", strings.TrimPrefix(name, "keys."))
	case len(key) == 2 && key[0] == "keys":
		// The decoder leaves out the name of an inline table, so this can be an action.
		return fmt.Sprintf("there is nothing called %q among the actions; trialist config keys lists them", key[1])
	case len(key) == 3 && key[0] == "colors":
		return fmt.Sprintf("there is no colour %q; there are %s", key[2], strings.Join(theme.Tokens(), ", "))
	}
	return fmt.Sprintf("there is no setting %q; there are theme, ascii, mouse, colors.dark, colors.light and keys", name)
}

func (d document) at(line, column int, text string) error {
	return mistake{line, fmt.Sprintf("%s:%d:%d: %s", d.path, line, column, text)}
}

// errorAt is an error about a setting of the file, such as "keys.draft.save".
func (d document) errorAt(setting, text string) error {
	// A decoder for which the setting is unknown reports where it is, and nothing
	// else: the rest of the file has been decoded before.
	err := toml.NewDecoder(bytes.NewReader(d.text)).DisallowUnknownFields().Decode(reflect.New(d.shape(setting)).Interface())
	var unknown *toml.StrictMissingError
	if errors.As(err, &unknown) {
		// The decoder leaves out the name of an inline table.
		parts := strings.Split(setting, ".")
		last := parts[len(parts)-1]
		whole := func(e toml.DecodeError) bool { return slices.Equal(e.Key(), parts) }
		end := func(e toml.DecodeError) bool { return len(e.Key()) > 0 && e.Key()[len(e.Key())-1] == last }
		for _, names := range []func(toml.DecodeError) bool{whole, end} {
			if i := slices.IndexFunc(unknown.Errors, names); i >= 0 {
				line, column := unknown.Errors[i].Position()
				return d.at(line, column, text)
			}
		}
	}
	return fmt.Errorf("%s: %s: %s", d.path, setting, text)
}

func (d document) readTaste(c *Config, root reflect.Value) error {
	if named, _ := root.FieldByName(themeField).Interface().(*string); named != nil {
		if !slices.Contains(themes, *named) {
			return d.errorAt("theme", fmt.Sprintf("%q is no theme; there are %s", *named, strings.Join(themes, ", ")))
		}
		c.Theme = *named
	}
	c.ASCII = root.FieldByName(asciiField).Bool()
	c.Mouse, _ = root.FieldByName(mouseField).Interface().(*bool)
	return nil
}

func (d document) readColors(c *Config, root reflect.Value) error {
	c.Colors = theme.Colors{}
	colors := byKey(root.FieldByName(colorsField))
	for _, on := range []struct {
		name string
		into *map[string]theme.Color
	}{{"dark", &c.Colors.Dark}, {"light", &c.Colors.Light}} {
		for token, value := range byKey(colors[on.name]) {
			text, _ := value.Interface().(*string)
			if text == nil {
				continue
			}
			color, err := theme.ParseColor(*text)
			if err != nil {
				return d.errorAt("colors."+on.name+"."+token, err.Error())
			}
			if *on.into == nil {
				*on.into = map[string]theme.Color{}
			}
			(*on.into)[token] = color
		}
	}
	return nil
}

func (d document) readKeys(c *Config, root reflect.Value) error {
	keys := byKey(root.FieldByName(keysField))
	for _, action := range d.catalogue.Actions() {
		scope, name, _ := strings.Cut(action.Name, ".")
		value := byKey(keys[scope])[name]
		if value.IsNil() {
			continue
		}
		chosen, err := keyList(value.Interface())
		if err == nil && slices.Contains(chosen, keymap.Interrupt) && !slices.Contains(action.Keys, keymap.Interrupt) {
			err = fmt.Errorf("%s always quits, and can do nothing else", keymap.Interrupt)
		}
		if err != nil {
			return d.errorAt("keys."+action.Name, err.Error())
		}
		if slices.Equal(chosen, action.Keys) {
			continue // screens may give up one of the default keys
		}
		if c.Keys == nil {
			c.Keys = keymap.Map{}
		}
		c.Keys[action.Name] = chosen
	}
	if clash := c.Keys.Check(d.catalogue); clash != nil {
		return d.errorAt("keys."+clash.Action, clash.Error())
	}
	return nil
}

// keyList is the keys of a value of the file: one key, or a list of them.
func keyList(value any) ([]string, error) {
	list, ok := value.([]any)
	if !ok {
		list = []any{value}
	}
	keys := []string{}
	for _, element := range list {
		text, ok := element.(string)
		if !ok {
			return nil, fmt.Errorf(`%v is not a key; write it in quotes, or a list such as ["a", "ctrl+n"]`, element)
		}
		key, err := keymap.ParseKey(text)
		if err != nil {
			return nil, err
		}
		keys = append(keys, key)
	}
	return keys, nil
}
