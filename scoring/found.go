package scoring

import (
	"slices"
	"strings"
)

// found is what the data of the account says to the rule, as it opens evidence.
func (r Rule) found(a *Account, m Moment) string {
	switch r.Subject {
	case AttributeSubject:
		return r.foundAttribute(a, m)
	case ContactSubject:
		return r.foundContact(a, m)
	case EventSubject:
		return r.foundEvent(a, m)
	case ActiveDaysSubject:
		return r.foundActiveDays(a, m)
	case LastSeenSubject:
		return r.foundLastSeen(a, m)
	}
	return r.Subject.String()
}

func (r Rule) foundAttribute(a *Account, m Moment) string {
	v := a.effective(r.Name, m)
	if raw := a.Attribute(r.Name); v.Kind == Absent && raw.Kind != Absent {
		return r.attributeIs(raw, m) + ", overruled by a date"
	}
	return r.attributeIs(v, m)
}

// attributeIs says what the attribute is, and what it is not where the rule
// cannot compare such a value.
func (r Rule) attributeIs(v Value, m Moment) string {
	name := shorten(r.Name)
	if v.Kind == Absent {
		return name + " is not known"
	}
	words := name + " is " + shorten(v.String())
	switch {
	case v.Kind == Date:
		return name + " is " + v.Date.Time().Format(dayLayout) + ", " + r.ago(v.Date, m.AsOf)
	case r.Operator.onNumber() && v.Kind != Number:
		return words + ", which is not a number"
	case r.Operator.onDate():
		return words + ", which is not a date"
	}
	return words
}

func (r Rule) foundContact(a *Account, m Moment) string {
	if len(a.Contacts) == 0 {
		return "no contacts are known"
	}
	name := a.contactSpelling(r.Name)
	satisfying := r.contacts(a, m)
	switch len(satisfying) {
	case 0:
		return r.foundContacts(a, name, m)
	case 1:
		return r.contactIs(satisfying[0], name, m)
	case 2:
		return r.contactIs(satisfying[0], name, m) + ", and 1 more contact matches"
	}
	return r.contactIs(satisfying[0], name, m) + ", and " + grouped(len(satisfying)-1) + " more contacts match"
}

// foundContacts says what the attribute is among contacts none of which
// satisfies the rule.
func (r Rule) foundContacts(a *Account, name string, m Moment) string {
	if len(a.Contacts) == 1 {
		return r.contactIs(a.Contacts[0], name, m)
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
func (r Rule) contactIs(c Contact, name string, m Moment) string {
	return r.attributeIs(valueOf(c.Attributes, name), m) + " (" + shorten(c.label()) + ")"
}

// label is how people know the contact: by e-mail address, else by id.
func (c Contact) label() string {
	for _, a := range c.Attributes {
		if strings.EqualFold(a.Name, Email) && a.Value.Kind == Text {
			return a.Value.Text
		}
	}
	return c.ID
}

func (r Rule) foundEvent(a *Account, m Moment) string {
	seen := r.happened(a, m)
	if seen.times == 0 {
		return r.foundNone(a, m, "not yet")
	}
	first, last := a.when(seen.first, m), a.when(seen.last, m)
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
func (r Rule) foundNone(a *Account, m Moment, wanting string) string {
	start, _ := a.Trial(m)
	if r.Window.ofTrial() && start == Never {
		return "the trial start is not known"
	}
	ever := r.happenedIn(a, Never+1, m.AsOf+1)
	switch {
	case ever.times > 0:
		return "none in that time, last " + a.when(ever.last, m)
	case r.holds(a, m):
		return "never"
	}
	return wanting
}

func (r Rule) foundActiveDays(a *Account, m Moment) string {
	seen := r.happened(a, m)
	if seen.days == 0 {
		return r.foundNone(a, m, "not active yet")
	}
	return grouped(seen.days) + " active " + agree("days", float64(seen.days))
}

func (r Rule) foundLastSeen(a *Account, m Moment) string {
	last := r.happened(a, m).last
	switch {
	case last == Never:
		return r.foundNone(a, m, "not seen yet")
	case r.Operator == Before || r.Operator == After || r.Operator == On:
		return "last seen " + last.Time().Format(dayLayout) + ", " + r.ago(last, m.AsOf)
	}
	return "last seen " + r.ago(last, m.AsOf)
}
