package cell

import (
	"bytes"
	"strings"

	"trialist/store/feed/chars"
)

// MissingWords are the words that say that there is nothing, folded. Whoever asks
// for others says which.
type MissingWords struct {
	words   map[string]bool
	lengths [256]uint64 // of the words that start with the byte in either case, a bit for each, the last for longer ones
	dates   bool        // the days that stand for none are among them
}

// UsualMissing are the words that programs write for nothing. NA is not among
// them: it is Namibia.
var UsualMissing = newMissingWords([]string{
	`\n`, "null", "(null)", "<null>", "nil", "none", "(none)", "--none--", "-none-", "n/a", "#n/a", "(n/a)", "<na>", "nan", "nat", "-", "--", "---", "–", "—",
	"(blank)", "(empty)", "(not set)", "select", "select...", "-- select --", "--select--", "please select", "undefined", "#null!", "#ref!", "#value!", "#div/0!", "#name?", "#num!",
}, true)

func newMissingWords(words []string, dates bool) *MissingWords {
	m := &MissingWords{words: make(map[string]bool), dates: dates}
	for _, word := range words {
		word = strings.ToLower(strings.TrimSpace(word))
		m.words[word] = true
		length := uint64(1) << min(len(word), 63)
		m.lengths[word[0]] |= length
		m.lengths[strings.ToUpper(word)[0]] |= length
	}
	return m
}

// ParseMissing reads the words that say that there is nothing, with commas between
// them. An empty list has none.
func ParseMissing(list string) []string {
	words := []string{}
	for word := range strings.SplitSeq(list, ",") {
		if word = strings.TrimSpace(word); word != "" {
			words = append(words, word)
		}
	}
	return words
}

// MissingOr is the words that count in a file: those given, or the usual ones where
// that is nil.
func MissingOr(given []string) *MissingWords {
	if given == nil {
		return UsualMissing
	}
	return newMissingWords(given, false)
}

// Has reports whether a trimmed cell, which is not empty, says that there is none.
func (m *MissingWords) Has(p []byte) bool {
	if m.lengths[p[0]]>>min(len(p), 63)&1 != 0 && m.words[string(bytes.ToLower(p))] {
		return true
	}
	return m.dates && isPlaceholderDate(p)
}

// isPlaceholderDate reports whether a cell is a day that databases write for none.
func isPlaceholderDate(p []byte) bool {
	const day = len("0000-00-00")
	if len(p) < day || !chars.IsDigit(p[0]) || len(p) > day && p[day] != ' ' && p[day] != 'T' {
		return false
	}
	switch string(p[:day]) {
	case "0000-00-00", "0001-01-01", "9999-12-31", "0000/00/00", "9999/12/31", "00/00/0000", "31/12/9999", "12/31/9999", "00.00.0000", "31.12.9999":
		return true
	case "1970-01-01":
		return len(p) > day && len(bytes.Trim(p[day+1:], "0:.ZzUTC+ ")) == 0
	}
	return false
}

// IsNoDate reports whether a cell of a column that must hold dates says that there
// is none, where it would be a value elsewhere.
func (m *MissingWords) IsNoDate(p []byte) bool {
	return m.dates && (string(p) == "0" || string(p) == "1970-01-01")
}
