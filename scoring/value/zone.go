package value

import (
	"fmt"
	"slices"
	"sort"
	"time"
)

// Zone is where the days of a workspace begin and end. The nil Zone is UTC. A day
// is meant by its midnight UTC, whatever the zone, as [ParseDay] gives it.
type Zone struct {
	name     string
	location *time.Location
	offsets  []offset // ascending; the first holds since ever
}

// offset is how far the clocks of a zone are ahead of UTC from an instant on.
type offset struct {
	from  Instant
	ahead Instant
}

// The years between which changes of the clocks are known. What lies beyond has the
// offset of the nearest.
const firstZoneYear, lastZoneYear = 1900, 2100

// LoadZone is the zone of an IANA name, such as "Europe/Berlin"; "" and "UTC" are
// the nil Zone.
func LoadZone(name string) (*Zone, error) {
	if name == "" || name == "UTC" {
		return nil, nil
	}
	location, err := loadLocation(name)
	if err != nil {
		return nil, err
	}
	z := &Zone{name: name, location: location}
	first := time.Date(firstZoneYear, 1, 1, 0, 0, 0, 0, time.UTC)
	z.offsets = append(z.offsets, offset{FromTime(first), offsetAt(location, first.Unix())})
	for _, c := range ClockChanges(location) {
		z.offsets = append(z.offsets, offset{c.At, c.After})
	}
	return z, nil
}

// ClockChange is an instant at which the clocks of a zone are put forward or back, and
// how far they are ahead of UTC before it and after.
type ClockChange struct{ At, Before, After Instant }

// Span is how far the clocks are put.
func (c ClockChange) Span() Instant { return max(c.After-c.Before, c.Before-c.After) }

// ClockChanges lists the changes of a zone in the years that count, in their order.
func ClockChanges(location *time.Location) []ClockChange {
	var changes []ClockChange
	at := time.Date(firstZoneYear, 1, 1, 0, 0, 0, 0, time.UTC)
	// Day by day, since [time.Time.ZoneBounds] stops at the ends of some years.
	for from, end := at.Unix(), at.AddDate(lastZoneYear-firstZoneYear, 0, 0).Unix(); from < end; from += daySeconds {
		before, after := offsetAt(location, from), offsetAt(location, from+daySeconds)
		if before != after {
			change := from + 1 + int64(sort.Search(daySeconds-1, func(i int) bool { return offsetAt(location, from+1+int64(i)) != before }))
			changes = append(changes, ClockChange{Instant(change) * Second, before, after})
		}
	}
	return changes
}

// CheckZone is the error of [LoadZone], in a fraction of the time.
func CheckZone(name string) error {
	if name == "" || name == "UTC" {
		return nil
	}
	_, err := loadLocation(name)
	return err
}

func loadLocation(name string) (*time.Location, error) {
	location, err := time.LoadLocation(name)
	if err != nil || name == "Local" {
		return nil, fmt.Errorf("%q is not a time zone; give a name such as Europe/Berlin or America/New_York", name)
	}
	return location, nil
}

const daySeconds = 24 * 60 * 60

// offsetAt is how far the clocks of a place are ahead of UTC at a second of Unix time.
func offsetAt(location *time.Location, unix int64) Instant {
	_, seconds := time.Unix(unix, 0).In(location).Zone()
	return Instant(seconds) * Second
}

// Name is the IANA name of the zone.
func (z *Zone) Name() string {
	if z == nil {
		return "UTC"
	}
	return z.name
}

// Location is the zone for the standard library.
func (z *Zone) Location() *time.Location {
	if z == nil {
		return time.UTC
	}
	return z.location
}

// ShortTime is an instant to the minute for people, with the abbreviation or offset of the
// zone, as "2026-11-27 16:15 CET"; only the day where one begins in the zone.
func (z *Zone) ShortTime(i Instant) string {
	if z.StartOfDay(z.Day(i)) == i {
		return z.Time(i).Format(DayLayout)
	}
	return z.Time(i).Format(DayLayout + " 15:04 MST")
}

// Time is the instant on the clocks of the zone, to be formatted with the abbreviation
// of the zone.
func (z *Zone) Time(i Instant) time.Time { return i.Time().In(z.Location()) }

// Local is what the clocks of the zone show at the instant, as the instant at which
// those of UTC show it. Never stays Never.
func (z *Zone) Local(i Instant) Instant {
	if z == nil || i == Never {
		return i
	}
	return i + z.offsets[z.index(i)].ahead
}

// Day is the day that the instant falls on in the zone, Never for Never.
func (z *Zone) Day(i Instant) Instant { return z.Local(i).Midnight() }

// StartOfDay is the first instant of a day in the zone: midnight, or the next
// instant that there is where the clocks are put forward at midnight.
func (z *Zone) StartOfDay(day Instant) Instant {
	if z == nil || day == Never {
		return day
	}
	for k := z.index(day - 2*Day); k < len(z.offsets); k++ {
		start := day - z.offsets[k].ahead
		if k > 0 {
			start = max(start, z.offsets[k].from)
		}
		if k+1 == len(z.offsets) || start < z.offsets[k+1].from {
			return start
		}
	}
	return day
}

// EndOfDay is the first instant after a day in the zone.
func (z *Zone) EndOfDay(day Instant) Instant {
	if day == Never {
		return Never
	}
	return z.StartOfDay(day + Day)
}

// index is which offset holds at the instant.
func (z *Zone) index(i Instant) int {
	at, found := slices.BinarySearchFunc(z.offsets, i, func(o offset, i Instant) int {
		switch {
		case o.from < i:
			return -1
		case o.from > i:
			return 1
		}
		return 0
	})
	if found {
		return at
	}
	return max(0, at-1)
}
