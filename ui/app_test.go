package ui

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"trialist/scoring/record"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/ui/host"
)

func TestHelpListsEveryBindingAndRunsIt(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.size(100, 90)
	s.press("?")
	for _, b := range append(s.app.bindings(), s.app.current().Bindings()...) {
		s.sees(string(b.Desc))
	}
	s.press("fit", "esc", "?", "add a note")
	s.sees("add a note")
	s.misses("sort the list")
	s.press("enter")
	s.sees("Note on " + s.selected())
}

func TestPalette(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.press(":", "owner")
	s.sees("Set the owner")
	s.press("enter")
	s.sees("Owner of " + s.selected())
	s.press("esc", ":", "zzz", "enter")
	s.sees("Nothing has that in it.")
	s.press("esc")
	s.misses("Nothing has that in it.")
	s.press(":", "undo what")
	s.misses("Not now")
	s.press("enter")
	s.sees("There is nothing of yours to undo")
}

func TestPaletteLeadsWithActions(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.size(100, 90)
	s.press(":")
	screen := s.screen()
	last := -1
	for _, text := range []string{"Open the selected trial", "Set the owner", "Quit", "Go down a screen"} {
		at := strings.Index(screen, text)
		if at <= last {
			t.Errorf("%q comes too early or not at all:\n%s", text, screen)
		}
		last = at
	}
	s.size(60, 16)
	s.press("copy")
	s.misses("Not now")
}

func TestTabs(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.press("/", "quay", "enter", "down")
	kept := s.selected()
	s.press("2")
	if s.app.activeTab != 1 {
		t.Fatal("2 did not open the second tab")
	}
	s.press("1")
	s.sees("/ quay", "2 of 20 trials")
	if got := s.selected(); got != kept {
		t.Errorf("came back to %q, want %q", got, kept)
	}
	s.press("tab")
	if s.app.activeTab != 1 {
		t.Errorf("on tab %d", s.app.activeTab+1)
	}
	s.press("esc", "esc")
	if s.app.activeTab != 0 {
		t.Errorf("esc left for tab %d", s.app.activeTab+1)
	}
}

func TestDrillDownAndBack(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.press("down", "down", "down")
	name := s.selected()
	s.press("enter")
	if s.app.activeTab != 1 {
		t.Fatal("enter did not open the trial")
	}
	s.sees(name, "Imported contacts")
	s.press("esc")
	if got := s.selected(); got != name || s.app.activeTab != 0 {
		t.Errorf("came back to %q on tab %d, want %q", got, s.app.activeTab+1, name)
	}
}

func TestQuit(t *testing.T) {
	t.Parallel()
	for _, keys := range [][]string{{"q"}, {"ctrl+c"}, {"?", "ctrl+c"}, {"/", "ctrl+c"}, {"n", "ctrl+c"}, {"2", "q"}} {
		s := start(t, sampleTrials(t))
		s.press(keys...)
		if !s.quit {
			t.Errorf("%v did not quit", keys)
		}
	}
	s := start(t, sampleTrials(t))
	s.press("/", "q", "esc", "?", "q", "esc", "n", "q", "esc")
	if s.quit {
		t.Error("typing q quit")
	}
}

func TestFailuresAreTold(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.app.Fail(errors.New("read workspace: the disk \x1b[31mis gone"))
	s.sees("Read workspace: the disk ␛[31mis gone", "Amber Ferry")
	s.press("j")
	s.misses("is gone")
	if err := s.app.options.Cache.Store().Close(); err != nil {
		t.Fatal(err)
	}
	s.send(secondPassed{changed: true})
	s.sees("closed", "Amber Ferry")
}

// states are keys that lead to what the dashboard can draw besides the list.
var states = map[string][]string{
	"list": nil, "help": {"?"}, "palette": {":", "n"}, "sort": {"s"}, "note": {"n", "a note that is longer than some screens are wide, 東京"},
	"filter": {"/", "quay"}, "wrong filter": {"/", "fit>="}, "hidden": {"/", "zebra", "enter"}, "trial": {"enter"}, "trial end": {"enter", "G"},
	"signals": {"3", "+", "j", "-", "J"}, "history": {"3", "H"}, "discard": {"3", "w", "esc"}, "delete": {"3", "d"},
	"changes": {"0", "s", "3"}, "changes folded": {"0", "s", "3", "g", "enter"}, "no look": {"0", "s", "1"},
	"journey": {"4"}, "blockers": {"4", "b"}, "messages": {"4", "m"}, "message": {"4", "m", "enter"}, "outbox": {"4", "m", "s", "o"}, "plan": {"4", "p", "j", "right"}, "plan form": {"4", "p", "j", "enter", "tab", "x"},
	"features": {"5"}, "segments": {"6"}, "segments form": {"6", "a"},
	"workflows": {"6", "w"}, "workflows form": {"6", "w", "a", "down"}, "workflows enable": {"6", "w", "t"},
	"proof": {"7"}, "settings": {"8"}, "settings end": {"8", "G", "space"}, "status form": {"8", "enter"},
	"trial help": {"enter", "?"}, "notice": {"u"},
}

func TestNothingIsDrawnPastTheEdge(t *testing.T) {
	t.Parallel()
	worlds := map[string]*fixture{"harbour": sampleTrials(t), "hostile": hostile(t), "empty": nil}
	for name, w := range worlds {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t, w)
			turn := 0
			for state, keys := range states {
				s.size(120, 36)
				for range 3 {
					s.press("esc")
				}
				s.press("1", "g")
				s.press(keys...)
				// Screens are drawn at every width and every height, overlays
				// at some, each time in other pairs.
				step := 7
				if len(keys) == 0 || keys[0] == "enter" {
					step = 1
				}
				for width := turn % step; width <= 200; width += step {
					height := (width*23 + turn*17) % 61
					s.app.Update(tea.WindowSizeMsg{Width: width, Height: height})
					checkView(t, state, s.app.View(), width, height)
				}
				turn++
			}
		})
	}
}

// checkView fails if a view is larger than the terminal, or has a control character
// that does not belong to a colour.
func checkView(t *testing.T, state string, view tea.View, width, height int) {
	t.Helper()
	lines := strings.Split(view.Content, "\n")
	if view.Content != "" && len(lines) > height {
		t.Fatalf("%s at %dx%d: %d lines", state, width, height, len(lines))
	}
	for i, line := range lines {
		if w := ansi.StringWidth(line); w > width {
			t.Fatalf("%s at %dx%d: line %d is %d cells wide: %q", state, width, height, i, w, line)
		}
		checkText(t, state, line)
	}
	if c := view.Cursor; c != nil && (c.X < 0 || c.Y < 0 || c.X >= max(width, 1) || c.Y >= max(height, 1)) {
		t.Fatalf("%s at %dx%d: the cursor is at %d, %d", state, width, height, c.X, c.Y)
	}
	checkText(t, "title", view.WindowTitle)
}

// checkText fails if a text has a control character that does not belong to the
// escape sequence of a colour.
func checkText(t *testing.T, where, text string) {
	t.Helper()
	for rest := text; rest != ""; {
		if tail, ok := strings.CutPrefix(rest, "\x1b["); ok {
			end := strings.IndexFunc(tail, func(r rune) bool { return r != ';' && (r < '0' || r > '9') })
			if end < 0 || tail[end] != 'm' {
				t.Fatalf("%s: a sequence that is no colour in %q", where, text)
			}
			rest = tail[end+1:]
			continue
		}
		r, n := utf8.DecodeRuneInString(rest)
		if r == utf8.RuneError && n == 1 || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) && r != 0x200d {
			t.Fatalf("%s: %U in %q", where, r, text)
		}
		rest = rest[n:]
	}
}

// hostile is trials whose names and attributes have control sequences, very long
// texts and unusual characters.
func hostile(t *testing.T) *fixture {
	t.Helper()
	w := &fixture{}
	nasty := []string{
		"\x1b]0;owned\x07Escape", "\x1b[2J\x1b[HClear", "\u009b31mEight bit", "A\rB", "two\nlines\ttabs", "\x1b]52;c;aGk=\x07",
		"\u202Egnp.exe", "zero\u200bwidth\ufeff", strings.Repeat("long ", 2000), "\xff\xfe\xfa", "👨\u200d👩\u200d👧\u200d👦 Family ☺\ufe0f 🇫🇷 1\ufe0f\u20e3",
		"e\u0301" + strings.Repeat("\u0323", 200), "\x1b]8;;http://evil.test\x1b\\link\x1b]8;;\x1b\\", "\x1bPunterminated", "\U000E0041tag",
		"東京株式会社東京株式会社東京株式会社", "\u1100\u1161\u11a8\u1160", "", " ",
	}
	for i, text := range nasty {
		id := fmt.Sprintf("%d%s", i, strings.ReplaceAll(text, "\x00", ""))
		w.customer(id, text, append(onTrial(1+i%13), attribute("employees", value.NumberValue(100)),
			attribute("note "+text, value.TextValue("v"+text)), attribute("domain", value.TextValue("d"+text)))...)
		w.contacts = append(w.contacts, record.ContactRow{
			Contact: "c" + text, Account: id,
			Attributes: []value.Attribute{attribute("department", value.TextValue("x"+text))},
		})
		w.events = append(w.events, record.EventRow{
			Account: []byte(id), Contact: []byte("c" + text), Name: []byte("e" + text),
			At: value.FromTime(noon) - value.Hour, Count: 1,
		})
	}
	w.signals = []rulebook.Signal{
		newSignal(t, rulebook.Adoption, "Any", 5, `active days is more than 0 ever`),
		newSignal(t, rulebook.Fit, "Domain", 5, `attribute domain is set`),
	}
	return w
}

func TestHostileNames(t *testing.T) {
	t.Parallel()
	s := start(t, hostile(t), func(o *Options) { o.Path = "/tmp/\x1b]0;evil\x07.db" })
	s.size(160, 45)
	for range 19 {
		for _, keys := range [][]string{{"c"}, {"n", "x\x1b[31m", "enter"}, {"o"}, {"esc"}, {"y", "Y"}, {"enter"}, {"pgdown"}, {"esc"}} {
			s.press(keys...)
			checkView(t, fmt.Sprint(keys), s.app.View(), 160, 45)
		}
		s.press("down")
	}
	for _, clip := range s.clips {
		checkText(t, "clipboard", clip)
	}
}

func TestResizeInAnyOrder(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	dice := rand.New(rand.NewPCG(1, 2))
	keys := []string{"j", "G", "g", "enter", "esc", "?", "/", "a", "backspace", "s", "2", "1", "n", "pgdown", "p", "tab", ":", "down", "home", "end", "u", "k"}
	for range 400 {
		width, height := dice.IntN(301), dice.IntN(101)
		s.app.Update(tea.WindowSizeMsg{Width: width, Height: height})
		s.press(keys[dice.IntN(len(keys))])
		s.send(tea.MouseClickMsg{X: dice.IntN(300), Y: dice.IntN(100), Button: tea.MouseLeft})
		s.send(tea.MouseWheelMsg{X: dice.IntN(300), Y: dice.IntN(100), Button: tea.MouseWheelDown})
		checkView(t, "random", s.app.View(), width, height)
	}
	s.app.Update(tea.WindowSizeMsg{Width: -1, Height: -1})
	s.app.View()
}

func TestTooSmallSaysSo(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.size(39, 8)
	s.sees("trialist needs 40 by 8 cells")
	s.press("?", "c", "down")
	s.size(80, 24)
	if len(s.app.overlays) > 0 {
		t.Error("keys did something while nothing could be seen")
	}
	s.press("u")
	s.sees("There is nothing of yours to undo")
}

func TestFirstViewNeedsNothing(t *testing.T) {
	t.Parallel()
	a := newApp(t.Context(), Options{})
	checkView(t, "first", a.View(), 0, 0)
	a.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	checkView(t, "sized", a.View(), 80, 24)
}

func TestEveryBindingHasHelpAndAKeyOfItsOwn(t *testing.T) {
	t.Parallel()
	check := func(where string, groups ...[]host.Binding) {
		taken := make(map[string]string)
		for _, bindings := range groups {
			for _, b := range bindings {
				if b.Desc == "" || len(b.Keys) == 0 && b.Action == "" || b.Run == nil {
					t.Errorf("%s: a binding without help, key or action: %q %v", where, b.Desc, b.Keys)
				}
				for _, key := range b.Keys {
					if other, ok := taken[key]; ok {
						t.Errorf("%s: %s is both %q and %q", where, key, other, b.Desc)
					}
					taken[key] = string(b.Desc)
				}
			}
		}
	}
	for _, w := range []*fixture{nil, sampleTrials(t)} {
		s := start(t, w)
		for i, tab := range s.app.tabs {
			s.app.openTab(i)
			check(string(tab.name), s.app.bindings(), tab.screen.Bindings())
		}
		s.press("1")
		for _, keys := range []string{"?", ":", "s", "n", "o"} {
			s.press(keys)
			if top := s.app.topOverlay(); top != nil {
				check(keys, top.Bindings())
			}
			s.press("esc")
		}
		s.press("/")
		check("filter", s.app.current().Bindings())
	}
}

func TestKeyTableListsWhatTheScreensDo(t *testing.T) {
	t.Parallel()
	table := KeyTable()
	for _, want := range []string{"| everywhere | `?` | show what the keys do |", "| Convert | `/` | filter the list |", "| Trial |"} {
		if !strings.Contains(table, want) {
			t.Errorf("%q is not in\n%s", want, table)
		}
	}
}

func TestThemeFollowsTheTerminal(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	for _, profile := range []colorprofile.Profile{colorprofile.NoTTY, colorprofile.ASCII, colorprofile.ANSI, colorprofile.ANSI256, colorprofile.TrueColor} {
		s.send(tea.ColorProfileMsg{Profile: profile})
		content := s.app.View().Content
		if has := strings.Contains(content, "38;2;"); has != (profile == colorprofile.TrueColor) {
			t.Errorf("%s: true colour is %v", profile, has)
		}
		if has := strings.Contains(content, "38;5;"); has != (profile == colorprofile.ANSI256) {
			t.Errorf("%s: 256 colours is %v", profile, has)
		}
	}
	ascii := start(t, sampleTrials(t), func(o *Options) { o.ASCII = true })
	cut := false // a text, which Unicode shows by an ellipsis
	for _, width := range []int{140, 60, 44} {
		ascii.size(width, 16)
		for _, r := range ascii.screen() {
			cut = cut || r == '~'
			if r > 0x7e {
				t.Errorf("%q is not ASCII", r)
				break
			}
		}
	}
	if !cut {
		t.Error("no text was cut")
	}
}

// The help says what the marks on the screen mean, and finds them.
func TestHelpExplainsTheMarks(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.size(80, 24)
	s.press("?", "marks")
	s.sees("✓", "qualified", "✗", "disqualified; Trial says why", "raised a hand", "touched today", "signal at some of its levels")
	s.press("esc", "enter", "?", "marks")
	s.sees("signal or rule that does not hold", "next step of the journey")
}
