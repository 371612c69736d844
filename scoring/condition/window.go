package condition

// Window is the time that a count looks at. The zero Window is all time up to as-of.
type Window struct {
	Span  Span
	Count int  // of Last and FirstOfTrial; 1 to maxWindow
	Unit  Unit // of Last; FirstOfTrial counts days
}

// Span is the kind of a window.
type Span uint8

// The spans. All are half-open and end at as-of at the latest: events after
// as-of do not exist yet.
const (
	Ever         Span = iota
	Last              // (as-of - n units, as-of]
	FirstOfTrial      // [trial start, trial start + n days)
	DuringTrial       // [trial start, trial end)
)

// Unit is the unit of a [Last] window.
type Unit uint8

// The units of windows.
const (
	Days Unit = iota
	Hours
	Weeks
	Months // of 30 days
)

// maxWindow is the largest count a window may have; more would only say ever.
const maxWindow = 10_000
