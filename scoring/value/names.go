package value

import "strings"

// Names are the names that occur in a workspace. Conditions are written by
// people, who do not always remember how the data spells a name.
type Names struct {
	Events            []string
	Attributes        []string // of accounts
	ContactAttributes []string
}

// ResolveName is how known spells the name: exactly as asked where it can be, else
// the only known name that equals it ignoring case. It is "" and false when
// there is no such name, or when several differ in nothing but case.
func ResolveName(name string, known []string) (string, bool) {
	found, ambiguous := "", false
	for _, k := range known {
		if k == name {
			return k, true
		}
		if k == found || !strings.EqualFold(k, name) {
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
