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
		{"one character, however many runes", "🇫🇷x", []tea.KeyPressMsg{key(tea.KeyBackspace, 0), key(tea.KeyBackspace, 0)}, ""},
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
	in := newInput("a rather long piece of text 東京")
	for width := range 40 {
		for at := range len(in.cells) + 1 {
			in.at = at
			line, x := in.line(theme.Style{}, width)
			if line.Width() != width || x < 0 || x > max(width-1, 0) {
				t.Fatalf("width %d, cursor %d: %d cells, cursor in cell %d", width, at, line.Width(), x)
			}
			if at < len(in.cells) && width > 4 && !strings.Contains(string(line.Text()), string(in.cells[at])) {
				t.Fatalf("width %d: the character %q under the cursor is not shown in %q", width, in.cells[at], line.Text())
			}
		}
	}
}

func FuzzInput(f *testing.F) {
	f.Add("note\x1b[31m", uint8(3), "\u0301")
	f.Fuzz(func(t *testing.T, text string, at uint8, more string) {
		in := newInput(text)
		in.at = min(int(at), len(in.cells))
		in.insert(more)
		checkText(t, "field", in.value())
		if in.at < 0 || in.at > len(in.cells) || len([]rune(in.value())) > inputMost {
			t.Fatalf("cursor %d of %d, %d characters", in.at, len(in.cells), len([]rune(in.value())))
		}
		line, _ := in.line(theme.Style{}, 9)
		if line.Width() != 9 {
			t.Fatalf("%d cells", line.Width())
		}
	})
}
