package value

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Fold maps texts that differ only in case to the same text: Fold(a) == Fold(b)
// exactly where strings.EqualFold(a, b). It maps rune by rune, so folded texts can
// also be searched for one another.
func Fold(s string) string {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return strings.Map(foldRune, s)
		}
	}
	return strings.ToLower(s)
}

// foldRune is the lower case of r for ASCII letters and what folds to them, and
// the smallest of the runes that differ from r only in case for all others.
func foldRune(r rune) rune {
	least := r
	for next := unicode.SimpleFold(r); next != r; next = unicode.SimpleFold(next) {
		least = min(least, next)
	}
	if 'A' <= least && least <= 'Z' {
		return least + 'a' - 'A'
	}
	return least
}
