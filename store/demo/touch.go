package demo

import (
	"cmp"
	"slices"

	"trialist/scoring/value"
)

// Touch is something that a made-up sales rep did about a trial. Kind is owner,
// called, mailed or note. With owner, the account was given to Body.
type Touch struct {
	Account string // external id
	At      value.Instant
	Kind    string
	Who     string
	Body    string // what was said, or the name of the owner
}

// reps are the names of the sales reps.
var reps = []string{"Ana", "Ben", "Mia"}

// touchBodies are the notes of sales reps, by kind.
var touchBodies = []struct{ kind, body string }{
	{"called", "wants to see how segments work"},
	{"called", "no answer, try again tomorrow"},
	{"called", "moving over from a spreadsheet, 4,000 addresses"},
	{"called", "decides with two colleagues next week"},
	{"called", "asked about single sign-on"},
	{"mailed", "sent the guide to importing contacts"},
	{"mailed", "offered a tour of the editor"},
	{"mailed", "sent the price list for larger teams"},
	{"note", "compares us with one other product"},
	{"note", "newsletter goes out on the first Monday of the month"},
	{"note", "prefers e-mail to calls"},
	{"note", "met at the trade fair"},
}

// makeTouches makes up touches of running trials. Most trials have none. The more
// milestones a trial has reached, the more likely it has some.
func makeTouches(d random, accounts []*account, asOf value.Instant) []Touch {
	var touches []Touch
	for _, a := range accounts {
		age := int((asOf - a.started) / value.Hour)
		if a.plan != "Trial" || age < 30 || !d.chance(60+90*a.milestones) {
			continue
		}
		rep := choose(d, reps)
		at := a.started + value.Instant(d.between(2, age/2))*value.Hour
		touches = append(touches, Touch{Account: a.id, At: at, Kind: "owner", Who: rep, Body: rep})
		for range d.between(0, 3) {
			next := a.location.hour(d, a.location.midnight(at+value.Instant(d.IntN(4))*value.Day))
			if next <= at || next >= asOf || a.location.weekend(next) {
				continue
			}
			at = next
			note := choose(d, touchBodies)
			touches = append(touches, Touch{Account: a.id, At: at, Kind: note.kind, Who: rep, Body: note.body})
		}
	}
	slices.SortStableFunc(touches, func(x, y Touch) int { return cmp.Compare(x.At, y.At) })
	return touches
}
