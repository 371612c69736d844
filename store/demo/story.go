package demo

import (
	"cmp"
	"slices"

	"trialist/scoring/record"
	"trialist/scoring/value"
)

// How many accounts the story has.
const (
	runningTrials = 412
	pastCustomers = 604
)

// pastDays is how far back the trials of past customers start.
const pastDays = 165

// story is the fixed-size workspace, all of it in memory.
type story struct {
	accounts []*account
	contacts []staff
	log      []entry
	touched  []Touch
}

// staff is a person with the account they work in.
type staff struct {
	*account
	person
}

// entry is an event with the account it belongs to.
type entry struct {
	*account
	happening
}

func newStory(seed uint64, asOf value.Instant) *story {
	asOf -= asOf % value.Second
	s := &story{}
	for n := range runningTrials + pastCustomers {
		d := newDice(seed, uint64(n))
		a := introduce(d, seed, n)
		a.character = character(d.pick(characterWeights))
		if n < runningTrials {
			a.enrol(d, asOf)
		} else {
			a.remember(d, asOf)
		}
		a.settle(asOf)
		s.accounts = append(s.accounts, a)
	}
	slices.SortFunc(s.accounts, func(x, y *account) int {
		return cmp.Or(cmp.Compare(x.started, y.started), cmp.Compare(x.id, y.id))
	})
	for _, a := range s.accounts {
		for _, p := range a.people {
			s.contacts = append(s.contacts, staff{a, p})
		}
		for _, h := range a.events {
			s.log = append(s.log, entry{a, h})
		}
	}
	slices.SortStableFunc(s.log, func(x, y entry) int { return cmp.Compare(x.at, y.at) })
	s.touched = touchTrials(newDice(seed, 1<<40), s.accounts, asOf)
	return s
}

// enrol makes the account a trial that is still running at as-of.
func (a *account) enrol(d dice, asOf value.Instant) {
	length := value.Instant(trialDays) * value.Day
	if d.chance(30) {
		length += value.Week // extended
	}
	a.start(d, asOf-length+value.Hour, asOf-10*value.Minute)
	a.ends = a.started + length
	if length == trialDays*value.Day && d.chance(40) {
		a.ends = value.Never
	}
	a.plan = "Trial"
	l := life{d: d, a: a}
	l.live(asOf)
}

// remember makes the account one whose trial is over, or that bought early.
func (a *account) remember(d dice, asOf value.Instant) {
	l := life{d: d, a: a}
	if d.chance(45) {
		a.character = power
		a.start(d, asOf-12*value.Day, asOf-4*value.Day)
		a.ends = a.started + trialDays*value.Day
		l.live(asOf)
		l.buy(a.place.hour(d, a.place.midnight(asOf-value.Instant(d.between(1, 3))*value.Day)), asOf)
		return
	}
	// The younger the more: the product is growing.
	latest := asOf - trialDays*value.Day - value.Hour
	latest -= value.Instant(min(d.IntN(pastDays), d.IntN(pastDays))) * value.Day
	a.start(d, latest-value.Day, latest)
	a.ends = a.started + trialDays*value.Day
	l.live(asOf)
	l.decide(asOf)
}

// start picks when the trial starts, at an hour and on a day when people sign
// up, between two instants.
func (a *account) start(d dice, earliest, latest value.Instant) {
	days := int((latest-earliest)/value.Day) + 1
	at := latest
	for range 40 {
		day := a.place.midnight(earliest + value.Instant(d.IntN(days+1))*value.Day)
		if a.place.weekend(day) && !d.chance(300) {
			continue
		}
		if at = a.place.hour(d, day); at >= earliest && at <= latest {
			break
		}
	}
	a.started = min(max(at, earliest), latest)
	a.signedUp = a.started - value.Instant(d.between(20, 400))*value.Second
	if d.chance(80) {
		a.signedUp -= value.Instant(d.between(1, 60)) * value.Day
	}
}

func (s *story) size() Size {
	return Size{Customers: len(s.accounts), Contacts: len(s.contacts), Events: len(s.log)}
}

func (s *story) customer(i int) record.CustomerRow {
	a := s.accounts[i]
	return record.CustomerRow{Line: line(i), Account: a.id, Name: a.name, Attributes: a.attributes()}
}

func (s *story) contact(i int) record.ContactRow {
	c := s.contacts[i]
	return record.ContactRow{Line: line(i), Contact: c.person.id, Account: c.account.id, Attributes: c.person.attributes()}
}

func (s *story) events() record.Source {
	return &rows{until: len(s.log), add: func(b *record.Batch, i int) {
		e := s.log[i]
		row := record.EventRow{Line: line(i), Account: []byte(e.id), Name: []byte(catalogue[e.event].name), At: e.at, Count: 1}
		if e.person >= 0 {
			row.Contact = []byte(e.people[e.person].id)
		}
		b.Events = append(b.Events, row)
	}}
}

func (s *story) columns() columns {
	return columns{customers: accountColumns, contacts: contactColumns, actors: true}
}

func (s *story) touches() []Touch { return s.touched }
