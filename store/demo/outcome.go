package demo

import (
	"trialist/scoring/value"
)

// buying is how many of a thousand accounts buy, by milestones reached. What
// somebody did says much about whether they buy, and never everything.
var buying = [milestoneCount + 1]int{18, 60, 140, 270, 410, 560}

// suits is how many of the fit signals' questions the account answers well.
func (a *account) suits() int {
	good := 0
	for _, yes := range []bool{
		a.employees > 50,
		a.industry == "Retail" || a.industry == "E-commerce" || a.industry == "Media",
		a.country == "US" || a.country == "UK" || a.country == "CA" || a.country == "DE",
		a.email != "" && len(a.people) > 0 && a.email == a.people[0].id,
		a.markets(),
	} {
		if yes {
			good++
		}
	}
	return good
}

// markets reports whether somebody of the account works in marketing.
func (a *account) markets() bool {
	for _, p := range a.people {
		if p.department == "Marketing" {
			return true
		}
	}
	return false
}

// decide makes a past account buy or not, and stay or not, as far as as-of.
func (l *life) decide(asOf value.Instant) {
	likely := buying[l.a.reached] * (64 + 14*l.a.suits()) / 100
	when := l.purchase()
	if !l.d.chance(likely) || when > asOf {
		l.a.plan = "Expired"
		return
	}
	l.buy(when, asOf)
}

// buy makes the account a customer from an instant on, perhaps not for ever.
func (l *life) buy(when, asOf value.Instant) {
	a := l.a
	l.sit(when - value.Instant(l.d.between(20, 300))*value.Minute)
	l.do(when-value.Instant(l.d.between(3, 15))*value.Minute, viewedPricing, int8(min(0, len(a.people)-1)))
	a.converted = when
	l.subscribe()
	until := asOf
	if gone := when + value.Instant(l.d.between(12, 130))*value.Day; l.d.chance(480) && gone <= asOf {
		gone = a.place.hour(l.d, a.place.midnight(gone-value.Day))
		until, a.churned, a.mrr = gone, gone, 0
	}
	l.stay(when, until)
}

// purchase is when an account buys: most in the second week of the trial, some
// at once, and some only after the trial has ended.
func (l *life) purchase() value.Instant {
	a := l.a
	day := value.Instant(l.d.between(6, 13))
	switch {
	case l.d.chance(170):
		day = (a.trialEnd()-a.started)/value.Day + value.Instant(l.d.between(1, 24))
	case l.d.chance(140):
		day = value.Instant(l.d.between(1, 5))
	}
	when := a.place.midnight(a.started) + day*value.Day
	if a.place.weekend(when) && l.d.chance(800) {
		when += 2 * value.Day
	}
	return max(a.place.hour(l.d, when), a.started+8*value.Hour)
}

// plans by the greatest number of employees, with what they cost a month.
var plans = []struct {
	name  string
	up    int
	price int
}{{"Starter", 15, 29}, {"Grow", 120, 89}, {"Scale", 800, 249}, {"Enterprise", 1 << 30, 790}}

// subscribe gives the account a plan that suits its size, seats added.
func (l *life) subscribe() {
	at := 0
	for plans[at].up < l.a.employees {
		at++
	}
	if at > 0 && l.d.chance(250) {
		at--
	}
	l.a.plan = plans[at].name
	l.a.mrr = plans[at].price * (4 + l.d.IntN(5)) / 4
}
