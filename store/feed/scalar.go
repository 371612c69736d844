package feed

import (
	"bytes"
	"strconv"
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

// parseNumber reads a number in the one way that it would be printed: no leading
// zeros, no plus, no thousands separators and at most 15 digits, because what
// differs from that is a code (a postcode, a telephone number, an id) that must
// not lose its shape. Numbers of more digits are recognised in the scientific
// form that the export writes them in.
func parseNumber(p []byte) (float64, bool) {
	if len(p) == 0 || len(p) > 32 {
		return 0, false
	}
	body := p
	if body[0] == '-' {
		body = body[1:]
	}
	whole := countDigits(body)
	if whole == 0 || whole > 1 && body[0] == '0' {
		return 0, false
	}
	fraction, rest := 0, body[whole:]
	if len(rest) > 0 && rest[0] == '.' {
		fraction = countDigits(rest[1:])
		if fraction == 0 {
			return 0, false
		}
		rest = rest[1+fraction:]
	}
	switch {
	case len(rest) > 0:
		return parseScientific(p)
	case whole+fraction > 15, p[0] == '-' && isZero(body):
		return 0, false
	case fraction == 0:
		return plainInteger(p), true
	}
	f, err := strconv.ParseFloat(string(p), 64)
	return f, err == nil
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

// parseScientific reads what scientific writes and nothing else.
func parseScientific(p []byte) (float64, bool) {
	f, err := strconv.ParseFloat(string(p), 64)
	return f, err == nil && scientific(f) == string(p)
}

// scientific is a number that has too many digits to be recognised when it is
// written plainly.
func scientific(f float64) string { return strconv.FormatFloat(f, 'e', -1, 64) }

func countDigits(p []byte) int {
	n := 0
	for n < len(p) && p[n]-'0' <= 9 {
		n++
	}
	return n
}

func isZero(p []byte) bool { return len(bytes.Trim(p, "0.")) == 0 }

// isPlainNumber reports whether a number that was read is written as it would be
// printed or exported.
func isPlainNumber(p []byte) bool {
	return p[len(p)-1] != '0' || bytes.IndexByte(p, '.') < 0 || bytes.IndexByte(p, 'e') >= 0
}

// isPlainDate reports whether a date that was read from p is written as it would be
// printed, or exported.
func isPlainDate(p []byte, at value.Instant) bool {
	const shape = "2006-01-02T15:04:05.000Z"
	switch len(p) {
	case len("2006-01-02"):
		return p[4] == '-' && p[7] == '-' && at == at.Midnight()
	case len("2006-01-02T15:04:05Z"):
		return p[4] == '-' && p[10] == 'T' && p[19] == 'Z' && at != at.Midnight()
	case len(shape):
		return p[4] == '-' && p[10] == 'T' && p[23] == 'Z'
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
	if _, ok := parseNumber(p); ok {
		return true
	}
	set, _ := dateFormatsOf(p)
	return set != 0
}

// parseExportedDate reads a date in the one form that the export writes, which is a
// date in any column.
func parseExportedDate(p []byte) (value.Instant, bool) {
	if len(p) != len("2006-01-02T15:04:05.000Z") || p[10] != 'T' || p[19] != '.' || p[23] != 'Z' {
		return 0, false
	}
	return parseYearFirst(p, nil)
}
