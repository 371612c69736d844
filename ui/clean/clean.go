package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/unicode/norm"
)

// Text is a single line of text that is safe to draw: valid UTF-8 in normal
// form C without control, format, private or surrogate characters. Convert
// with [Of] or [Limit], never with a plain conversion.
type Text string

// MaxRunes is how many characters of a text [Of] keeps. It is more than any
// screen shows on one line, and bounds the work that a hostile name can cause.
const MaxRunes = 400

// maxMarks is how many combining marks a character keeps: enough for every script
// in use, too few to draw over the lines above.
const maxMarks = 3

const (
	replacement = '\uFFFD'
	joiner      = '\u200D' // zero width joiner, inside emoji
	emojiStyle  = '\uFE0F' // variation selector 16
)

// Of is s made safe, cut to [MaxRunes].
func Of(s string) Text { return Limit(s, MaxRunes) }

// Limit is s made safe, cut to at most runes characters of which the last is an
// ellipsis when something was cut.
func Limit(s string, runes int) Text {
	if len(s) <= runes && isPrintableASCII(s) {
		return Text(s)
	}
	s, cut := prefix(s, runes)
	s = norm.NFC.String(strings.ToValidUTF8(s, string(replacement)))
	var b strings.Builder
	b.Grow(len(s))
	kept, marks := 0, maxMarks // a mark without a base becomes the replacement character
	for _, r := range s {
		if unicode.In(r, unicode.Mn, unicode.Me) && r != emojiStyle {
			marks++
			switch {
			case kept == 0:
				r = replacement
			case marks > maxMarks:
				continue
			}
		} else {
			marks = 0
			r = visibleRune(r)
		}
		if kept == runes {
			cut = true
			break
		}
		b.WriteRune(r)
		kept++
	}
	out := b.String()
	if cut {
		out = strings.TrimSuffix(out, lastRune(out)) + "…"
	}
	return Text(withAgreedWidths(out))
}

// visibleRune is the rune that stands for r: itself, a space for what would break
// the line, a control picture, or the replacement character.
func visibleRune(r rune) rune {
	switch {
	case r == '\t', r == '\n', r == '\r', r == 0x85, r == 0x2028, r == 0x2029:
		return ' '
	case r < 0x20:
		return 0x2400 + r
	case r == 0x7f:
		return 0x2421
	case r == joiner, r == emojiStyle:
		return r
	case unicode.IsControl(r), unicode.In(r, unicode.Cf, unicode.Co, unicode.Cs):
		return replacement
	}
	return r
}

// withAgreedWidths is s with every cluster that terminals measure differently
// reduced to what they agree on. Without it one such emoji shifts the rest of its
// line in half of the terminals.
func withAgreedWidths(s string) string {
	// Cutting a cluster can join its neighbours into a new one, but rarely more
	// than once. Text that still differs after three passes was made to be
	// unreadable; only its ASCII is kept.
	for range 3 {
		if widthsAgree(s) {
			return s
		}
		s = reduceClusters(s)
	}
	if widthsAgree(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r > 0x7e {
			return replacement
		}
		return r
	}, s)
}

// widthsAgree reports whether both ways of measuring give every cluster of s the
// same width. Comparing only the sums could agree by accident.
func widthsAgree(s string) bool {
	for s != "" {
		cluster, width := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
		if width != ansi.StringWidthWc(cluster) || cluster == "" {
			return false
		}
		s = s[len(cluster):]
	}
	return true
}

// reduceClusters is s with each cluster that is measured differently cut to its
// first rune, or replaced where that rune is measured differently too.
func reduceClusters(s string) string {
	var b strings.Builder
	for s != "" {
		cluster, width := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
		if cluster == "" {
			break
		}
		s = s[len(cluster):]
		if width != ansi.StringWidthWc(cluster) {
			first, _ := utf8.DecodeRuneInString(cluster)
			cluster = string(first)
			if w := ansi.StringWidth(cluster); w == 0 || w != ansi.StringWidthWc(cluster) {
				cluster = string(replacement)
			}
		}
		b.WriteString(cluster)
	}
	return b.String()
}

// isPrintableASCII reports whether s is printable ASCII only, as most names are.
func isPrintableASCII(s string) bool {
	for i := range len(s) {
		if s[i] < 0x20 || s[i] > 0x7e {
			return false
		}
	}
	return true
}

// prefix is as much of s as the wanted number of characters with their marks can
// take, so that a megabyte of text costs no more than a line. It reports whether
// s was cut.
func prefix(s string, runes int) (string, bool) {
	most := (runes + 1) * utf8.UTFMax * (maxMarks + 1)
	if len(s) <= most {
		return s, false
	}
	for most > 0 && !utf8.RuneStart(s[most]) {
		most--
	}
	return s[:most], true
}

func lastRune(s string) string {
	_, n := utf8.DecodeLastRuneInString(s)
	return s[len(s)-n:]
}
