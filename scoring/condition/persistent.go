package condition

// IsPersistent reports whether a condition that holds for an account since the start of
// its trial, or once it holds after that, goes on to hold: then the accounts for which
// it ever held are those for which it holds now. Attributes have no history: what they
// say now counts as what they always said.
func (c Condition) IsPersistent() bool {
	for _, r := range c.Rules {
		if !r.isPersistent() {
			return false
		}
	}
	return true // whether all must hold, or any
}

func (r Rule) isPersistent() bool {
	switch r.Subject {
	case EventSubject, ActiveDaysSubject:
		return r.Window.Span != Last && (r.Operator == MoreThan || r.Operator == AtLeast)
	case LastSeenSubject:
		return r.Window.Span != Last && r.Operator == IsSet
	case AttributeSubject, ContactSubject:
		// Dates only get older, and the rest does not depend on when it is asked.
		return r.Operator != LessThanDaysAgo && r.Operator != InNextDays && r.Operator != InFuture
	default: // only segments ask about the others
		return false
	}
}
