package condition

import (
	"strings"
	"testing"
	"unicode"

	"trialist/scoring/value"
)

// TestFold checks every rune against its neighbours in case and a few others.
func TestFold(t *testing.T) {
	t.Parallel()
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if unicode.SimpleFold(r) == r && r != 'a' {
			continue
		}
		for _, other := range []rune{unicode.SimpleFold(r), unicode.ToLower(r), unicode.ToUpper(r), unicode.ToTitle(r), r + 1, 'k', 's'} {
			a, b := string(r), string(other)
			if got, want := value.Fold(a) == value.Fold(b), strings.EqualFold(a, b); got != want {
				t.Errorf("%q and %q fold together: %v, want %v", a, b, got, want)
			}
		}
		if folded := value.Fold(string(r)); value.Fold(folded) != folded {
			t.Errorf("%q folds further", folded)
		}
	}
	if got := value.Fold("Ana@EXAMPLE.test"); got != "ana@example.test" {
		t.Errorf("folded to %s", got)
	}
	if a, b := value.Fold("x\xffY"), value.Fold("X\xfey"); a != b || !strings.EqualFold("x\xffY", "X\xfey") {
		t.Errorf("invalid bytes fold to %q and %q", a, b)
	}
}

func TestParseNumber(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]float64{"5": 5, "-0.5": -0.5, "1e3": 1000, "+7": 7, ".5": 0.5} {
		if got, ok := ParseNumber(s); !ok || got != want {
			t.Errorf("%q is %v, %v; want %v", s, got, ok, want)
		}
	}
	for _, s := range []string{"", "inf", "NaN", "0x10", "1_000", "1,000", "1e999", "--1", "5 "} {
		if got, ok := ParseNumber(s); ok {
			t.Errorf("%q is read as %v", s, got)
		}
	}
}
