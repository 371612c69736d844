package textarea

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"trialist/ui/theme"
)

func press(a *Area, keys ...tea.KeyPressMsg) {
	for _, k := range keys {
		a.Press(k)
	}
}

func typed(text string) []tea.KeyPressMsg {
	var keys []tea.KeyPressMsg
	for _, r := range text {
		if r == '\n' {
			keys = append(keys, tea.KeyPressMsg{Code: tea.KeyEnter})
			continue
		}
		keys = append(keys, tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	return keys
}

func drawn(a *Area) string {
	var texts []string
	for _, line := range a.Lines(theme.Style{}) {
		texts = append(texts, strings.TrimRight(string(line.Text()), " "))
	}
	return strings.TrimRight(strings.Join(texts, "\n"), "\n")
}

func TestLinesAreTypedAndWrapped(t *testing.T) {
	t.Parallel()
	a := New("")
	a.Resize(12, 5)
	press(&a, typed("Hi there,\n\nhow is it going")...)
	if want := "Hi there,\n\nhow is it going"; a.Value() != want {
		t.Errorf("the text is %q", a.Value())
	}
	if want := "Hi there,\n\nhow is it\ngoing"; drawn(&a) != want {
		t.Errorf("drawn is %q", drawn(&a))
	}
	if x, y := a.Cursor(); x != 5 || y != 3 {
		t.Errorf("the cursor is at %d, %d", x, y)
	}
	press(&a, tea.KeyPressMsg{Code: tea.KeyUp}, tea.KeyPressMsg{Code: tea.KeyHome}, tea.KeyPressMsg{Code: tea.KeyBackspace})
	if want := "Hi there,\nhow is it going"; a.Value() != want {
		t.Errorf("after joining lines the text is %q", a.Value())
	}
}

func TestPastesAreMadeSafe(t *testing.T) {
	t.Parallel()
	a := New("a\r\nb")
	a.Resize(40, 5)
	a.Insert("\x1b[31mred\x07\r\n\u202Eright e\u0301")
	for _, line := range strings.Split(a.Value(), "\n") {
		if strings.ContainsAny(line, "\x1b\x07\r\u202e") {
			t.Errorf("%q has what a terminal acts on", line)
		}
	}
	if n := strings.Count(a.Value(), "\n"); n != 2 {
		t.Errorf("%d line breaks in %q", n, a.Value())
	}
}

// TestEveryKeyIsSurvived presses what moves and deletes at every place of a text.
func TestEveryKeyIsSurvived(t *testing.T) {
	t.Parallel()
	for _, k := range []string{"delete", "alt+d", "alt+backspace", "ctrl+k", "ctrl+u", "ctrl+t", "alt+u", "pgup", "pgdown", "alt+<", "alt+>", "up", "down"} {
		for at := range 14 {
			a := New("one two\n\n東京 e\u0301x")
			a.Resize(5, 3)
			for range at {
				press(&a, tea.KeyPressMsg{Code: tea.KeyRight})
			}
			code, mod := k, tea.KeyMod(0)
			if rest, ok := strings.CutPrefix(k, "alt+"); ok {
				code, mod = rest, tea.ModAlt
			}
			if rest, ok := strings.CutPrefix(k, "ctrl+"); ok {
				code, mod = rest, tea.ModCtrl
			}
			named := map[string]rune{"delete": tea.KeyDelete, "backspace": tea.KeyBackspace, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "up": tea.KeyUp, "down": tea.KeyDown}
			r, ok := named[code]
			if !ok {
				r = []rune(code)[0]
			}
			press(&a, tea.KeyPressMsg{Code: r, Mod: mod})
			for _, line := range a.Lines(theme.Style{}) {
				if line.Width() != 5 {
					t.Fatalf("%s at %d: a line of %d cells", k, at, line.Width())
				}
			}
		}
	}
}

// TestCursorIsOnScreen checks the cursor in a long text after what makes the area anew: a
// character that combines with the one before it, and another size.
func TestCursorIsOnScreen(t *testing.T) {
	t.Parallel()
	onScreen := func(after string, a *Area, height int, line string) {
		t.Helper()
		drawn := strings.Split(drawn(a), "\n")
		if _, y := a.Cursor(); y < 0 || y >= height || y >= len(drawn) || drawn[y] != line {
			t.Errorf("after %s the cursor is on line %d of %q", after, y, drawn)
		}
	}
	a := New("")
	a.Resize(20, 12)
	press(&a, typed("1\n2\n3\n4\n5\n6\n7\n8\n9\ne")...)
	onScreen("typing", &a, 12, "e")
	a.Resize(20, 3)
	onScreen("a resize", &a, 3, "e")
	press(&a, typed("\u0301")...)
	onScreen("an accent", &a, 3, "\u00e9")
	a.Resize(3, 2)
	onScreen("narrowing", &a, 2, "\u00e9")
	a.Resize(20, 12)
	onScreen("widening", &a, 12, "\u00e9")
}
