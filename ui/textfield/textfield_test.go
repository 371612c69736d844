package textfield

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"trialist/ui/theme"
)

func TestFieldEdits(t *testing.T) {
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
		{"the word ahead", "one two three", []tea.KeyPressMsg{key(tea.KeyHome, 0), key('f', tea.ModAlt), key('d', tea.ModAlt), text("!")}, "one! three"},
		{"the last character ahead", "x", []tea.KeyPressMsg{key(tea.KeyLeft, 0), key('d', tea.ModAlt)}, ""},
		{"the last character ahead, by delete", "xy", []tea.KeyPressMsg{key(tea.KeyLeft, 0), key(tea.KeyDelete, tea.ModAlt)}, "x"},
		{"no word ahead", "xy", []tea.KeyPressMsg{key('d', tea.ModAlt)}, "xy"},
		{"an accent joins its letter", "e", []tea.KeyPressMsg{text("\u0301")}, "é"},
		{"control keys are no text", "a", []tea.KeyPressMsg{{Code: 'x', Mod: tea.ModAlt, Text: "x"}, key(tea.KeyF1, 0)}, "a"},
	} {
		field := New(test.from)
		for _, k := range test.keys {
			field.Press(k)
		}
		if got := field.Value(); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// everyKey is all keys that a terminal can send, with each combination of
// modifiers.
func everyKey() []tea.KeyPressMsg {
	var codes []rune
	for code := rune(' '); code <= '~'; code++ {
		codes = append(codes, code)
	}
	codes = append(codes, 'é', '東', tea.KeyUp, tea.KeyDown, tea.KeyLeft, tea.KeyRight, tea.KeyHome, tea.KeyEnd,
		tea.KeyPgUp, tea.KeyPgDown, tea.KeyInsert, tea.KeyDelete, tea.KeyBackspace, tea.KeyTab, tea.KeyEnter, tea.KeyEscape, tea.KeyF1)
	var keys []tea.KeyPressMsg
	for _, code := range codes {
		for _, mod := range []tea.KeyMod{0, tea.ModShift, tea.ModAlt, tea.ModCtrl, tea.ModAlt | tea.ModCtrl, tea.ModAlt | tea.ModShift, tea.ModCtrl | tea.ModShift} {
			pressed := tea.KeyPressMsg{Code: code, Mod: mod}
			if unicode.IsPrint(code) && mod&^tea.ModShift == 0 {
				pressed.Text = string(code)
			}
			keys = append(keys, pressed)
		}
	}
	return keys
}

// TestNoKeyBreaksAField presses every key at random positions in random texts. A
// panic that the field recovers from fails the test too, as the key then does
// nothing.
func TestNoKeyBreaksAField(t *testing.T) {
	t.Parallel()
	dice := rand.New(rand.NewPCG(5, 8))
	letters := []rune("ab  \t東é👍-.")
	for _, pressed := range everyKey() {
		for range 60 {
			runes := make([]rune, dice.IntN(9))
			for i := range runes {
				runes[i] = letters[dice.IntN(len(letters))]
			}
			field := New(string(runes))
			at := dice.IntN(len([]rune(field.Value())) + 1)
			field.model().SetCursor(at)
			was, widget := field.Value(), field.widget
			field.Press(pressed)
			if field.widget != widget {
				t.Fatalf("%s in %q at %d: the widget panics", pressed, was, at)
			}
			if n := len([]rune(field.Value())); field.model().Position() > n {
				t.Fatalf("%s in %q at %d: the cursor is at %d of %d", pressed, was, at, field.model().Position(), n)
			}
		}
	}
}

func TestWhatIsTypedSurvivesAPanic(t *testing.T) {
	t.Parallel()
	field := New("what was typed")
	field.model().SetCursor(5)
	field.recoverChange(func(widget *textinput.Model) {
		widget.SetValue("half of it")
		widget.CursorEnd()
		panic("index out of range")
	})
	if got, at := field.Value(), field.model().Position(); got != "what was typed" || at != 5 {
		t.Errorf("%q with the cursor at %d is left", got, at)
	}
	field.Insert("X")
	if got := field.Value(); got != "what Xwas typed" {
		t.Errorf("typing on gives %q", got)
	}
}

func TestFieldShowsTheCursor(t *testing.T) {
	t.Parallel()
	const text = "a rather long piece of text 東京"
	runes := []rune(text)
	for width := range 40 {
		field := New(text)
		for at := len(runes); at >= 0; at-- {
			line, x := field.Line(theme.Style{}, width)
			if line.Width() != width || x < 0 || x > max(width-1, 0) {
				t.Fatalf("width %d, cursor %d: %d cells, cursor in cell %d", width, at, line.Width(), x)
			}
			if at < len(runes) && width > 4 && x < width-1 && !strings.ContainsRune(string(line.Text()), runes[at]) {
				t.Fatalf("width %d: the character %q under the cursor is not shown in %q", width, runes[at], line.Text())
			}
			field.Press(tea.KeyPressMsg{Code: tea.KeyLeft})
		}
	}
}

func FuzzField(f *testing.F) {
	f.Add("note\x1b[31m", uint8(3), "\u0301")
	f.Fuzz(func(t *testing.T, text string, at uint8, more string) {
		field := New(text)
		for range at {
			field.Press(tea.KeyPressMsg{Code: tea.KeyLeft})
		}
		field.Insert(more)
		if err := printable(field.Value()); err != nil {
			t.Fatal(err)
		}
		if n := len([]rune(field.Value())); n > MaxRunes || field.widget.Position() > n {
			t.Fatalf("cursor %d of %d characters", field.widget.Position(), n)
		}
		line, _ := field.Line(theme.Style{}, 9)
		if line.Width() != 9 {
			t.Fatalf("%d cells", line.Width())
		}
	})
}

// printable is an error if the text has a character that a terminal would act on.
// The joiner of emoji is allowed.
func printable(text string) error {
	for _, r := range text {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) && r != 0x200d {
			return fmt.Errorf("%U in %q", r, text)
		}
	}
	return nil
}

// TestLostCountsWhatHadNoRoom fills a field to its limit and beyond.
func TestLostCountsWhatHadNoRoom(t *testing.T) {
	t.Parallel()
	f := New("")
	f.Insert(strings.Repeat("x", MaxRunes))
	if err := f.Lost(); err != nil {
		t.Error(err)
	}
	f.Insert("more")
	if err := f.Lost(); err == nil || !strings.Contains(err.Error(), "4 characters had no room") {
		t.Error(err)
	}
	f.Press(tea.KeyPressMsg{Code: 'y', Text: "y"})
	if err := f.Lost(); err == nil || !strings.Contains(err.Error(), "no room for more") {
		t.Error(err)
	}
	f.Press(tea.KeyPressMsg{Code: tea.KeyBackspace})
	if err := f.Lost(); err != nil || f.count() != MaxRunes-1 {
		t.Errorf("%v, %d characters", err, f.count())
	}
	long := NewLong(strings.Repeat("x", MaxLongRunes-1))
	long.Insert("yz")
	if err := long.Lost(); err == nil || !strings.Contains(err.Error(), "50,000") {
		t.Error(err)
	}
}

// TestFieldMarksWhatIsHidden looks at both ends of a text that has no room.
func TestFieldMarksWhatIsHidden(t *testing.T) {
	t.Parallel()
	f := New("a note that is too long")
	line, _ := f.Line(theme.Style{}, 10)
	if got := line.Text(); got != "…too long " {
		t.Errorf("at the end %q", got)
	}
	f.CursorTo(0)
	line, _ = f.Line(theme.Style{}, 10)
	if got := line.Text(); got != "a note th…" {
		t.Errorf("at the beginning %q", got)
	}
}
