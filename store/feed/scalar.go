package feed

import (
	"bytes"
	"unicode/utf8"

	"trialist/scoring/value"
)

// maxText is the most bytes of one value that are kept; what is longer is a
// document, not an attribute, and is cut.
const maxText = 64 << 10

// trim takes white space off both ends. Nearly every value has none, which the
// first test sees at once.
func trim(p []byte) []byte {
	if len(p) == 0 || p[0] > ' ' && p[0] < utf8.RuneSelf && p[len(p)-1] > ' ' && p[len(p)-1] < utf8.RuneSelf {
		return p
	}
	return bytes.TrimSpace(p)
}

// isAbsent reports whether a trimmed value says that there is none, in the
// words that databases write into their exports.
func isAbsent(p []byte) bool {
	switch len(p) {
	case 0:
		return true
	case 2:
		return p[0] == '\\' && p[1] == 'N'
	case 4:
		return string(p) == "NULL" || string(p) == "null"
	}
	return false
}

// plainInteger is the value of at most 15 digits, perhaps after a minus.
func plainInteger(p []byte) float64 {
	var n int64
	for _, c := range p {
		if c != '-' {
			n = n*10 + int64(c-'0')
		}
	}
	if p[0] == '-' {
		n = -n
	}
	return float64(n)
}

func countDigits(p []byte) int {
	n := 0
	for n < len(p) && p[n]-'0' <= 9 {
		n++
	}
	return n
}

// isPlainDate reports whether a date that was read from p is written as it would be
// printed.
func isPlainDate(p []byte, at value.Instant) bool {
	switch len(p) {
	case len("2006-01-02"):
		return p[4] == '-' && p[7] == '-' && at == at.Midnight()
	case len("2006-01-02T15:04:05Z"):
		return p[4] == '-' && p[10] == 'T' && p[19] == 'Z' && at != at.Midnight()
	}
	return false
}

// isFlagWord reports whether a text is one of those that the export once marked
// as text, because in a column of their like they were answers.
func isFlagWord(text string) bool {
	_, ok := value.ParseYesNo(text)
	return ok && text != "1" && text != "0"
}

// parsesAsValue reports whether a text, written into a cell as it is, could be
// read back as something other than that text.
func parsesAsValue(text string) bool {
	p := []byte(text)
	if isAbsent(p) {
		return text != ""
	}
	if isFlagWord(text) {
		return true
	}
	for _, comma := range []bool{false, true} {
		if _, ok := parseNumeral(p, comma); ok {
			return true
		}
	}
	if usualMissing.has(p) {
		return true
	}
	set, _ := dateFormatsOf(p)
	return set != 0
}
