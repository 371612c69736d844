package demo

import "trialist/scoring"

// place is where an account is at home.
type place struct {
	country string
	offset  scoring.Instant // local time less UTC, summers left out
	weight  int             // share of the accounts
}

var places = []place{
	{"US", -6 * scoring.Hour, 24},
	{"UK", 0, 12},
	{"DE", 1 * scoring.Hour, 10},
	{"FR", 1 * scoring.Hour, 8},
	{"CA", -5 * scoring.Hour, 7},
	{"NL", 1 * scoring.Hour, 6},
	{"AU", 10 * scoring.Hour, 5},
	{"ES", 1 * scoring.Hour, 4},
	{"SE", 1 * scoring.Hour, 4},
	{"IN", 5*scoring.Hour + 30*scoring.Minute, 4},
	{"BR", -3 * scoring.Hour, 4},
	{"JP", 9 * scoring.Hour, 3},
	{"PL", 1 * scoring.Hour, 3},
	{"KR", 9 * scoring.Hour, 2},
	{"MX", -6 * scoring.Hour, 2},
	{"NZ", 12 * scoring.Hour, 2},
}

var placeWeights = func() []int {
	weights := make([]int, len(places))
	for i, p := range places {
		weights[i] = p.weight
	}
	return weights
}()

// placeOf is the place of a country, or the other one where there is none.
func placeOf(country string, other place) place {
	for _, p := range places {
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
func (p place) weekend(at scoring.Instant) bool {
	// The first day of the epoch was a Thursday, two days before a Saturday.
	return ((at+p.offset).Midnight()/scoring.Day+5)%7 < 2
}

// midnight is the start of the instant's local day.
func (p place) midnight(at scoring.Instant) scoring.Instant {
	return (at + p.offset).Midnight() - p.offset
}

// hour is an instant of the local day that starts at midnight, as people keep
// hours.
func (p place) hour(d dice, midnight scoring.Instant) scoring.Instant {
	hour := d.pick(officeHours)
	return midnight + scoring.Instant(hour)*scoring.Hour + scoring.Instant(d.IntN(3600))*scoring.Second
}
