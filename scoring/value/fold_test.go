package value

import (
	"strings"
	"testing"
	"unicode"
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
			if got, want := Fold(a) == Fold(b), strings.EqualFold(a, b); got != want {
				t.Errorf("%q and %q fold together: %v, want %v", a, b, got, want)
			}
		}
		if folded := Fold(string(r)); Fold(folded) != folded {
			t.Errorf("%q folds further", folded)
		}
	}
	if got := Fold("Ana@EXAMPLE.test"); got != "ana@example.test" {
		t.Errorf("folded to %s", got)
	}
	if a, b := Fold("x\xffY"), Fold("X\xfey"); a != b || !strings.EqualFold("x\xffY", "X\xfey") {
		t.Errorf("invalid bytes fold to %q and %q", a, b)
	}
}
