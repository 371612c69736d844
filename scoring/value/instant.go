package value

import (
	"math"
	"time"
)

// Instant is a point in time in milliseconds since 1970-01-01 UTC, the precision of
// events. An integer is smaller than a [time.Time], and sorts and compares faster.
type Instant int64

// Never is the instant that is not known: an absent date, a trial without an
// end, an account that was never seen. It sorts before every real instant.
const Never Instant = math.MinInt64

// Durations in milliseconds, the unit of [Instant]. A month is 30 days.
const (
	Second Instant = 1000
	Minute         = 60 * Second
	Hour           = 60 * Minute
	Day            = 24 * Hour
	Week           = 7 * Day
	Month          = 30 * Day
)

// FromTime is the instant of t, cut to the millisecond. The zero time is [Never].
func FromTime(t time.Time) Instant {
	if t.IsZero() {
		return Never
	}
	return Instant(t.UnixMilli())
}

// Known reports whether the instant is a real one.
func (i Instant) Known() bool { return i != Never }

// Time is the instant in UTC; the zero time when it is not known.
func (i Instant) Time() time.Time {
	if i == Never {
		return time.Time{}
	}
	return time.UnixMilli(int64(i)).UTC()
}

// Midnight is the start of the instant's UTC day.
func (i Instant) Midnight() Instant {
	if i == Never {
		return Never
	}
	into := i % Day
	if into < 0 {
		into += Day
	}
	return i - into
}

// String is the instant in RFC 3339 UTC with milliseconds only when it has
// some, or "never".
func (i Instant) String() string {
	if i == Never {
		return "never"
	}
	return i.Time().Format(time.RFC3339Nano)
}
