package condition

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"trialist/scoring/value"
)

// UnknownNames says of each event and attribute that the condition names and the
// data does not have that there is none, and which names were perhaps meant:
// `no event is called "Import"; did you mean "Imported contacts"?`. Such a
// condition is valid all the same: the name may come with the next import.
func UnknownNames(c Condition, names value.Names) []string {
	var unknown []string
	for _, r := range c.Rules {
		words := ""
		switch r.Subject {
		case EventSubject:
			words = unknownNameText("event", r.Name, names.Events)
		case AttributeSubject:
			if !isDerivedAttribute(r.Name, names.Attributes) {
				words = unknownNameText("attribute of accounts", r.Name, names.Attributes)
			}
		case ContactSubject:
			words = unknownNameText("attribute of contacts", r.Name, names.ContactAttributes)
		case ActiveDaysSubject, LastSeenSubject:
		}
		if words != "" && !slices.Contains(unknown, words) {
			unknown = append(unknown, words)
		}
	}
	return unknown
}

// isDerivedAttribute reports whether the attribute has values that no import brought: the
// end of a trial is known from its start.
func isDerivedAttribute(name string, known []string) bool {
	_, started := value.ResolveName(value.TrialStartedAt, known)
	return started && value.Fold(name) == value.TrialEndsAt
}

// unknownNameText says that the name is not among those known, or nothing when it is.
func unknownNameText(what, name string, known []string) string {
	if _, ok := value.ResolveName(name, known); ok {
		return ""
	}
	none := fmt.Sprintf("no %s is called %s", what, strconv.Quote(value.Truncate(name)))
	meant := closestNames(name, known)
	if len(meant) == 0 {
		return none
	}
	for i := range meant {
		meant[i] = strconv.Quote(value.Truncate(meant[i]))
	}
	return none + "; did you mean " + value.JoinList(meant, "or") + "?"
}

// closestNames lists the few of the known names that the name may have been meant to
// be: those that hold it or that it holds, and those few letters away.
func closestNames(name string, known []string) []string {
	const most = 3
	type candidate struct {
		name     string
		distance int
	}
	folded := value.Fold(strings.TrimSpace(name))
	limit := max(1, (utf8.RuneCountInString(folded)+1)/3)
	var candidates []candidate
	for _, k := range known {
		other := value.Fold(k)
		distance := value.EditDistance(folded, other, limit)
		if distance > limit && (overlaps(folded, other) || overlaps(other, folded)) {
			distance = limit
		}
		if distance <= limit {
			candidates = append(candidates, candidate{k, distance})
		}
	}
	slices.SortStableFunc(candidates, func(a, b candidate) int { return cmp.Compare(a.distance, b.distance) })
	var names []string
	for _, c := range candidates[:min(len(candidates), most)] {
		names = append(names, c.name)
	}
	return names
}

// overlaps reports whether a name is part of another, and long enough to be told by.
func overlaps(name, of string) bool {
	const least = 3
	return utf8.RuneCountInString(name) >= least && strings.Contains(of, name)
}
