package demo

import (
	"trialist/scoring/value"
)

// location is where an account is.
type location struct {
	country string
	offset  value.Instant // local time minus UTC, without daylight saving
	weight  int           // share of the accounts
}

var locations = []location{
	{"US", -6 * value.Hour, 24},
	{"UK", 0, 12},
	{"DE", 1 * value.Hour, 10},
	{"FR", 1 * value.Hour, 8},
	{"CA", -5 * value.Hour, 7},
	{"NL", 1 * value.Hour, 6},
	{"AU", 10 * value.Hour, 5},
	{"ES", 1 * value.Hour, 4},
	{"SE", 1 * value.Hour, 4},
	{"IN", 5*value.Hour + 30*value.Minute, 4},
	{"BR", -3 * value.Hour, 4},
	{"JP", 9 * value.Hour, 3},
	{"PL", 1 * value.Hour, 3},
	{"KR", 9 * value.Hour, 2},
	{"MX", -6 * value.Hour, 2},
	{"NZ", 12 * value.Hour, 2},
}

var locationWeights = func() []int {
	weights := make([]int, len(locations))
	for i, p := range locations {
		weights[i] = p.weight
	}
	return weights
}()

// locationOf is the location of a country, or the other one when it has none.
func locationOf(country string, other location) location {
	for _, p := range locations {
		if p.country == country {
			return p
		}
	}
	return other
}

// officeHours are the relative frequencies of the 24 local hours on a working
// day: most before and after lunch, and a few in the evening.
var officeHours = []int{1, 0, 0, 0, 0, 1, 3, 10, 40, 80, 95, 85, 45, 60, 90, 85, 70, 40, 15, 10, 12, 12, 6, 2}

// weekend reports whether the instant is on a Saturday or Sunday, local time.
func (p location) weekend(at value.Instant) bool {
	// The epoch began on a Thursday, two days before a Saturday.
	return ((at+p.offset).Midnight()/value.Day+5)%7 < 2
}

// midnight is the start of the instant's local day.
func (p location) midnight(at value.Instant) value.Instant {
	return (at + p.offset).Midnight() - p.offset
}

// hour is a random instant of the local day that starts at midnight, distributed as
// office hours.
func (p location) hour(d random, midnight value.Instant) value.Instant {
	hour := d.weighted(officeHours)
	return midnight + value.Instant(hour)*value.Hour + value.Instant(d.IntN(3600))*value.Second
}
