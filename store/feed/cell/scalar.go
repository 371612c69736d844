package cell

import (
	"trialist/scoring/value"
	"trialist/store/feed/date"
	"trialist/store/feed/number"
)

// MaxText is the most bytes of one value that are kept; what is longer is a
// document, not an attribute, and is cut.
const MaxText = 64 << 10

// IsAbsent reports whether a trimmed value says that there is none, in the
// words that databases write into their exports.
func IsAbsent(p []byte) bool {
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

// IsFlagWord reports whether a text is one of those that the export once marked
// as text, because in a column of their like they were answers.
func IsFlagWord(text string) bool {
	_, ok := value.ParseYesNo(text)
	return ok && text != "1" && text != "0"
}

// ParsesAsValue reports whether a text, written into a cell as it is, could be
// read back as something other than that text.
func ParsesAsValue(text string) bool {
	p := []byte(text)
	if IsAbsent(p) {
		return text != ""
	}
	if IsFlagWord(text) {
		return true
	}
	for _, comma := range []bool{false, true} {
		if _, ok := number.Parse(p, comma); ok {
			return true
		}
	}
	if UsualMissing.Has(p) {
		return true
	}
	set, _ := date.FormatsOf(p)
	return set != 0
}
