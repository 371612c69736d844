package cell

import (
	"trialist/scoring/value"
	"trialist/store/feed/date"
	"trialist/store/feed/number"
)

// MaxText is the most bytes of a value that are kept. Longer values are documents rather
// than attributes, and are cut.
const MaxText = 64 << 10

// IsAbsent reports whether a trimmed value is empty or one of [UsualMissing].
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

// IsFlagWord reports whether a text is a word for yes or no. Older exports escaped such
// texts, as a column of them would be read as flags.
func IsFlagWord(text string) bool {
	_, ok := value.ParseYesNo(text)
	return ok && text != "1" && text != "0"
}

// ParsesAsValue reports whether a text, written into a cell, could be read back as something
// other than that text.
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
	if UsualMissing.HasValue(p) {
		return true
	}
	set, _ := date.FormatsOf(p)
	return set != 0
}
