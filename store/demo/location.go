package demo

import (
	"trialist/scoring/value"
)

// location is where an account is at home.
type location struct {
	country string
	offset  value.Instant // local time less UTC, summers left out
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

// locationOf is the place of a country, or the other one where there is none.
func locationOf(country string, other location) location {
	for _, p := range locations {
		if p.country == country {
			return p
		}
	}
	return other
}

// officeHours are the relative frequencies of the 24 local hours on a working
// day: two humps around lunch, and a few people in the evening.
var officeHours = []int{1, 0, 0, 0, 0, 1, 3, 10, 40, 80, 95, 85, 45, 60, 90, 85, 70, 40, 15, 10, 12, 12, 6, 2}

// weekend reports whether the instant falls on a Saturday or Sunday there.
func (p location) weekend(at value.Instant) bool {
	// The first day of the epoch was a Thursday, two days before a Saturday.
	return ((at+p.offset).Midnight()/value.Day+5)%7 < 2
}

// midnight is the start of the instant's local day.
func (p location) midnight(at value.Instant) value.Instant {
	return (at + p.offset).Midnight() - p.offset
}

// hour is an instant of the local day that starts at midnight, as people keep
// hours.
func (p location) hour(d random, midnight value.Instant) value.Instant {
	hour := d.weighted(officeHours)
	return midnight + value.Instant(hour)*value.Hour + value.Instant(d.IntN(3600))*value.Second
}
