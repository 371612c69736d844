package cell

import (
	"bytes"
	"strings"

	"trialist/store/feed/chars"
)

// MissingWords is the words that stand for a missing value.
type MissingWords struct {
	words wordSet
	dates bool // placeholder dates count as missing

	// values are further words, which stand for a missing value of an attribute but may be
	// an id or the name of an event.
	values wordSet
}

// wordSet is a set of folded words. Nearly every cell that is looked for has a first byte
// and a length that no word has, so that it need not be folded.
type wordSet struct {
	words   map[string]bool
	lengths [256]uint64 // by first byte in either case, a bit for each length of words, the last for longer ones
}

func newWordSet(words []string) wordSet {
	s := wordSet{words: make(map[string]bool, len(words))}
	for _, word := range words {
		word = strings.ToLower(strings.TrimSpace(word))
		s.words[word] = true
		length := uint64(1) << min(len(word), 63)
		s.lengths[word[0]] |= length
		s.lengths[strings.ToUpper(word)[0]] |= length
	}
	return s
}

// has reports whether the cell, which is not empty, is one of the words in any case.
func (s *wordSet) has(p []byte) bool {
	return s.lengths[p[0]]>>min(len(p), 63)&1 != 0 && s.words[string(bytes.ToLower(p))]
}

// UsualMissing are the words that programs write for a missing value. NA is not among them:
// it is the code of Namibia.
var UsualMissing = newMissingWords([]string{
	`\n`, "null", "(null)", "<null>", "nil", "none", "(none)", "--none--", "-none-", "n/a", "#n/a", "(n/a)", "<na>", "nan", "nat", "-", "--", "---", "–", "—",
	"(blank)", "(empty)", "(not set)", "select", "select...", "-- select --", "--select--", "please select", "undefined", "#null!", "#ref!", "#value!", "#div/0!", "#name?", "#num!",
}, true).with([]string{
	"n.a.", "n.a", "n. a.", "n/d", "n.d.", "n/v", "unknown", "(unknown)", "not set", "not available", "not applicable", "not specified", "not provided", "not known", "no value", "(no value)",
	"no data", "[null]", "[blank]", "[none]", "?", "??", "tbd",
	"k.a.", "k. a.", "k.a", "keine angabe", "nicht angegeben", "unbekannt", "(leer)", "#nv", "#wert!", "#bezug!", "#zahl!", // German
	"s/o", "inconnu", "non renseigné", "non disponible", "(vide)", "sin datos", "no disponible", "desconocido", "(vacío)", "sconosciuto", "(vuoto)", "onbekend", "(leeg)",
})

// with adds words that stand for a missing value of an attribute.
func (m *MissingWords) with(words []string) *MissingWords {
	m.values = newWordSet(words)
	return m
}

func newMissingWords(words []string, dates bool) *MissingWords {
	return &MissingWords{words: newWordSet(words), dates: dates}
}

// ParseMissing reads words for a missing value, separated by commas.
func ParseMissing(list string) []string {
	words := []string{}
	for word := range strings.SplitSeq(list, ",") {
		if word = strings.TrimSpace(word); word != "" {
			words = append(words, word)
		}
	}
	return words
}

// MissingOr is the set of the given words, or [UsualMissing] if given is nil.
func MissingOr(given []string) *MissingWords {
	if given == nil {
		return UsualMissing
	}
	return newMissingWords(given, false)
}

// Has reports whether a cell stands for a missing value. The cell must be trimmed and not
// empty.
func (m *MissingWords) Has(p []byte) bool {
	return m.words.has(p) || m.dates && isPlaceholderDate(p)
}

// HasValue is [MissingWords.Has] for a cell of an attribute.
func (m *MissingWords) HasValue(p []byte) bool {
	return m.Has(p) || m.values.has(p)
}

// isPlaceholderDate reports whether a cell is a date that databases write for a missing one.
func isPlaceholderDate(p []byte) bool {
	const day = len("0000-00-00")
	if len(p) < day || !chars.IsDigit(p[0]) || len(p) > day && p[day] != ' ' && p[day] != 'T' {
		return false
	}
	switch string(p[:day]) {
	case "0000-00-00", "0001-01-01", "9999-12-31", "0000/00/00", "9999/12/31", "00/00/0000", "31/12/9999", "12/31/9999", "00.00.0000", "31.12.9999", "01/01/0001", "01.01.0001":
		return true
	case "1970-01-01":
		return len(p) > day && len(bytes.Trim(p[day+1:], "0:.ZzUTC+ ")) == 0
	}
	return false
}

// IsNoDate reports whether a cell stands for a missing date in a column of dates. Elsewhere
// it may be a value.
func (m *MissingWords) IsNoDate(p []byte) bool {
	if !m.dates {
		return false
	}
	switch string(p) {
	case "0", "1970-01-01", "infinity", "-infinity", "Infinity", "-Infinity", "1900-01-00", "1/0/1900":
		return true
	}
	return bytes.HasPrefix(p, []byte("1/1/0001"))
}
