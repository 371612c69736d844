package demo

import (
	"fmt"

	"trialist/scoring/value"
)

// account is one customer of the scenario with all that happened up to as-of.
type account struct {
	company
	location  location
	country   string // "" when not known
	industry  string
	employees int // 0 when not known
	email     string
	phone     string
	people    []person

	signedUp, started, ends value.Instant // ends is Never where the trial has the usual length
	converted, churned      value.Instant
	plan                    string
	mrr                     int

	character  persona
	milestones int // how many it reached by the end of the trial
	events     []accountEvent
}

// accountEvent is one event of an account.
type accountEvent struct {
	at     value.Instant
	event  uint8
	person int8 // index in people; nobody when not known
}

const nobody = -1

// attributes collects the attributes that have a value.
type attributes []value.Attribute

func (a *attributes) text(name, v string) { a.add(name, value.TextValue(v)) }

func (a *attributes) date(name string, at value.Instant) { a.add(name, value.DateValue(at)) }

func (a *attributes) number(name string, v int) {
	if v != 0 {
		a.add(name, value.NumberValue(float64(v)))
	}
}

func (a *attributes) add(name string, v value.Value) {
	if v.Kind != value.Absent {
		*a = append(*a, value.Attribute{Name: name, Value: v})
	}
}

// accountColumns are the attributes of an account, in file order.
var accountColumns = []string{
	"domain", "email", "phone", "industry", "employees", "country", "plan", "mrr",
	"signed_up", "trial_started_at", "trial_ends_at", "converted_at", "churned_at",
}

// attributes is the attributes of the account that have a value.
func (a *account) attributes() []value.Attribute {
	var list attributes
	list.text("domain", a.domain)
	list.text("email", a.email)
	list.text("phone", a.phone)
	list.text("industry", a.industry)
	list.number("employees", a.employees)
	list.text("country", a.country)
	list.text("plan", a.plan)
	list.number("mrr", a.mrr)
	list.date("signed_up", a.signedUp)
	list.date("trial_started_at", a.started)
	list.date("trial_ends_at", a.ends)
	list.date("converted_at", a.converted)
	list.date("churned_at", a.churned)
	return list
}

// trialEnd is the end of the trial, after the usual length where none is given.
func (a *account) trialEnd() value.Instant {
	if a.ends.Known() {
		return a.ends
	}
	return a.started + trialDays*value.Day
}

// sizes are ranges of employees. The weights say how common each is.
var (
	sizes       = [][2]int{{1, 10}, {11, 50}, {51, 200}, {201, 1000}, {1001, 9000}}
	sizeWeights = []int{30, 28, 24, 13, 5}
)

// newAccount makes up who the account is.
func newAccount(d random, seed uint64, n int) *account {
	industry := d.weighted(industryWeights)
	a := &account{
		company:  nameCompany(d, seed, n, industry),
		location: locations[d.weighted(locationWeights)],
		industry: industries[industry].name,
		signedUp: value.Never, started: value.Never, ends: value.Never,
		converted: value.Never, churned: value.Never,
	}
	if at := n - firstUnusual; at >= 0 && at%unusualEvery == 0 && at/unusualEvery < len(unusualCompanies) {
		odd := unusualCompanies[at/unusualEvery]
		a.company = company{id: odd.id, name: odd.name, domain: odd.domain}
		a.location = locationOf(odd.country, a.location)
	}
	size := sizes[d.weighted(sizeWeights)]
	a.employees = d.between(size[0], size[1])
	staff := 1 + min(a.employees/12, 4)
	a.people = newPeople(d, d.between(1, 1+staff), a.domain)
	a.email = a.people[0].email
	if d.chance(190) {
		a.email = freeMailAddress(d, n)
		a.people[0].email = a.email
	}
	if d.chance(560) {
		a.phone = fmt.Sprintf("%03d 555 %04d", d.between(20, 989), d.between(100, 199))
	}
	a.country = a.location.country
	a.dropFields(d)
	return a
}

// Every unusualEvery-th account from the first has an unusual name.
const (
	firstUnusual = 7
	unusualEvery = 37
)

// dropFields clears some fields at random, as real data has gaps.
func (a *account) dropFields(d random) {
	if d.chance(60) {
		a.country = ""
	}
	if d.chance(50) {
		a.employees = 0
	}
	if d.chance(40) {
		a.industry = ""
	}
	if d.chance(15) {
		a.email = ""
	}
	if d.chance(25) {
		a.people = nil
	}
}
