package demo

import (
	"cmp"
	"slices"

	"trialist/scoring/record"
	"trialist/scoring/value"
)

// How many accounts the scenario has.
const (
	runningTrials = 412
	pastCustomers = 604
)

// pastDays is how far back the trials of past customers start.
const pastDays = 165

// scenario is the workspace of fixed size. All of it is in memory.
type scenario struct {
	accounts []*account
	contacts []employee
	eventLog []scenarioEvent
	touchLog []Touch
}

// employee is a person with their account.
type employee struct {
	*account
	person
}

// scenarioEvent is an event with its account.
type scenarioEvent struct {
	*account
	accountEvent
}

func newScenario(seed uint64, asOf value.Instant) *scenario {
	asOf -= asOf % value.Second
	s := &scenario{}
	for n := range runningTrials + pastCustomers {
		d := newRandom(seed, uint64(n))
		a := newAccount(d, seed, n)
		a.character = persona(d.weighted(personaWeights))
		if n < runningTrials {
			a.startTrial(d, asOf)
		} else {
			a.endTrial(d, asOf)
		}
		a.sortEvents(asOf)
		s.accounts = append(s.accounts, a)
	}
	slices.SortFunc(s.accounts, func(x, y *account) int {
		return cmp.Or(cmp.Compare(x.started, y.started), cmp.Compare(x.id, y.id))
	})
	for _, a := range s.accounts {
		for _, p := range a.people {
			s.contacts = append(s.contacts, employee{a, p})
		}
		for _, h := range a.events {
			s.eventLog = append(s.eventLog, scenarioEvent{a, h})
		}
	}
	slices.SortStableFunc(s.eventLog, func(x, y scenarioEvent) int { return cmp.Compare(x.at, y.at) })
	s.touchLog = makeTouches(newRandom(seed, 1<<40), s.accounts, asOf)
	return s
}

// startTrial makes the account a trial that is still running at as-of.
func (a *account) startTrial(d random, asOf value.Instant) {
	length := value.Instant(trialDays) * value.Day
	if d.chance(30) {
		length += value.Week // extended
	}
	a.pickStart(d, asOf-length+value.Hour, asOf-10*value.Minute)
	a.ends = a.started + length
	if length == trialDays*value.Day && d.chance(40) {
		a.ends = value.Never
	}
	a.plan = "Trial"
	l := simulation{random: d, account: a}
	l.simulateTrial(asOf)
}

// endTrial makes the account one whose trial is over, or that converted early.
func (a *account) endTrial(d random, asOf value.Instant) {
	l := simulation{random: d, account: a}
	if d.chance(45) {
		a.character = power
		a.pickStart(d, asOf-12*value.Day, asOf-4*value.Day)
		a.ends = a.started + trialDays*value.Day
		l.simulateTrial(asOf)
		l.convert(a.location.hour(d, a.location.midnight(asOf-value.Instant(d.between(1, 3))*value.Day)), asOf)
		return
	}
	// Later starts are more likely, as the product is growing.
	latest := asOf - trialDays*value.Day - value.Hour
	latest -= value.Instant(min(d.IntN(pastDays), d.IntN(pastDays))) * value.Day
	a.pickStart(d, latest-value.Day, latest)
	a.ends = a.started + trialDays*value.Day
	l.simulateTrial(asOf)
	l.decideConversion(asOf)
}

// pickStart picks when the trial starts, between two instants: mostly on a working day
// and in office hours.
func (a *account) pickStart(d random, earliest, latest value.Instant) {
	days := int((latest-earliest)/value.Day) + 1
	at := latest
	for range 40 {
		day := a.location.midnight(earliest + value.Instant(d.IntN(days+1))*value.Day)
		if a.location.weekend(day) && !d.chance(300) {
			continue
		}
		if at = a.location.hour(d, day); at >= earliest && at <= latest {
			break
		}
	}
	a.started = min(max(at, earliest), latest)
	a.signedUp = a.started - value.Instant(d.between(20, 400))*value.Second
	if d.chance(80) {
		a.signedUp -= value.Instant(d.between(1, 60)) * value.Day
	}
}

func (s *scenario) size() Size {
	return Size{Customers: len(s.accounts), Contacts: len(s.contacts), Events: len(s.eventLog)}
}

func (s *scenario) customer(i int) record.CustomerRow {
	a := s.accounts[i]
	return record.CustomerRow{Line: line(i), Account: a.id, Name: a.name, Attributes: a.attributes()}
}

func (s *scenario) contact(i int) record.ContactRow {
	c := s.contacts[i]
	return record.ContactRow{Line: line(i), Contact: c.person.id, Account: c.account.id, Attributes: c.person.attributes()}
}

func (s *scenario) events() record.Source {
	return &generatedRows{until: len(s.eventLog), add: func(b *record.Batch, i int) {
		e := s.eventLog[i]
		row := record.EventRow{Line: line(i), Account: []byte(e.id), Name: []byte(catalogue[e.event].name), At: e.at, Count: 1}
		if e.person >= 0 {
			row.Contact = []byte(e.people[e.person].id)
		}
		b.AddEvent(&row)
	}}
}

func (s *scenario) columns() columns {
	return columns{customers: accountColumns, contacts: contactColumns, actors: true}
}

func (s *scenario) touches() []Touch { return s.touchLog }
