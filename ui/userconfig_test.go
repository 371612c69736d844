package ui

import (
	"errors"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"trialist/ui/host"
	"trialist/ui/keymap"
	"trialist/ui/userconfig"
)

// configured is a dashboard with a configuration, that reads the text again when it
// is told to.
func configured(t *testing.T, text *string) *session {
	t.Helper()
	s := start(t, sampleTrials(t), func(o *Options) {
		o.ReadConfig = func() (userconfig.Config, error) { return userconfig.Parse("config.toml", []byte(*text), Catalogue()) }
	})
	s.app.readFirstConfig()
	return s
}

func TestEveryBindingOfAScreenCanHaveOtherKeys(t *testing.T) {
	t.Parallel()
	for _, w := range []*fixture{nil, sampleTrials(t)} {
		s := start(t, w)
		for i, tab := range s.app.tabs {
			s.app.openTab(i)
			for _, b := range append(s.app.frameBindings(), tab.screen.Bindings()...) {
				scope, name, dotted := strings.Cut(b.Action, ".")
				if !dotted || scope == "" || name == "" || strings.ContainsAny(b.Action, " _") {
					t.Errorf("%s: %q has no action such as \"draft.save\": %q", tab.name, b.Desc, b.Action)
				}
				if _, ok := s.app.catalogue.Action(b.Action); !ok {
					t.Errorf("%s: %q is not in the catalogue", tab.name, b.Action)
				}
			}
		}
	}
	for _, screen := range Catalogue() {
		seen := map[string]bool{}
		for _, action := range screen.Actions {
			if seen[action.Name] {
				t.Errorf("%s: two bindings are %q", screen.Name, action.Name)
			}
			seen[action.Name] = true
		}
	}
}

func TestDefaultKeysOfTheSampleAreTheDefault(t *testing.T) {
	t.Parallel()
	c, err := userconfig.Parse("config.toml", []byte(userconfig.Sample(Catalogue(), nil)), Catalogue())
	if err != nil || len(c.Keys) > 0 {
		t.Errorf("%v, %v", c.Keys, err)
	}
	if clash := keymap.Map(nil).Check(Catalogue()); clash != nil {
		t.Error(clash)
	}
}

func TestChosenKeys(t *testing.T) {
	t.Parallel()
	text := `theme = "light"
[keys.convert]
filter = ["f", "/"]
sort = []
[keys.everywhere]
help = "f1"
quit = "ctrl+q"
[keys.touch]
undo = "Z"
[keys.moving]
down = ["n"]
[keys.signals]
heavier = "x"
[keys.draft]
save = "f2"
`
	text = strings.Replace(text, "[keys.touch]", "[keys.touch]\nnote = \"N\"", 1)
	s := configured(t, &text)
	s.size(140, 40)
	if s.app.theme.Dark {
		t.Error("the theme is dark")
	}
	s.sees("f filter", "f1 help")
	s.misses("s sort")
	first := s.selected()
	s.press("q", "?", "s", "j")
	if s.quit || s.app.topOverlay() != nil || s.selected() != first {
		t.Error("a key that was taken from its action still runs it")
	}
	s.press("n")
	if s.selected() == first {
		t.Error("n did not go down")
	}
	s.press("c")
	s.sees("Z undoes it")
	s.size(140, 70)
	s.press("f1")
	s.sees("f, /", "f1", "ctrl+q")
	s.size(140, 40)
	s.press("esc", ":", "sort the list", "enter")
	s.sees("Sort by")
	s.press("esc", "f", "quay", "enter")
	s.sees("quay")
	s.press("3", "x", "esc")
	s.press("x")
	s.sees("u brings it back")
	s.press("ctrl+q")
	if !s.quit {
		t.Error("ctrl+q did not quit")
	}
}

func TestWrongConfigurationKeepsTheLastGoodOne(t *testing.T) {
	t.Parallel()
	text := "\n[keys.convert]\nfilter = \"s\"\n"
	s := configured(t, &text)
	s.size(100, 30)
	s.sees("config.toml:3:1", `"s" is a key of convert.sort too`, "The default keys and colours are in force.")
	s.press("esc", "s")
	s.sees("Sort by")
	s.press("esc")

	reload := func() { s.press(":", "configuration file again", "enter") }
	text = "\n[keys.convert]\nfilter = \"f\"\n"
	reload()
	s.sees("The configuration is read")
	s.press("down")
	s.sees("f filter")

	text = "keys.convert.filter = \"g\""
	reload()
	s.sees("config.toml:1:1", "What was in force before stays so.")
	s.press("esc")
	s.sees("f filter")
}

func TestEveryKeyOfTheUserIsShown(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	for _, action := range Catalogue().Actions() {
		s.app.config = userconfig.Config{Keys: keymap.Map{action.Name: {"f9"}}}
		if got := s.app.KeyOf(action.Name); got != "f9" {
			t.Errorf("%s: %q", action.Name, got)
		}
	}
	s.app.config = userconfig.Config{Keys: keymap.Map{"draft.save": {}}}
	if got := s.app.KeyOf("draft.save"); got != noKey {
		t.Errorf("without a key: %q", got)
	}
}

func TestConfigurationThatCannotBeRead(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t), func(o *Options) {
		o.ReadConfig = func() (userconfig.Config, error) { return userconfig.Config{}, errors.New("no permission") }
	})
	s.app.readFirstConfig()
	s.sees("no permission", "The default keys and colours are in force.")
	if _, ok := host.Press(s.app, s.app.bindings(), "?"); !ok {
		t.Error("the keys do not work")
	}
	s.app.overlays = s.app.overlays[:1]
	s.send(tea.WindowSizeMsg{Width: 60, Height: 16})
	s.sees("no permission")
}
