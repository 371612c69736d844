package rulebook

import (
	"trialist/scoring/condition"
	"trialist/scoring/value"
)

// Class is what somebody started a trial for.
type Class uint8

// The classes. NoClass is that of an account that is not on trial, and of a trial of
// which nobody can tell.
const (
	NoClass Class = iota
	Looker        // to see how it looks
	Builder       // to make it work for them
)

// DefaultLookerDays is after how many days of its trial an account can be a looker,
// until a workspace says otherwise.
const DefaultLookerDays = 2

// Classes lists the real classes in the order they are reported.
func Classes() []Class { return []Class{Looker, Builder} }

// String is "looker" or "builder"; "" for NoClass.
func (c Class) String() string {
	switch c {
	case Looker:
		return "looker"
	case Builder:
		return "builder"
	case NoClass:
	}
	return ""
}

// parseClass reads "looker" or "builder", ignoring case.
func parseClass(s string) (Class, error) { return value.ParseEnum("class", s, Classes()) }

// BuilderConditions are the conditions that a builder matched one of: those of the
// enabled adoption signals beyond the setup phase. Without any nobody has a class, as
// nothing tells lookers and builders apart.
func (c Scorecard) BuilderConditions() []condition.Condition {
	var conditions []condition.Condition
	for _, s := range c.Adoption {
		if s.Enabled && s.Phase != Setup {
			conditions = append(conditions, s.When.Level(1))
		}
	}
	return conditions
}
