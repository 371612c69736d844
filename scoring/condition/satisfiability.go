package condition

import (
	"fmt"
	"math"

	"trialist/scoring/value"
)

// Unsatisfiable reports whether no account can ever match the condition, and why,
// in one line. It says so only when it is certain: it looks at each rule and at
// pairs of rules, and not at the data. It is false for an invalid condition, which
// [Condition.Validate] is for.
//
// Of a condition with levels it says so when its first level never holds; see
// [UnreachableLevel] for the others.
func Unsatisfiable(c Condition) (why string, never bool) {
	if c.ValidateSignal() != nil {
		return "", false
	}
	c = c.Level(1)
	for _, r := range c.Rules {
		reason, impossible := r.unsatisfiable()
		switch {
		case impossible && why == "":
			why = r.String() + ": " + reason
		case !impossible && c.Any:
			return "", false
		}
	}
	if c.Any || why != "" {
		return why, why != ""
	}
	for i, a := range c.Rules {
		for _, b := range c.Rules[:i] {
			if a.contradicts(b) || b.contradicts(a) {
				return b.String() + " and " + a.String() + " cannot both hold", true
			}
		}
	}
	return "", false
}

// UnreachableLevel is the first level of the condition that no account can ever reach,
// and why; 0 when all may be reached.
func UnreachableLevel(c Condition) (level int, why string) {
	if c.ValidateSignal() != nil {
		return 0, ""
	}
	for i, level := range c.EachLevel() {
		if why, never := Unsatisfiable(level); never {
			return i + 1, why
		}
	}
	return 0, ""
}

// unsatisfiable reports whether the rule holds for nobody, and why.
func (r Rule) unsatisfiable() (why string, never bool) {
	if least, most, ok := r.countRange(); ok {
		if most < 0 {
			return "no count is below 0", true
		}
		if days := r.Window.maxDays(); r.Subject == ActiveDaysSubject && least > days {
			return fmt.Sprintf("there are at most %s days %s", value.FormatCount(int(days)), r.Window), true
		}
	}
	if r.Subject == AttributeSubject && r.ComparesAttributes() && r.Name == r.Other && r.Operator != On {
		return "no date is before or after itself", true
	}
	if r.Subject != LastSeenSubject || !r.Operator.isRelative() {
		return "", false
	}
	lo, hi := dateBounds(r, Moment{})
	switch from, to := r.Window.Bounds(value.Never, value.Never, 0); {
	case lo >= to:
		return "what has been seen was seen in the past", true
	case r.Window.Span == Last && hi <= from:
		return "the window does not reach back so far", true
	}
	return "", false
}

// maxDays is the most UTC days that the window can touch.
func (w Window) maxDays() float64 {
	var length value.Instant
	switch w.Span {
	case Last:
		length = value.Instant(w.Count) * w.Unit.length()
	case FirstOfTrial:
		length = value.Instant(w.Count) * value.Day
	case Ever, DuringTrial:
		return math.Inf(1)
	}
	// A window of two milliseconds can touch two days, and one of a day and two
	// milliseconds three.
	return float64((length-2)/value.Day + 2)
}

// containedIn reports whether the window lies within the other, for every trial and
// at every as-of.
func (w Window) containedIn(other Window) bool {
	w, other = w.Canonical(), other.Canonical()
	switch {
	case other.Span == Ever || w == other:
		return true
	case w.Span == Last && other.Span == Last:
		return value.Instant(w.Count)*w.Unit.length() <= value.Instant(other.Count)*other.Unit.length()
	}
	return w.Span == FirstOfTrial && other.Span == FirstOfTrial && w.Count <= other.Count
}

// countRange is how often, at least and at most, the rule wants its event to happen
// in its window; for active days and last seen, on how many days anything happens.
// It is false for rules about attributes.
func (r Rule) countRange() (least, most float64, ok bool) {
	if !r.Subject.Windowed() {
		return 0, 0, false
	}
	switch op := r.Operator; {
	case op == IsNotSet: // never seen
		return 0, 0, true
	case op == MoreThan:
		return r.Number + 1, math.Inf(1), true
	case op == AtLeast:
		return r.Number, math.Inf(1), true
	case op == Exactly:
		return r.Number, r.Number, true
	case op == AtMost:
		return 0, r.Number, true
	case op == LessThan:
		return 0, r.Number - 1, true
	}
	return 1, math.Inf(1), true // rules about last seen need at least one event
}

// contradicts reports whether no account satisfies both rules. It is not symmetric:
// what it does not find, asking the other rule about this one may.
func (r Rule) contradicts(other Rule) bool {
	switch {
	case r.Subject == AttributeSubject && r.Operator == IsNotSet && other.ComparesAttributes() && other.OtherReading() == r.Reading():
		return true
	case r.Subject == AttributeSubject:
		return other.Subject == AttributeSubject && r.Reading() == other.Reading() && r.contradictsValues(other)
	case r.Subject == LastSeenSubject && other.Subject == LastSeenSubject && r.Window.Canonical() == other.Window.Canonical():
		return r.contradictsValues(other)
	}
	return r.exceedsCount(other)
}

// exceedsCount reports whether the rule wants more to happen in its window than the
// other allows in a window around it.
func (r Rule) exceedsCount(other Rule) bool {
	least, _, counted := r.countRange()
	_, most, limited := other.countRange()
	if !counted || !limited || !r.Window.containedIn(other.Window) {
		return false
	}
	event, otherEvent := r.Subject == EventSubject, other.Subject == EventSubject
	switch {
	case event && !otherEvent:
		return min(least, 1) > most // all of them may fall on one day
	case event != otherEvent || event && r.Name != other.Name:
		return false
	}
	return least > most
}
