package demo

import (
	"slices"

	"trialist/scoring/value"
)

// weekendShare is the rate of visits on a weekend, in thousandths of that on a working
// day.
const weekendShare = 110

// milestoneRate is how likely each milestone is, in thousandths of the progress rate.
// Importing contacts takes effort, and sending takes courage.
var milestoneRate = [milestoneCount]int{
	projectCreated: 480, contactsImported: 230, teammatesInvited: 220, campaignCreated: 240, campaignSent: 105,
}

// simulation simulates the days of an account, and notes its events.
type simulation struct {
	random        random
	account       *account
	visitRate     int // of this account, see personaTraits
	progressRate  int
	sessionEvents [2]int
	milestonePath []milestone // the milestones still to come, in its own order
	reached       [milestoneCount + 1]bool
	done          [eventCount]bool
	members       int // people who have access
}

// simulateTrial simulates the trial up to its end or until, whichever is earlier.
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

// simulateCustomer simulates an account that uses the product after its trial, between
// two instants.
func (l *simulation) simulateCustomer(from, until value.Instant) {
	l.visitRate = 150 + l.visitRate/3
	l.sessionEvents = [2]int{2, 9}
	l.simulateDays(from, until, 0)
}

// simulateDays simulates the days between two instants. The account may drop out at
// the start and after each visit.
func (l *simulation) simulateDays(from, until value.Instant, dropoutRate int) {
	if l.random.chance(dropoutRate) {
		return
	}
	for day := l.account.location.midnight(from); day < until; day += value.Day {
		visitRate := l.visitRate
		if l.account.location.weekend(day) {
			visitRate = visitRate * weekendShare / 1000
		}
		if !l.random.chance(visitRate) {
			continue
		}
		for range 1 + l.random.IntN(2) {
			if at := l.account.location.hour(l.random, day); at >= from && at < until {
				l.simulateSession(at)
			}
		}
		if l.random.chance(dropoutRate) {
			return
		}
	}
}

// simulateSession simulates a session that starts at an instant.
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

// canHappen reports whether an event can happen now.
func (l *simulation) canHappen(event int) bool {
	if event == viewedPricing && l.account.converted.Known() && l.random.chance(850) {
		return false // customers seldom look at prices
	}
	e := catalogue[event]
	return l.reached[e.after] && !(e.once && l.done[event])
}

// record notes an event. It returns when the next one can follow.
func (l *simulation) record(at value.Instant, event uint8, who int8) value.Instant {
	l.account.events = append(l.account.events, accountEvent{at: at, event: event, person: who})
	l.done[event] = true
	pause := l.random.between(4, 90)
	if l.random.chance(120) {
		pause = l.random.between(90, 1500)
	}
	return at + value.Instant(pause)*value.Second
}

// planMilestones is the order in which the account will reach the milestones. Some are
// left out: a small company has nobody to invite, and who types in a few addresses
// imports none.
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

// sortEvents sorts the events by time, moves them apart so that no two have the same
// second, and drops those after as-of.
func (a *account) sortEvents(asOf value.Instant) {
	slices.SortStableFunc(a.events, func(x, y accountEvent) int { return int((x.at - y.at) / value.Second) })
	last := value.Never
	for i := range a.events {
		if last.Known() {
			a.events[i].at = max(a.events[i].at, last+value.Second)
		}
		last = a.events[i].at
	}
	kept, _ := slices.BinarySearchFunc(a.events, asOf, func(e accountEvent, at value.Instant) int {
		if e.at <= at {
			return -1
		}
		return 1
	})
	a.events = a.events[:kept]
}
