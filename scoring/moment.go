package scoring

// Moment is when a question is asked and what it needs to know about time.
type Moment struct {
	AsOf      Instant // events after it do not exist yet; always known
	TrialDays int     // length of a trial whose end is not known; 0 is DefaultTrialDays
}

// DefaultTrialDays is the length of a trial whose end is unknown, in days, until
// a workspace says otherwise.
const DefaultTrialDays = 14

// trialLength is the length of a trial whose end is not known.
func (m Moment) trialLength() Instant {
	if m.TrialDays == 0 {
		return DefaultTrialDays * Day
	}
	return Instant(m.TrialDays) * Day
}

// Bounds is the window as the half-open stretch [lo, hi) of an account with
// that trial, asked at as-of. It ends at as-of at the latest, which is still
// inside; lo >= hi means that the window is empty, as windows of a trial whose
// start is Never are.
func (w Window) Bounds(start, end, asOf Instant) (lo, hi Instant) {
	switch w.Span {
	case Ever:
		lo, hi = Never+1, asOf+1
	case Last:
		lo, hi = asOf-Instant(w.Count)*w.Unit.Length()+1, asOf+1
	case FirstOfTrial:
		lo, hi = start, start+Instant(w.Count)*Day
	case DuringTrial:
		lo, hi = start, end
	}
	if w.ofTrial() && start == Never {
		return 0, 0
	}
	return lo, min(hi, asOf+1)
}

// ofTrial reports whether the window needs the trial's dates.
func (w Window) ofTrial() bool { return w.Span == FirstOfTrial || w.Span == DuringTrial }

// Length is the unit in milliseconds.
func (u Unit) Length() Instant {
	switch u {
	case Hours:
		return Hour
	case Weeks:
		return Week
	case Months:
		return Month
	case Days:
	}
	return Day
}
