package value

import (
	"strings"
	"unicode"
)

// Names are the names that occur in a workspace. Conditions are written by
// people, who do not always remember how the data spells a name.
type Names struct {
	Events            []string
	Attributes        []string // of accounts
	ContactAttributes []string
}

// ResolveName is the known name that is meant by a name, whatever space surrounds it: the
// same name where it is known, else the only known name that equals it ignoring case. It
// is "" and false when there is none, or several.
func ResolveName(name string, known []string) (string, bool) {
	name = strings.TrimSpace(name)
	found, ambiguous := "", false
	for _, k := range known {
		if k == name {
			return k, true
		}
		if k == found || !strings.EqualFold(strings.TrimSpace(k), name) {
			continue
		}
		ambiguous = ambiguous || found != ""
		found = k
	}
	if ambiguous {
		return "", false
	}
	return found, found != ""
}

// FoldName is what the spellings of a name have in common: names are equal, case
// and surrounding space ignored, where they fold to the same.
func FoldName(name string) string {
	return strings.Map(func(r rune) rune {
		if r < unicode.MaxASCII {
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
			return r
		}
		least := r
		for next := unicode.SimpleFold(r); next != r; next = unicode.SimpleFold(next) {
			least = min(least, next)
		}
		if 'A' <= least && least <= 'Z' { // the Kelvin sign folds to k
			least += 'a' - 'A'
		}
		return least
	}, strings.TrimSpace(name))
}
