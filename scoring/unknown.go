package scoring

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Unknown says of each event and attribute that the condition names and the
// data does not have that there is none, and which names were perhaps meant:
// `no event is called "Import"; did you mean "Imported contacts"?`. Such a
// condition is valid all the same: the name may come with the next import.
func Unknown(c Condition, names Names) []string {
	var unknown []string
	for _, r := range c.Rules {
		words := ""
		switch r.Subject {
		case EventSubject:
			words = noneCalled("event", r.Name, names.Events)
		case AttributeSubject:
			if !completed(r.Name, names.Attributes) {
				words = noneCalled("attribute of accounts", r.Name, names.Attributes)
			}
		case ContactSubject:
			words = noneCalled("attribute of contacts", r.Name, names.ContactAttributes)
		case ActiveDaysSubject, LastSeenSubject:
		}
		if words != "" && !slices.Contains(unknown, words) {
			unknown = append(unknown, words)
		}
	}
	return unknown
}

// completed reports whether the attribute has values that no import brought: the
// end of a trial is known from its start.
func completed(name string, known []string) bool {
	_, started := Spelling(TrialStartedAt, known)
	return started && Fold(name) == TrialEndsAt
}

// noneCalled says that the name is not among those known, or nothing when it is.
func noneCalled(what, name string, known []string) string {
	if _, ok := Spelling(name, known); ok {
		return ""
	}
	none := fmt.Sprintf("no %s is called %s", what, strconv.Quote(shorten(name)))
	meant := closest(name, known)
	if len(meant) == 0 {
		return none
	}
	for i := range meant {
		meant[i] = strconv.Quote(shorten(meant[i]))
	}
	return none + "; did you mean " + listed(meant, "or") + "?"
}

// closest lists the few of the known names that the name may have been meant to
// be: those that hold it or that it holds, and those few letters away.
func closest(name string, known []string) []string {
	const most = 3
	type candidate struct {
		name     string
		distance int
	}
	folded := Fold(strings.TrimSpace(name))
	limit := max(1, (utf8.RuneCountInString(folded)+1)/3)
	var candidates []candidate
	for _, k := range known {
		other := Fold(k)
		distance := EditDistance(folded, other, limit)
		if distance > limit && (partOf(folded, other) || partOf(other, folded)) {
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

// partOf reports whether a name is part of another, and long enough to be told by.
func partOf(name, of string) bool {
	const least = 3
	return utf8.RuneCountInString(name) >= least && strings.Contains(of, name)
}
