package condition

import (
	"trialist/scoring/value"
)

// Moment is when a question is asked and what it needs to know about time.
type Moment struct {
	AsOf      value.Instant // events after it do not exist yet; always known
	TrialDays int           // length of a trial whose end is not known; 0 is DefaultTrialDays
	Zone      *value.Zone   // where days begin and end; nil is UTC
}

// DefaultTrialDays is the length of a trial whose end is unknown, in days, until
// a workspace says otherwise.
const DefaultTrialDays = 14

// TrialLength is the length of a trial whose end is not known.
func (m Moment) TrialLength() value.Instant {
	if m.TrialDays == 0 {
		return DefaultTrialDays * value.Day
	}
	return value.Instant(m.TrialDays) * value.Day
}

// Bounds is the window as a half-open interval [lo, hi), for an account with that
// trial and a question asked at as-of. As-of is the last instant that it can hold.
// The window is empty where lo >= hi, which it is for windows of a trial whose
// start is Never.
func (w Window) Bounds(start, end, asOf value.Instant) (lo, hi value.Instant) {
	switch w.Span {
	case Ever:
		lo, hi = value.Never+1, asOf+1
	case Last:
		lo, hi = asOf-w.Length()+1, asOf+1
	case FirstOfTrial:
		lo, hi = start, start+value.Instant(w.Count)*value.Day
	case DuringTrial:
		lo, hi = start, end
	}
	if w.NeedsTrial() && start == value.Never {
		return 0, 0
	}
	return lo, min(hi, asOf+1)
}

// NeedsTrial reports whether the window needs the trial's dates.
func (w Window) NeedsTrial() bool { return w.Span == FirstOfTrial || w.Span == DuringTrial }

// Length is how long an event stays in a [Last] window, in milliseconds, and 0 for
// windows that do not move.
func (w Window) Length() value.Instant {
	if w.Span != Last {
		return 0
	}
	return value.Instant(w.Count) * w.Unit.length()
}

// length is the unit in milliseconds.
func (u Unit) length() value.Instant {
	switch u {
	case Hours:
		return value.Hour
	case Weeks:
		return value.Week
	case Months:
		return value.Month
	case Days:
	}
	return value.Day
}
