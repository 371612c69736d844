package userconfig_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"trialist/ui/keymap"
	"trialist/ui/userconfig"
)

var catalogue = keymap.Catalogue{
	{Name: "List", Actions: []keymap.Action{
		{Name: "everywhere.quit", Keys: []string{"q", "ctrl+c"}, Desc: "quit"},
		{Name: "list.sort", Keys: []string{"s"}, Desc: "sort"},
		{Name: "list.move-up", Keys: []string{"k", "\""}, Desc: "go up"},
	}},
	{Name: "Trial", Actions: []keymap.Action{
		{Name: "everywhere.quit", Keys: []string{"q", "ctrl+c"}, Desc: "quit"}, {Name: "trial.next", Keys: []string{"l"}, Desc: "next"},
	}},
}

func TestParse(t *testing.T) {
	t.Parallel()
	c, err := userconfig.Parse("c.toml", []byte(`theme = "light"
ascii = true
mouse = false
keys.list.sort = "ctrl+o"
[colors.dark]
accent = "#102030"
[keys.trial]
next = ["n", "shift+right"]
[keys.everywhere]
quit = []
`), catalogue)
	if err != nil {
		t.Fatal(err)
	}
	if c.Theme != "light" || !c.ASCII || c.Mouse == nil || *c.Mouse || len(c.Colors.Dark) != 1 || c.Colors.Light != nil {
		t.Errorf("%+v", c)
	}
	want := keymap.Map{"list.sort": {"ctrl+o"}, "trial.next": {"n", "shift+right"}, "everywhere.quit": {}}
	if !maps.EqualFunc(c.Keys, want, slices.Equal[[]string]) {
		t.Errorf("%v", c.Keys)
	}
}

func TestErrorsNameLineAndColumn(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"theme = \"dark\"\ntheme = \"dark\"":       "c.toml:2:1: ",
		"\ntheme = 3":                              "c.toml:2:9: ",
		"\n  theme = \"blue\"":                     `c.toml:2:3: "blue" is no theme; there are auto, dark, light`,
		"thme = \"dark\"":                          `c.toml:1:1: there is no setting "thme"`,
		"[keys.list]\n\nsrt = \"a\"":               `c.toml:3:1: there is no action "list.srt"`,
		"[keys.lists]\nsort = \"a\"":               `c.toml:1:2: there is nothing called "lists" among the actions`,
		"[keys.list]\nsort = \"shift+a\"":          `c.toml:2:1: "shift+a" never comes; write "A"`,
		"[keys.list]\nsort = [\"a\", 3]":           `c.toml:2:1: 3 is not a key`,
		"[keys]\nlist = { sort = \"hyper\" }":      `c.toml:2:10: "hyper" is not a key`,
		"[keys.list]\nsort = \"q\"":                `c.toml:2:1: "q" is a key of everywhere.quit too, on the screen List`,
		"[keys.everywhere]\nquit = \"l\"":          `c.toml:2:1: "l" is a key of trial.next too, on the screen Trial`,
		"[keys.list]\nsort = \"ctrl+c\"":           "c.toml:2:1: ctrl+c always quits",
		"[colors.dark]\nbar = \"red\"":             `c.toml:2:1: "red" is no colour; write it as #rrggbb`,
		"[colors.dark]\nbra = \"#000000\"":         `c.toml:2:1: there is no colour "bra"; there are text, `,
		"[colors]\nbar = \"#000000\"":              `there is no setting "colors.bar"`,
		"[keys.list]\nsort = \"x\nmove-up = \"s\"": "c.toml:2:",
		"keys = 3": "c.toml:1:",
		"[keys.list]\nsort = \"k\"\n[keys.trial]\nnext = \"nonsense\"": "c.toml:4:1: ",
	} {
		_, err := userconfig.Parse("c.toml", []byte(text), catalogue)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v; want %q", text, err, want)
		}
	}
}

func TestReadWithoutAFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, path := range []string{"", filepath.Join(dir, "none.toml")} {
		if c, err := userconfig.Read(path, catalogue); err != nil || c.Keys != nil {
			t.Errorf("%q: %+v, %v", path, c, err)
		}
	}
	if _, err := userconfig.Read(dir, catalogue); err == nil {
		t.Error("a folder was read")
	}
	path := filepath.Join(dir, "config.toml")
	if err := os.WriteFile(path, []byte("theme = \"dark\""), 0o600); err != nil {
		t.Fatal(err)
	}
	if c, err := userconfig.Read(path, catalogue); err != nil || c.Theme != "dark" {
		t.Errorf("%+v, %v", c, err)
	}
}

func TestSampleChangesNothing(t *testing.T) {
	t.Parallel()
	c, err := userconfig.Parse("sample.toml", []byte(userconfig.Sample(catalogue, nil)), catalogue)
	if err != nil || len(c.Keys) > 0 {
		t.Errorf("%v, %v", c.Keys, err)
	}
	chosen := keymap.Map{"list.sort": {"o"}}
	c, err = userconfig.Parse("sample.toml", []byte(userconfig.Sample(catalogue, chosen)), catalogue)
	if err != nil || !maps.EqualFunc(c.Keys, chosen, slices.Equal[[]string]) {
		t.Errorf("%v, %v", c.Keys, err)
	}
}
