package condition

import (
	"trialist/scoring/value"
)

// Moment is when a question is asked and what it needs to know about time.
type Moment struct {
	AsOf      value.Instant // events after it do not exist yet; always known
	TrialDays int           // length of a trial whose end is not known; 0 is DefaultTrialDays
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

// Bounds is the window as the half-open stretch [lo, hi) of an account with
// that trial, asked at as-of. It ends at as-of at the latest, which is still
// inside; lo >= hi means that the window is empty, as windows of a trial whose
// start is Never are.
func (w Window) Bounds(start, end, asOf value.Instant) (lo, hi value.Instant) {
	switch w.Span {
	case Ever:
		lo, hi = value.Never+1, asOf+1
	case Last:
		lo, hi = asOf-value.Instant(w.Count)*w.Unit.length()+1, asOf+1
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
