package date

import (
	"time"

	"trialist/scoring/value"
)

// localInstant is the instant of a local time in a zone, given as if it were UTC. If clocks
// show the time twice, it is the first instant. If they skip it, it is the instant by the
// offset before the change. [time.Date] leaves both open.
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
