package condition

import (
	"fmt"
	"slices"
	"strconv"

	"trialist/scoring/value"
)

// UnknownNames has a message for each event and attribute that the condition names
// and the data does not have, with similar names that may be meant:
// `no event is called "Import"; did you mean "Imported contacts"?`. Such a condition
// is still valid, as the name may come with the next import.
func UnknownNames(c Condition, names value.Names) []string {
	var unknown []string
	add := func(words string) {
		if words != "" && !slices.Contains(unknown, words) {
			unknown = append(unknown, words)
		}
	}
	attribute := func(name, reading string) string {
		if isDerivedAttribute(reading, names.Attributes) {
			return ""
		}
		return unknownNameText("attribute of accounts", name, names.Attributes)
	}
	for _, r := range c.Rules {
		switch r.Subject {
		case EventSubject:
			add(unknownNameText("event", r.Name, names.Events))
		case AttributeSubject:
			add(attribute(r.Name, r.Reading()))
		case ContactSubject:
			add(unknownNameText("attribute of contacts", r.Name, names.ContactAttributes))
		case ActiveDaysSubject, LastSeenSubject:
		}
		if r.ComparesAttributes() {
			add(attribute(r.Other, r.OtherReading()))
		}
	}
	return unknown
}

// UnknownEvent says that no event has the name; it is "" where one has.
func UnknownEvent(name string, names value.Names) string {
	return unknownNameText("event", name, names.Events)
}

// isDerivedAttribute reports whether the reading has values that no import brought: the
// end of a trial is assumed from its start.
func isDerivedAttribute(reading string, known []string) bool {
	_, started := value.ResolveName(value.TrialStartedAt, known)
	return started && (reading == value.TrialEndDate || reading == value.TrialEndInstant)
}

// unknownNameText says that the name is not among the known ones; it is "" when it
// is.
func unknownNameText(what, name string, known []string) string {
	if _, ok := value.ResolveName(name, known); ok {
		return ""
	}
	none := fmt.Sprintf("no %s is called %s", what, strconv.Quote(value.Truncate(name)))
	meant := value.ClosestNames(name, known)
	if len(meant) == 0 {
		return none
	}
	for i := range meant {
		meant[i] = strconv.Quote(value.Truncate(meant[i]))
	}
	return none + "; did you mean " + value.JoinList(meant, "or") + "?"
}
