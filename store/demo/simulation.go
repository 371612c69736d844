package demo

import (
	"slices"

	"trialist/scoring/value"
)

// weekendShare is how many thousandths of the working days' comers come on a
// weekend.
const weekendShare = 110

// milestoneRate is how many thousandths of an account's drive are left at each step:
// looking for a list of addresses takes courage, and so does pressing send.
var milestoneRate = [milestoneCount]int{
	projectCreated: 480, contactsImported: 230, teammatesInvited: 220, campaignCreated: 240, campaignSent: 105,
}

// simulation is an account being lived: what it has reached, and who is there.
type simulation struct {
	random        random
	account       *account
	visitRate     int // traits of this account, in thousandths
	progressRate  int
	sessionEvents [2]int
	milestonePath []milestone // the steps it is going to take, in its own order
	reached       [milestoneCount + 1]bool
	done          [eventCount]bool
	members       int // people who have access
}

// simulateTrial fills in the events of the trial up to until, or the end of the trial.
func (l *simulation) simulateTrial(until value.Instant) {
	traits := personas[l.account.character]
	l.visitRate = l.random.between(traits.visitRate[0], traits.visitRate[1])
	l.progressRate = l.random.between(traits.progressRate[0], traits.progressRate[1])
	l.sessionEvents = traits.sessionEvents
	l.milestonePath, l.members = l.planMilestones(), min(1, len(l.account.people))
	l.reached[always] = true
	until = min(until, l.account.trialEnd())
	l.simulateSession(l.account.started)
	l.simulateDays(l.account.started+value.Hour*2, until, traits.dropoutRate)
	for _, reached := range l.reached[:milestoneCount] {
		if reached {
			l.account.milestones++
		}
	}
}

// simulateCustomer fills in the events from one instant to another of an account that
// keeps using the product after its trial.
func (l *simulation) simulateCustomer(from, until value.Instant) {
	l.visitRate = 150 + l.visitRate/3
	l.sessionEvents = [2]int{2, 9}
	l.simulateDays(from, until, 0)
}

// simulateDays lives through the days between two instants.
func (l *simulation) simulateDays(from, until value.Instant, leaving int) {
	if l.random.chance(leaving) {
		return
	}
	for day := l.account.location.midnight(from); day < until; day += value.Day {
		coming := l.visitRate
		if l.account.location.weekend(day) {
			coming = coming * weekendShare / 1000
		}
		if !l.random.chance(coming) {
			continue
		}
		for range 1 + l.random.IntN(2) {
			if at := l.account.location.hour(l.random, day); at >= from && at < until {
				l.simulateSession(at)
			}
		}
		if l.random.chance(leaving) {
			return
		}
	}
}

// simulateSession lives through a session that starts at an instant.
func (l *simulation) simulateSession(at value.Instant) {
	who := int8(nobody)
	if l.members > 0 && !l.random.chance(30) {
		who = int8(l.random.IntN(l.members))
	}
	at = l.record(at, loggedIn, who)
	for range l.random.between(l.sessionEvents[0], l.sessionEvents[1]) {
		if len(l.milestonePath) > 0 && l.random.chance(l.progressRate*milestoneRate[l.milestonePath[0]]/1000) {
			next := l.milestonePath[0]
			l.milestonePath = l.milestonePath[1:]
			at = l.record(at, milestoneEvents[next], who)
			l.reached[next] = true
			if next == teammatesInvited {
				l.members = len(l.account.people)
			}
			continue
		}
		if event := l.random.weighted(zipf[:]); l.canHappen(event) {
			at = l.record(at, uint8(event), who)
		}
	}
}

// canHappen reports whether an event can happen by itself now.
func (l *simulation) canHappen(event int) bool {
	if event == viewedPricing && l.account.converted.Known() && l.random.chance(850) {
		return false // customers know the prices
	}
	e := catalogue[event]
	return l.reached[e.after] && !(e.once && l.done[event])
}

// record notes an event and returns when the next can follow.
func (l *simulation) record(at value.Instant, event uint8, who int8) value.Instant {
	l.account.events = append(l.account.events, accountEvent{at: at, event: event, person: who})
	l.done[event] = true
	pause := l.random.between(4, 90)
	if l.random.chance(120) {
		pause = l.random.between(90, 1500)
	}
	return at + value.Instant(pause)*value.Second
}

// planMilestones is the order in which the account takes the steps of the journey. Not
// everybody takes every step: small companies have nobody to invite, and some
// only send to a handful of addresses that they type in.
func (l *simulation) planMilestones() []milestone {
	alone := 520
	if l.account.employees > 50 {
		alone = 200
	}
	skips := [milestoneCount]int{projectCreated: 20, contactsImported: 120, teammatesInvited: alone, campaignCreated: 40, campaignSent: 60}
	var path []milestone
	for m := range milestoneCount {
		if !l.random.chance(skips[m]) {
			path = append(path, m)
		}
	}
	if i := slices.Index(path, contactsImported); i > 0 && l.random.chance(220) && i+1 < len(path) && path[i+1] != campaignSent {
		path[i], path[i+1] = path[i+1], path[i]
	}
	if !slices.Contains(path, campaignCreated) {
		path = slices.DeleteFunc(path, func(m milestone) bool { return m == campaignSent })
	}
	return path
}

// sortEvents puts the events in order, one a second at most, and drops those
// after as-of.
func (a *account) sortEvents(asOf value.Instant) {
	slices.SortStableFunc(a.events, func(x, y accountEvent) int { return int((x.at - y.at) / value.Second) })
	last := value.Never
	for i := range a.events {
		if last.Known() {
			a.events[i].at = max(a.events[i].at, last+value.Second)
		}
		last = a.events[i].at
	}
	kept, _ := slices.BinarySearchFunc(a.events, asOf, func(h accountEvent, at value.Instant) int {
		if h.at <= at {
			return -1
		}
		return 1
	})
	a.events = a.events[:kept]
}
