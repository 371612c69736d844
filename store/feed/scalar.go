package feed

import (
	"trialist/scoring/value"
)

// maxText is the most bytes of one value that are kept; what is longer is a
// document, not an attribute, and is cut.
const maxText = 64 << 10

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
