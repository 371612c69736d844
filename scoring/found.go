package scoring

import (
	"slices"
	"strings"
)

// found is what the data of the account says to the rule, as it opens evidence.
func found(r Rule, a *Account, m Moment) string {
	switch r.Subject {
	case AttributeSubject:
		return foundAttribute(r, a, m)
	case ContactSubject:
		return foundContact(r, a, m)
	case EventSubject:
		return foundEvent(r, a, m)
	case ActiveDaysSubject:
		return foundActiveDays(r, a, m)
	case LastSeenSubject:
		return foundLastSeen(r, a, m)
	}
	return r.Subject.String()
}

func foundAttribute(r Rule, a *Account, m Moment) string {
	v := a.effective(r.Name, m)
	if raw := a.Attribute(r.Name); v.Kind == Absent && raw.Kind != Absent {
		return attributeIs(r, raw, m) + ", overruled by a date"
	}
	return attributeIs(r, v, m)
}

// attributeIs says what the attribute is, and what it is not where the rule
// cannot compare such a value.
func attributeIs(r Rule, v Value, m Moment) string {
	name := shorten(r.Name)
	if v.Kind == Absent {
		return name + " is not known"
	}
	words := name + " is " + shorten(v.String())
	switch {
	case v.Kind == Date:
		return name + " is " + v.Date.Time().Format(dayLayout) + ", " + agoWords(r, v.Date, m.AsOf)
	case r.Operator.onNumber() && v.Kind != Number:
		return words + ", which is not a number"
	case r.Operator.onDate():
		return words + ", which is not a date"
	}
	return words
}

func foundContact(r Rule, a *Account, m Moment) string {
	if len(a.Contacts) == 0 {
		return "no contacts are known"
	}
	name := a.contactSpelling(r.Name)
	satisfying := matchingContacts(r, a, m)
	switch len(satisfying) {
	case 0:
		return foundContacts(r, a, name, m)
	case 1:
		return contactIs(r, satisfying[0], name, m)
	case 2:
		return contactIs(r, satisfying[0], name, m) + ", and 1 more contact matches"
	}
	return contactIs(r, satisfying[0], name, m) + ", and " + grouped(len(satisfying)-1) + " more contacts match"
}

// foundContacts says what the attribute is among contacts none of which
// satisfies the rule.
func foundContacts(r Rule, a *Account, name string, m Moment) string {
	if len(a.Contacts) == 1 {
		return contactIs(r, a.Contacts[0], name, m)
	}
	var values []string
	for _, c := range a.Contacts {
		if v := valueOf(c.Attributes, name); v.Kind != Absent && !slices.Contains(values, v.String()) {
			values = append(values, v.String())
		}
	}
	contacts := grouped(len(a.Contacts)) + " contacts"
	if values == nil {
		return shorten(r.Name) + " is not known of any of " + contacts
	}
	return shorten(r.Name) + " is " + listed(someOf(values), "or") + " among " + contacts
}

// contactIs says what the attribute is of one contact.
func contactIs(r Rule, c Contact, name string, m Moment) string {
	return attributeIs(r, valueOf(c.Attributes, name), m) + " (" + shorten(contactLabel(c)) + ")"
}

// contactLabel is how people know the contact: by e-mail address, else by id.
func contactLabel(c Contact) string {
	for _, a := range c.Attributes {
		if strings.EqualFold(a.Name, Email) && a.Value.Kind == Text {
			return a.Value.Text
		}
	}
	return c.ID
}

func foundEvent(r Rule, a *Account, m Moment) string {
	seen := occurrencesOf(r, a, m)
	if seen.times == 0 {
		return foundNone(r, a, m, "not yet")
	}
	first, last := whenWords(a, seen.first, m), whenWords(a, seen.last, m)
	switch {
	case seen.times == 1:
		return "once, " + last
	case first == last && seen.times == 2:
		return "twice, both " + last
	case first == last:
		return timesString(seen.times) + ", all " + last
	}
	return timesString(seen.times) + ", first " + first + ", last " + last
}

// foundNone is for a window without events; otherwise there are none at all,
// which is said as never, or in the words given where the rule wants some.
func foundNone(r Rule, a *Account, m Moment, wanting string) string {
	start, _ := a.Trial(m)
	if r.Window.ofTrial() && start == Never {
		return "the trial start is not known"
	}
	ever := occurrencesIn(r, a, Never+1, m.AsOf+1)
	switch {
	case ever.times > 0:
		return "none in that time, last " + whenWords(a, ever.last, m)
	case holdsRule(r, a, m):
		return "never"
	}
	return wanting
}

func foundActiveDays(r Rule, a *Account, m Moment) string {
	seen := occurrencesOf(r, a, m)
	if seen.days == 0 {
		return foundNone(r, a, m, "not active yet")
	}
	return grouped(seen.days) + " active " + agree("days", float64(seen.days))
}

func foundLastSeen(r Rule, a *Account, m Moment) string {
	last := occurrencesOf(r, a, m).last
	switch {
	case last == Never:
		return foundNone(r, a, m, "not seen yet")
	case r.Operator == Before || r.Operator == After || r.Operator == On:
		return "last seen " + last.Time().Format(dayLayout) + ", " + agoWords(r, last, m.AsOf)
	}
	return "last seen " + agoWords(r, last, m.AsOf)
}
