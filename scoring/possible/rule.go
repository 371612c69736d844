package possible

import (
	"trialist/scoring/condition"
	"trialist/scoring/value"
)

// attribute is an attribute that may be missing.
type attribute struct {
	name    string
	contact bool // of a contact
}

// same reports whether two names mean the same attribute.
func (a attribute) same(other attribute) bool {
	return a.contact == other.contact && value.Fold(a.name) == value.Fold(other.name)
}

// isSet is the rule that the account, or one of its contacts, has the attribute.
func (a attribute) isSet() condition.Rule {
	r := condition.Rule{Subject: condition.AttributeSubject, Name: a.name, Operator: condition.IsSet}
	if a.contact {
		r.Subject = condition.ContactSubject
	}
	return r
}

// neededBy lists the attributes without which the rule fails. A rule about events needs
// none, nor does one that asks whether an attribute is not set.
func neededBy(r condition.Rule) []attribute {
	var needed []attribute
	asksAttribute := r.Subject == condition.AttributeSubject || r.Subject == condition.ContactSubject
	if !asksAttribute || r.Operator == condition.IsNotSet {
		return nil
	}
	needed = append(needed, attribute{r.Name, r.Subject == condition.ContactSubject})
	if r.ComparesAttributes() {
		needed = append(needed, attribute{r.Other, false})
	}
	return needed
}

// needsAttributes reports whether a rule of the condition needs an attribute.
func needsAttributes(c condition.Condition) bool {
	for _, r := range c.Rules {
		if len(neededBy(r)) > 0 {
			return true
		}
	}
	return false
}
