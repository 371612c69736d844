package cell

import (
	"bytes"
	"unicode/utf8"

	"trialist/store/feed/chars"
)

// IsWholeFloat reports whether a cell is a whole number with a fraction of zeros.
func IsWholeFloat(p []byte) bool {
	n := chars.CountDigits(p)
	return n > 0 && n < len(p)-1 && n <= 18 && p[n] == '.' && len(bytes.Trim(p[n+1:], "0")) == 0
}

// isShortened reports whether a cell is a number that a spreadsheet has shortened to its
// first digits, such as 1.23457E+11. Short ones such as 12e5 may be codes.
func isShortened(p []byte) bool {
	at := bytes.IndexByte(p, '+')
	if at < 2 || p[at-1]|0x20 != 'e' || len(p) < at+2 || chars.CountDigits(p[at+1:]) != len(p)-at-1 {
		return false
	}
	mantissa := p[:at-1]
	n := chars.CountDigits(mantissa)
	return n > 0 && (n == len(mantissa) || (mantissa[n] == '.' || mantissa[n] == ',') && n+1+chars.CountDigits(mantissa[n+1:]) == len(mantissa))
}

var replacement = []byte(string(utf8.RuneError))

// IDFault says why a cell is not accepted as an id; "" when it is.
func IDFault(p []byte) string {
	switch {
	case isShortened(p):
		return "is a number that a spreadsheet shortened, so that different ids look the same; format the column as text there, and save it again"
	}
	return TextIDFault(p)
}

// TextIDFault says why a cell that is known to be text is not accepted as an id; "" when it
// is.
func TextIDFault(p []byte) string {
	if bytes.Contains(p, replacement) {
		return "has a character that was lost before, so that different ids look the same; save the file again, as UTF-8"
	}
	return ""
}

// ReplaceLost replaces each character that was lost in an earlier conversion by a question
// mark, and reports whether there were any.
func ReplaceLost(p []byte) (whole []byte, lost bool) {
	if !bytes.Contains(p, replacement) {
		return p, false
	}
	return bytes.ReplaceAll(p, replacement, []byte{'?'}), true
}

// AltersID reports whether a text, written as an id, would be read back as another id or as
// none.
func AltersID(text string) bool {
	p := []byte(text)
	return text != "" && (IsAbsent(p) || UsualMissing.Has(p) || IsWholeFloat(p) || isShortened(p))
}

// IsPlainKey reports whether a cell of ASCII is an id or a name without further checks: it
// has no apostrophe in front and no space around it, and cannot be a shortened number or a
// word for a missing value. Those words have up to 4 characters or start with a sign;
// longer ones are looked up by length.
func IsPlainKey(p []byte) bool {
	n := len(p)
	return n > 4 && n <= MaxID && p[0] >= '0' && p[0] != '=' && p[0] != '<' && p[n-1] > ' ' && (p[0] > '9' || !isShortened(p)) && (n != 6 && n != 9 && n != 13 || !UsualMissing.Has(p))
}

// MaxID is the most bytes of an id or of the name of an event. Longer ones are texts of
// another column that slipped; cutting them could merge two accounts.
const MaxID = 1 << 10
