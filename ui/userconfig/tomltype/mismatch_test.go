package tomltype_test

import (
	"errors"
	"reflect"
	"testing"

	"github.com/pelletier/go-toml/v2"

	"trialist/ui/userconfig/tomltype"
)

// word is written as a text.
type word struct{ n int }

func (w *word) UnmarshalText([]byte) error { w.n++; return nil }

func TestMismatch(t *testing.T) {
	t.Parallel()
	type row struct {
		Name string `toml:"name"`
		When word   `toml:"when,omitempty"`
	}
	type target struct {
		Days  *int                `toml:"days"`
		Cuts  [3]int              `toml:"cuts"`
		Rows  *[]row              `toml:"rows"`
		Words map[string][]string `toml:"words"`
		Any   any                 `toml:"any"`
	}
	for document, want := range map[string]string{
		"days = 3\ncuts = [1, 2, 3]\nany = 1\nother = 2\n[[rows]]\nname = 'a'\nwhen = 'b'\n[words]\na = ['b']": "",
		"days = 'x'":                "days is a text in quotes here; it takes a whole number",
		"days = 1.5":                "days is a number here; it takes a whole number",
		"days = 2026-01-02":         "days is a date or a time here; it takes a whole number",
		"cuts = [1, true, 3]":       "cuts is true or false here; it takes a whole number",
		"rows = 3":                  "rows is a whole number here; it takes a list",
		"[rows]\nname = 'a'":        "rows is a table here; it takes a list",
		"[[rows]]\nname = 3":        "name is a whole number here; it takes a text in quotes",
		"[[rows]]\nwhen = ['a']":    "when is a list here; it takes a text in quotes",
		"[words]\nhigh = 'a'":       "high is a text in quotes here; it takes a list",
		"days = 'x'\nthis is wrong": "",
		"days = 'x'\ncuts = 3":      "days is a text in quotes here; it takes a whole number",
	} {
		var key []string
		var wrong *toml.DecodeError
		if errors.As(toml.Unmarshal([]byte(document), new(target)), &wrong) {
			key = wrong.Key()
		}
		if got := tomltype.Mismatch([]byte(document), key, reflect.TypeFor[target]()); got != want {
			t.Errorf("%q: %q, want %q", document, got, want)
		}
	}
}
