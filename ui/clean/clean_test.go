package clean_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"trialist/ui/clean"
)

func TestOf(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, in, want string }{
		{"plain", "Northwind Analytics", "Northwind Analytics"},
		{"empty", "", ""},
		{"accents are composed", "Cafe\u0301", "Caf\u00e9"},
		{"escape sequence", "a\x1b[31mb", "a␛[31mb"},
		{"title and clipboard", "\x1b]52;c;eA==\x07", "␛]52;c;eA==␇"},
		{"unterminated sequence hides nothing", "\x1b]0;rest of the cell", "␛]0;rest of the cell"},
		{"carriage return", "AAAA\rB", "AAAA B"},
		{"lines and tabs", "a\tb\nc\u0085d\u2028e\u2029f", "a b c d e f"},
		{"delete", "a\x7fb", "a␡b"},
		{"null and backspace", "\x00\b", "␀␈"},
		{"8-bit control", "a\u009b31mb", "a\uFFFD31mb"},
		{"invalid bytes", "a\xff\xfeb", "a\uFFFDb"},
		{"bidi override", "a\u202Egpj.exe", "a\uFFFDgpj.exe"},
		{"zero width space", "a\u200bb", "a\uFFFDb"},
		{"byte order mark", "\ufeffa", "\uFFFDa"},
		{"tag characters", "a\U000E0041", "a\uFFFD"},
		{"private use", "\ue0a0", "\uFFFD"},
		{"leading mark", "\u0301a", "\uFFFDa"},
		{"stacked marks", "x" + strings.Repeat("\u0323", 50), "x" + strings.Repeat("\u0323", 3)},
		{"wide characters", "東京 株式会社", "東京 株式会社"},
		{"emoji measured differently", "ok ☺\ufe0f", "ok ☺"},
		{"family", "👨\u200d👩\u200d👧!", "👨!"},
		{"simple emoji", "🚀 Ltd", "🚀 Ltd"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := clean.Of(test.in); string(got) != test.want {
				t.Errorf("Of(%q) = %q, want %q", test.in, got, test.want)
			}
		})
	}
}

func TestOfCutsLongText(t *testing.T) {
	t.Parallel()
	for _, long := range []string{strings.Repeat("a", 10_000), strings.Repeat("é", 10_000), strings.Repeat("\x1b", 10_000)} {
		got := clean.Of(long)
		if n := utf8.RuneCountInString(string(got)); n != clean.MaxRunes {
			t.Errorf("kept %d runes, want %d", n, clean.MaxRunes)
		}
		if !strings.HasSuffix(string(got), "…") {
			t.Errorf("a cut text must say so: %q", got)
		}
	}
	if got := clean.Limit("abcdef", 4); got != "abc…" {
		t.Errorf("got %q", got)
	}
	if got := clean.Limit("abcd", 4); got != "abcd" {
		t.Errorf("got %q", got)
	}
}

func TestFit(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		in    clean.Text
		width int
		want  clean.Text
	}{
		{"abc", 3, "abc"},
		{"abcd", 3, "ab…"},
		{"abcd", 0, ""},
		{"abcd", -5, ""},
		{"東京都", 4, "東…"},
		{"東京都", 6, "東京都"},
	} {
		if got := test.in.Fit(test.width); got != test.want {
			t.Errorf("%q.Fit(%d) = %q, want %q", test.in, test.width, got, test.want)
		}
	}
	if got := clean.Text("東京都").Pad(4); got.Width() != 4 {
		t.Errorf("Pad gave %q of width %d", got, got.Width())
	}
	if got := clean.Text("7").PadLeft(3); got != "  7" {
		t.Errorf("PadLeft gave %q", got)
	}
	if got := clean.Text("/home/ana/trials.db").FitLeft(10); got != "…trials.db" {
		t.Errorf("FitLeft gave %q", got)
	}
}

func TestWidthAgreesWithTheLibrary(t *testing.T) {
	t.Parallel()
	for r := rune(0x20); r < 0x30000; r++ {
		if text := string(clean.Of(string(r))); clean.Text(text).Width() != ansi.StringWidth(text) {
			t.Errorf("%U is %d cells, not %d", r, ansi.StringWidth(text), clean.Text(text).Width())
		}
	}
	for _, text := range []string{"e\u0323x", "☺x", "a🚀b", "──●○", "東京", "©\u0323"} {
		if got, want := clean.Text(text).Width(), ansi.StringWidth(text); got != want {
			t.Errorf("%q is %d cells, not %d", text, want, got)
		}
	}
}

func TestWrap(t *testing.T) {
	t.Parallel()
	got := clean.Join(clean.Text("the quick brown fox jumped").Wrap(10), "|")
	if want := clean.Text("the quick|brown fox|jumped"); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, width := range []int{-1, 0, 1, 2, 5} {
		for _, line := range clean.Text("an unbreakableword 東京").Wrap(width) {
			if line.Width() > max(width, 0) {
				t.Errorf("width %d: line %q is %d wide", width, line, line.Width())
			}
		}
	}
}

func FuzzOf(f *testing.F) {
	for _, seed := range []string{"Acme", "\x1b[2J", "a\u0301\u0301", "👩\u200d🚀", "\xf0\x28", "\u202e", "🇫🇷", "한글", "\u1100\u1161", "1\ufe0f\u20e3"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := string(clean.Of(s))
		if !utf8.ValidString(got) {
			t.Fatalf("invalid UTF-8: %q", got)
		}
		for _, r := range got {
			if unicode.IsControl(r) || unicode.In(r, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp) ||
				unicode.Is(unicode.Cf, r) && r != 0x200d {
				t.Fatalf("%U is left in %q", r, got)
			}
		}
		if g, w := ansi.StringWidth(got), ansi.StringWidthWc(got); g != w {
			t.Fatalf("terminals measure %q as %d or %d", got, g, w)
		}
		if n := utf8.RuneCountInString(got); n > clean.MaxRunes {
			t.Fatalf("%d runes", n)
		}
		if again := string(clean.Of(got)); again != got {
			t.Fatalf("cleaning twice changes %q to %q", got, again)
		}
		if fit := clean.Text(got).Fit(7); fit.Width() > 7 {
			t.Fatalf("Fit(7) of %q is %d wide", got, fit.Width())
		}
	})
}

func TestWrapToMarksWhatItLeavesOut(t *testing.T) {
	t.Parallel()
	for text, want := range map[clean.Text]string{
		"":                         "",
		"one two":                  "one two",
		"one two three four":       "one two|three four",
		"one two three four five":  "one two|three fou…",
		"one two three four five6": "one two|three fou…",
	} {
		lines := text.WrapTo(10, 2)
		if got := string(clean.Join(lines, "|")); got != want {
			t.Errorf("%q is %q", text, got)
		}
	}
}
