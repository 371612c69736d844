package ui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"trialist/ui/theme"
)

func TestInputEdits(t *testing.T) {
	t.Parallel()
	key := func(code rune, mod tea.KeyMod) tea.KeyPressMsg { return tea.KeyPressMsg{Code: code, Mod: mod} }
	text := func(s string) tea.KeyPressMsg { return tea.KeyPressMsg{Code: []rune(s)[0], Text: s} }
	for _, test := range []struct {
		name string
		from string
		keys []tea.KeyPressMsg
		want string
	}{
		{"type", "", []tea.KeyPressMsg{text("a"), text("é"), text("東")}, "aé東"},
		{"space", "a", []tea.KeyPressMsg{{Code: ' ', Text: " "}, text("b")}, "a b"},
		{"backspace", "ab", []tea.KeyPressMsg{key(tea.KeyBackspace, 0), key(tea.KeyBackspace, 0), key(tea.KeyBackspace, 0)}, ""},
		{"delete", "abc", []tea.KeyPressMsg{key(tea.KeyHome, 0), key(tea.KeyDelete, 0)}, "bc"},
		{"in the middle", "ac", []tea.KeyPressMsg{key(tea.KeyLeft, 0), text("b")}, "abc"},
		{"word", "one two  ", []tea.KeyPressMsg{key('w', tea.ModCtrl)}, "one "},
		{"to the start", "one two", []tea.KeyPressMsg{key('b', tea.ModAlt), key('u', tea.ModCtrl)}, "two"},
		{"to the end", "one two", []tea.KeyPressMsg{key('a', tea.ModCtrl), key('f', tea.ModAlt), key('k', tea.ModCtrl)}, "one"},
		{"an accent joins its letter", "e", []tea.KeyPressMsg{text("\u0301")}, "é"},
		{"control keys are no text", "a", []tea.KeyPressMsg{{Code: 'x', Mod: tea.ModAlt, Text: "x"}, key(tea.KeyF1, 0)}, "a"},
	} {
		in := newInput(test.from)
		for _, k := range test.keys {
			in.press(k)
		}
		if got := in.value(); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestInputShowsTheCursor(t *testing.T) {
	t.Parallel()
	const text = "a rather long piece of text 東京"
	runes := []rune(text)
	for width := range 40 {
		in := newInput(text)
		for at := len(runes); at >= 0; at-- {
			line, x := in.line(theme.Style{}, width)
			if line.Width() != width || x < 0 || x > max(width-1, 0) {
				t.Fatalf("width %d, cursor %d: %d cells, cursor in cell %d", width, at, line.Width(), x)
			}
			if at < len(runes) && width > 4 && x < width-1 && !strings.ContainsRune(string(line.Text()), runes[at]) {
				t.Fatalf("width %d: the character %q under the cursor is not shown in %q", width, runes[at], line.Text())
			}
			in.press(tea.KeyPressMsg{Code: tea.KeyLeft})
		}
	}
}

func FuzzInput(f *testing.F) {
	f.Add("note\x1b[31m", uint8(3), "\u0301")
	f.Fuzz(func(t *testing.T, text string, at uint8, more string) {
		in := newInput(text)
		for range at {
			in.press(tea.KeyPressMsg{Code: tea.KeyLeft})
		}
		in.insert(more)
		checkText(t, "field", in.value())
		if n := len([]rune(in.value())); n > inputMost || in.field.Position() > n {
			t.Fatalf("cursor %d of %d characters", in.field.Position(), n)
		}
		line, _ := in.line(theme.Style{}, 9)
		if line.Width() != 9 {
			t.Fatalf("%d cells", line.Width())
		}
	})
}
