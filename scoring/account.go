package scoring

import "strings"

// Account is everything known about one customer: what the slow evaluator,
// the evidence and the drill-down read. The fast path never builds one.
type Account struct {
	ID         string // external id
	Name       string
	Known      bool // a customer row was seen, not only events
	Attributes []Attribute
	Contacts   []Contact
	Events     []Event // in time order, those after as-of included
	Names      *Names  // how the workspace spells names; nil looks at this account alone
}

// Contact is a person in an account.
type Contact struct {
	ID         string // external id
	Attributes []Attribute
}

// Event is something that an account, or one of its contacts, did.
type Event struct {
	Name    string
	Contact string // external id of who did it; "" when not known
	At      Instant
	Count   int // how often at that instant; 0 is read as 1
}

// Times is how often the event happened at its instant, at least 1.
func (e Event) Times() int { return max(e.Count, 1) }

// Attribute is the raw value of the attribute that a condition means by the
// name, as [Spelling] finds it; absent when the account does not have it.
func (a *Account) Attribute(name string) Value {
	return valueOf(a.Attributes, a.attributeSpelling(name))
}

// effective is the value of an attribute as conditions read it: the raw one
// but for the reserved names, which complete one another.
func (a *Account) effective(name string, m Moment) Value {
	return effectiveValue(name, a.Attribute, m)
}

// Trial is the stretch [start, end) of the account's trial. Without a known
// end it is the start plus the trial length of the moment; what is not known is
// Never.
func (a *Account) Trial(m Moment) (start, end Instant) {
	start, end = Never, Never
	if v := a.effective(TrialStartedAt, m); v.Kind == Date {
		start = v.Date
	}
	if v := a.effective(TrialEndsAt, m); v.Kind == Date {
		end = v.Date
	}
	if end == Never && start != Never {
		end = start + m.trialLength()
	}
	return start, end
}

// LastSeen is the instant of the last event at or before as-of, Never without
// one.
func (a *Account) LastSeen(asOf Instant) Instant {
	for i := len(a.Events) - 1; i >= 0; i-- {
		if a.Events[i].At <= asOf {
			return a.Events[i].At
		}
	}
	return Never
}

// attributeSpelling is how the account's attributes spell the name, "" when
// they do not have it.
func (a *Account) attributeSpelling(name string) string {
	if a.Names != nil {
		return spelling(name, a.Names.Attributes)
	}
	return spelling(name, attributeNames(nil, a.Attributes))
}

// contactSpelling is how the contacts' attributes spell the name.
func (a *Account) contactSpelling(name string) string {
	if a.Names != nil {
		return spelling(name, a.Names.ContactAttributes)
	}
	var known []string
	for _, c := range a.Contacts {
		known = attributeNames(known, c.Attributes)
	}
	return spelling(name, known)
}

// eventSpelling is how the events spell the name.
func (a *Account) eventSpelling(name string) string {
	if a.Names != nil {
		return spelling(name, a.Names.Events)
	}
	var known []string
	for _, e := range a.Events {
		if e.Name == name {
			return name
		}
		if strings.EqualFold(e.Name, name) {
			known = append(known, e.Name)
		}
	}
	return spelling(name, known)
}

// spelling is how known spells the name, "" when there is none.
func spelling(name string, known []string) string {
	spelled, _ := Spelling(name, known)
	return spelled
}

// attributeNames appends the names of the attributes.
func attributeNames(names []string, attributes []Attribute) []string {
	for _, a := range attributes {
		names = append(names, a.Name)
	}
	return names
}

// valueOf is the value of the attribute of exactly that name.
func valueOf(attributes []Attribute, name string) Value {
	for _, a := range attributes {
		if a.Name == name {
			return a.Value
		}
	}
	return Value{}
}
