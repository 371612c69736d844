package demo

import (
	"slices"

	"trialist/scoring/value"
)

// weekendShare is how many thousandths of the working days' comers come on a
// weekend.
const weekendShare = 110

// ease is how many thousandths of an account's drive are left at each step:
// looking for a list of addresses takes courage, and so does pressing send.
var ease = [milestoneCount]int{
	projectCreated: 480, contactsImported: 230, teammatesInvited: 220, campaignCreated: 240, campaignSent: 105,
}

// life is an account being lived: what it has reached, and who is there.
type life struct {
	d       dice
	a       *account
	coming  int // traits of this account, in thousandths
	drive   int
	session [2]int
	path    []milestone // the steps it is going to take, in its own order
	has     [milestoneCount + 1]bool
	done    [eventCount]bool
	team    int // people who have access
}

// live fills in the events of the trial up to until, or the end of the trial.
func (l *life) live(until value.Instant) {
	traits := characters[l.a.character]
	l.coming = l.d.between(traits.coming[0], traits.coming[1])
	l.drive = l.d.between(traits.drive[0], traits.drive[1])
	l.session = traits.session
	l.path, l.team = l.route(), min(1, len(l.a.people))
	l.has[always] = true
	until = min(until, l.a.trialEnd())
	l.sit(l.a.started)
	l.come(l.a.started+value.Hour*2, until, traits.leaving)
	for _, reached := range l.has[:milestoneCount] {
		if reached {
			l.a.reached++
		}
	}
}

// stay fills in the events from one instant to another of an account that
// keeps using the product after its trial.
func (l *life) stay(from, until value.Instant) {
	l.coming = 150 + l.coming/3
	l.session = [2]int{2, 9}
	l.come(from, until, 0)
}

// come lives through the days between two instants.
func (l *life) come(from, until value.Instant, leaving int) {
	if l.d.chance(leaving) {
		return
	}
	for day := l.a.place.midnight(from); day < until; day += value.Day {
		coming := l.coming
		if l.a.place.weekend(day) {
			coming = coming * weekendShare / 1000
		}
		if !l.d.chance(coming) {
			continue
		}
		for range 1 + l.d.IntN(2) {
			if at := l.a.place.hour(l.d, day); at >= from && at < until {
				l.sit(at)
			}
		}
		if l.d.chance(leaving) {
			return
		}
	}
}

// sit lives through a session that starts at an instant.
func (l *life) sit(at value.Instant) {
	who := int8(nobody)
	if l.team > 0 && !l.d.chance(30) {
		who = int8(l.d.IntN(l.team))
	}
	at = l.do(at, loggedIn, who)
	for range l.d.between(l.session[0], l.session[1]) {
		if len(l.path) > 0 && l.d.chance(l.drive*ease[l.path[0]]/1000) {
			next := l.path[0]
			l.path = l.path[1:]
			at = l.do(at, milestoneEvents[next], who)
			l.has[next] = true
			if next == teammatesInvited {
				l.team = len(l.a.people)
			}
			continue
		}
		if event := l.d.pick(zipf[:]); l.would(event) {
			at = l.do(at, uint8(event), who)
		}
	}
}

// would reports whether an event can happen by itself now.
func (l *life) would(event int) bool {
	if event == viewedPricing && l.a.converted.Known() && l.d.chance(850) {
		return false // customers know the prices
	}
	e := catalogue[event]
	return l.has[e.after] && !(e.once && l.done[event])
}

// do notes an event and returns when the next can follow.
func (l *life) do(at value.Instant, event uint8, who int8) value.Instant {
	l.a.events = append(l.a.events, happening{at: at, event: event, person: who})
	l.done[event] = true
	pause := l.d.between(4, 90)
	if l.d.chance(120) {
		pause = l.d.between(90, 1500)
	}
	return at + value.Instant(pause)*value.Second
}

// route is the order in which the account takes the steps of the journey. Not
// everybody takes every step: small companies have nobody to invite, and some
// only send to a handful of addresses that they type in.
func (l *life) route() []milestone {
	alone := 520
	if l.a.employees > 50 {
		alone = 200
	}
	skips := [milestoneCount]int{projectCreated: 20, contactsImported: 120, teammatesInvited: alone, campaignCreated: 40, campaignSent: 60}
	var path []milestone
	for m := range milestoneCount {
		if !l.d.chance(skips[m]) {
			path = append(path, m)
		}
	}
	if i := slices.Index(path, contactsImported); i > 0 && l.d.chance(220) && i+1 < len(path) && path[i+1] != campaignSent {
		path[i], path[i+1] = path[i+1], path[i]
	}
	if !slices.Contains(path, campaignCreated) {
		path = slices.DeleteFunc(path, func(m milestone) bool { return m == campaignSent })
	}
	return path
}

// settle puts the events in order, one a second at most, and drops those
// after as-of.
func (a *account) settle(asOf value.Instant) {
	slices.SortStableFunc(a.events, func(x, y happening) int { return int((x.at - y.at) / value.Second) })
	last := value.Never
	for i := range a.events {
		if last.Known() {
			a.events[i].at = max(a.events[i].at, last+value.Second)
		}
		last = a.events[i].at
	}
	kept, _ := slices.BinarySearchFunc(a.events, asOf, func(h happening, at value.Instant) int {
		if h.at <= at {
			return -1
		}
		return 1
	})
	a.events = a.events[:kept]
}
