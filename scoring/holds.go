package scoring

// Holds reports whether the condition holds for the account at the moment. It
// is the plain reading of what conditions mean, and what the compiled
// evaluation is tested against; drill-down uses it too. A condition without
// rules holds for nobody.
func Holds(c Condition, a *Account, m Moment) bool {
	for _, r := range c.Rules {
		if holdsRule(r, a, m) == c.Any {
			return c.Any
		}
	}
	return !c.Any && len(c.Rules) > 0
}

// holdsRule reports whether the rule holds for the account.
func holdsRule(r Rule, a *Account, m Moment) bool {
	test := newValueTest(r, m)
	switch r.Subject {
	case AttributeSubject:
		return test.holds(a.effective(r.Name, m))
	case ContactSubject:
		return len(matchingContacts(r, a, m)) > 0
	case EventSubject:
		return numberMatches(r.Operator, float64(occurrencesOf(r, a, m).times), r.Number)
	case ActiveDaysSubject:
		return numberMatches(r.Operator, float64(occurrencesOf(r, a, m).days), r.Number)
	case LastSeenSubject:
		return test.holds(DateValue(occurrencesOf(r, a, m).last))
	}
	return false
}

// matchingContacts lists the contacts of the account that satisfy a contact rule.
func matchingContacts(r Rule, a *Account, m Moment) []Contact {
	var satisfying []Contact
	test, name := newValueTest(r, m), a.contactSpelling(r.Name)
	for _, c := range a.Contacts {
		if test.holds(valueOf(c.Attributes, name)) {
			satisfying = append(satisfying, c)
		}
	}
	return satisfying
}

// occurrences is what a rule about events sees in its window.
type occurrences struct {
	times       int
	days        int     // UTC days with any
	first, last Instant // Never without any
}

// occurrencesOf looks at the events of the rule in its window: those of its name,
// or all of them for active days and last seen.
func occurrencesOf(r Rule, a *Account, m Moment) occurrences {
	start, end := a.Trial(m)
	lo, hi := r.Window.Bounds(start, end, m.AsOf)
	return occurrencesIn(r, a, lo, hi)
}

// occurrencesIn looks at the events of the rule in [lo, hi).
func occurrencesIn(r Rule, a *Account, lo, hi Instant) occurrences {
	seen := occurrences{first: Never, last: Never}
	name := ""
	if r.Subject == EventSubject {
		if name = a.eventSpelling(r.Name); name == "" {
			return seen
		}
	}
	for _, e := range a.Events {
		if e.At < lo || e.At >= hi || r.Subject == EventSubject && e.Name != name {
			continue
		}
		if seen.first == Never {
			seen.first = e.At
		}
		if e.At.Midnight() != seen.last.Midnight() {
			seen.days++
		}
		seen.times += e.Times()
		seen.last = e.At
	}
	return seen
}
