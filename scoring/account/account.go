package account

import (
	"strings"

	"trialist/scoring/condition"
	"trialist/scoring/value"
)

// Account is everything known about one customer. The reference evaluator, the
// evidence and the drill-down read it; evaluating a whole workspace never builds
// one.
type Account struct {
	ID         string // external id
	Name       string
	Known      bool // there was a customer row, not only events
	Attributes []value.Attribute
	Contacts   []Contact
	Events     []Event      // in time order, those after as-of included
	Names      *value.Names // how the workspace spells names; nil looks at this account alone
}

// Contact is a person in an account.
type Contact struct {
	ID         string // external id
	Attributes []value.Attribute
}

// Event is something that an account, or one of its contacts, did.
type Event struct {
	Name    string
	Contact string // external id of who did it; "" when not known
	At      value.Instant
	Count   int // how often at that instant; 0 is read as 1
}

// Times is how often the event happened at its instant, at least 1.
func (e Event) Times() int { return max(e.Count, 1) }

// Attribute is the raw value of the attribute that a condition means by the
// name, as [value.ResolveName] finds it; absent when the account does not have it.
func (a *Account) Attribute(name string) value.Value {
	return ValueOf(a.Attributes, a.resolveAttribute(name))
}

// Effective is the value of an attribute as conditions read it: the raw value, except
// for the readings that [condition.Rule.Reading] names, which are made of reserved
// attributes that complete one another.
func (a *Account) Effective(name string, m condition.Moment) value.Value {
	return effectiveValue(name, a.Attribute, m)
}

// Trial is the interval [start, end) of the account's trial. Without a known end it
// is the start plus the trial length of the moment. What is not known is Never.
func (a *Account) Trial(m condition.Moment) (start, end value.Instant) {
	start, end = value.Never, value.Never
	if v := a.Effective(value.TrialStartedAt, m); v.Kind == value.Date {
		start = v.Date
	}
	if v := a.Effective(value.TrialEndInstant, m); v.Kind == value.Date {
		end = v.Date
	}
	if end == value.Never && start != value.Never {
		end = start + m.TrialLength()
	}
	return start, end
}

// LastSeen is the instant of the last event at or before as-of, Never without
// one.
func (a *Account) LastSeen(asOf value.Instant) value.Instant {
	for i := len(a.Events) - 1; i >= 0; i-- {
		if a.Events[i].At <= asOf {
			return a.Events[i].At
		}
	}
	return value.Never
}

// resolveAttribute is how the account's attributes spell the name, "" when
// they do not have it.
func (a *Account) resolveAttribute(name string) string {
	if a.Names != nil {
		return resolveName(name, a.Names.Attributes)
	}
	return resolveName(name, attributeNames(nil, a.Attributes))
}

// ResolveContactAttribute is how the contacts' attributes spell the name.
func (a *Account) ResolveContactAttribute(name string) string {
	if a.Names != nil {
		return resolveName(name, a.Names.ContactAttributes)
	}
	var known []string
	for _, c := range a.Contacts {
		known = attributeNames(known, c.Attributes)
	}
	return resolveName(name, known)
}

// ResolveEvent is how the events spell the name.
func (a *Account) ResolveEvent(name string) string {
	if a.Names != nil {
		return resolveName(name, a.Names.Events)
	}
	var known []string
	name = strings.TrimSpace(name)
	for _, e := range a.Events {
		if e.Name == name {
			return name
		}
		if strings.EqualFold(strings.TrimSpace(e.Name), name) {
			known = append(known, e.Name)
		}
	}
	return resolveName(name, known)
}

// resolveName is how known spells the name, "" when there is none.
func resolveName(name string, known []string) string {
	spelled, _ := value.ResolveName(name, known)
	return spelled
}

// attributeNames appends the names of the attributes.
func attributeNames(names []string, attributes []value.Attribute) []string {
	for _, a := range attributes {
		names = append(names, a.Name)
	}
	return names
}

// ValueOf is the value of the attribute of exactly that name.
func ValueOf(attributes []value.Attribute, name string) value.Value {
	for _, a := range attributes {
		if a.Name == name {
			return a.Value
		}
	}
	return value.Value{}
}
