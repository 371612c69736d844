package chars

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Trim takes white space off both ends. Nearly every value has none, which the
// first test sees at once.
func Trim(p []byte) []byte {
	if len(p) == 0 || p[0] > ' ' && p[0] < utf8.RuneSelf && p[len(p)-1] > ' ' && p[len(p)-1] < utf8.RuneSelf {
		return p
	}
	return bytes.TrimSpace(p)
}

func CountDigits(p []byte) int {
	n := 0
	for n < len(p) && p[n]-'0' <= 9 {
		n++
	}
	return n
}

func HasDigit(p []byte) bool {
	for _, c := range p {
		if IsDigit(c) {
			return true
		}
	}
	return false
}

func IsDigit(c byte) bool { return c-'0' <= 9 }

// IsASCII reports whether p has no character beyond ASCII.
func IsASCII(p []byte) bool {
	const top = 0x8080808080808080
	for len(p) >= 32 {
		a, b := binary.LittleEndian.Uint64(p), binary.LittleEndian.Uint64(p[8:])
		c, d := binary.LittleEndian.Uint64(p[16:]), binary.LittleEndian.Uint64(p[24:])
		if (a|b|c|d)&top != 0 {
			return false
		}
		p = p[32:]
	}
	for len(p) >= 8 {
		if binary.LittleEndian.Uint64(p)&top != 0 {
			return false
		}
		p = p[8:]
	}
	for _, c := range p {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// IsClean reports whether p is UTF-8 without the NUL that ends a text for some
// programs and hides the rest from the eye.
func IsClean(p []byte) bool { return utf8.Valid(p) && bytes.IndexByte(p, 0) < 0 }

// Cleanse is p with what is not UTF-8 replaced and NULs taken out.
func Cleanse(p []byte) []byte {
	if IsClean(p) {
		return p
	}
	return bytes.ReplaceAll(bytes.ToValidUTF8(p, []byte("\ufffd")), []byte{0}, nil)
}

// Truncate shortens s to at most n bytes without splitting a character.
func Truncate(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// Excerpt cuts a text for a message and replaces what does not print.
func Excerpt(s string, most int) string {
	s = strings.Map(func(r rune) rune {
		if r == utf8.RuneError || !unicode.IsPrint(r) {
			return '\ufffd'
		}
		return r
	}, s)
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most-1]) + "…"
}

// IsInvisible reports whether a character shows nothing: spaces of every width,
// and what has no width at all.
func IsInvisible(r rune) bool {
	switch r {
	case '\u00ad', '\u034f', '\u061c', '\u115f', '\u1160', '\u17b4', '\u17b5', '\u180e', '\u3164', '\ufeff', '\uffa0':
		return true
	}
	return unicode.IsSpace(r) || unicode.Is(unicode.Zs, r) || r >= '\u200b' && r <= '\u200f' || r >= '\u202a' && r <= '\u202e' ||
		r >= '\u2060' && r <= '\u206f'
}

// TrimInvisible takes what does not show off both ends.
func TrimInvisible(p []byte) []byte {
	if len(p) == 0 || p[0] > ' ' && p[0] < utf8.RuneSelf && p[len(p)-1] > ' ' && p[len(p)-1] < utf8.RuneSelf {
		return p
	}
	return bytes.TrimFunc(p, IsInvisible)
}
