package keymap_test

import (
	"strings"
	"testing"

	"trialist/ui/keymap"
)

func TestParseKey(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"a": "a", "A": "A", "/": "/", "+": "+", "ctrl++": "ctrl++", "é": "é", " ": "space", "space": "space", "f5": "f5", "f20": "f20",
		"ctrl+s": "ctrl+s", "shift+ctrl+up": "ctrl+shift+up", "alt+ctrl+x": "ctrl+alt+x", "shift+tab": "shift+tab", "ctrl+/": "ctrl+/",
	} {
		if got, err := keymap.ParseKey(text); err != nil || got != want {
			t.Errorf("%q: %q, %v; want %q", text, got, err, want)
		}
	}
	for text, want := range map[string]string{
		"": "is not a key", "ab": "is not a key", "f0": "is not a key", "f21": "is not a key", "f05": "is not a key", "super+a": "is not a key",
		"ctrl+": "is not a key", "ctrl+ctrl+a": "twice", "shift+a": `write "A"`, "shift+1": "that shift makes", "ctrl+A": `write "ctrl+a"`,
		"ctrl+i": "tab", "ctrl+m": "enter", "\x1b": "is not a key", "\xff": "is not a key", "page up": "is not a key",
	} {
		if got, err := keymap.ParseKey(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %q, %v; want an error with %q", text, got, err, want)
		}
	}
}

var catalogue = keymap.Catalogue{
	{Name: "List", Actions: []keymap.Action{{Name: "everywhere.quit", Keys: []string{"q"}}, {Name: "list.sort", Keys: []string{"s", "o"}}, {Name: "list.top", Keys: []string{"g"}}}},
	{Name: "Trial", Actions: []keymap.Action{{Name: "everywhere.quit", Keys: []string{"q"}}, {Name: "trial.next", Keys: []string{"l"}}}},
}

func TestCheck(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		keys   keymap.Map
		action string // of the clash
		other  string
	}{
		{"defaults", nil, "", ""},
		{"a free key", keymap.Map{"list.sort": {"x"}}, "", ""},
		{"another screen's key", keymap.Map{"list.sort": {"l"}}, "", ""},
		{"swapped", keymap.Map{"list.sort": {"g"}, "list.top": {"s"}}, "", ""},
		{"the other has none", keymap.Map{"list.sort": {"g"}, "list.top": {}}, "", ""},
		{"the same key twice", keymap.Map{"list.sort": {"x", "x"}}, "", ""},
		{"a key of the same screen", keymap.Map{"list.sort": {"g"}}, "list.sort", "list.top"},
		{"a later action first", keymap.Map{"everywhere.quit": {"l"}}, "everywhere.quit", "trial.next"},
	} {
		clash := test.keys.Check(catalogue)
		switch {
		case test.action == "" && clash != nil:
			t.Errorf("%s: %v", test.name, clash)
		case test.action != "" && (clash == nil || clash.Action != test.action || clash.Other != test.other):
			t.Errorf("%s: %+v", test.name, clash)
		}
	}
}

func TestActionsOfTheCatalogueAreListedOnce(t *testing.T) {
	t.Parallel()
	if got := len(catalogue.Actions()); got != 4 {
		t.Errorf("%d actions", got)
	}
	if a, ok := catalogue.Action("trial.next"); !ok || a.Scope() != "trial" {
		t.Errorf("%+v, %v", a, ok)
	}
}
