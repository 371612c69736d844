package date

import (
	"time"

	"trialist/scoring/value"
)

// localInstant is the instant at which the clocks of the zone show a time, given as if
// it were UTC. Where they are put forward over it, or show it twice because they are
// put back, it is read as before the change: of two the first, and of none what the
// clocks would show had they not been changed yet. [time.Date] leaves that open.
func localInstant(local value.Instant, zone *time.Location) value.Instant {
	ahead := func(at value.Instant) value.Instant {
		_, seconds := at.Time().In(zone).Zone()
		return value.Instant(seconds) * value.Second
	}
	before, after := ahead(local-value.Day), ahead(local+value.Day)
	at := local - before
	if before == after && ahead(at) == before {
		return at
	}
	if later := local - after; ahead(at) != before && ahead(later) == after {
		return later
	}
	return at
}
