package condition

import "trialist/scoring/value"

// Reading is the account attribute that the rule is asked of, which is its name but
// for the end of the trial. Whoever asks for the date of the end gets one also where
// it is only assumed. Whoever asks whether it is set, or for its text, is told what
// the data says.
func (r Rule) Reading() string {
	switch {
	case r.Subject != AttributeSubject || value.Fold(r.Name) != value.TrialEndsAt || !r.Operator.ComparesDate():
		return r.Name
	case r.Operator.isRelative():
		return value.TrialEndInstant
	}
	return value.TrialEndDate
}

// OtherReading is the reading of the attribute that the rule compares a date with.
func (r Rule) OtherReading() string {
	if value.Fold(r.Other) == value.TrialEndsAt {
		return value.TrialEndDate
	}
	return r.Other
}
