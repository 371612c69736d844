package demo

import (
	"trialist/scoring/value"
)

// conversionRate is how many of a thousand accounts buy, by milestones reached. What
// somebody did says much about whether they buy, and never everything.
var conversionRate = [milestoneCount + 1]int{18, 60, 140, 270, 410, 560}

// fitAnswers is how many of the fit signals' questions the account answers well.
func (a *account) fitAnswers() int {
	good := 0
	for _, yes := range []bool{
		a.employees > 50,
		a.industry == "Retail" || a.industry == "E-commerce" || a.industry == "Media",
		a.country == "US" || a.country == "UK" || a.country == "CA" || a.country == "DE",
		a.email != "" && len(a.people) > 0 && a.email == a.people[0].id,
		a.hasMarketer(),
	} {
		if yes {
			good++
		}
	}
	return good
}

// hasMarketer reports whether somebody of the account works in marketing.
func (a *account) hasMarketer() bool {
	for _, p := range a.people {
		if p.department == "Marketing" {
			return true
		}
	}
	return false
}

// decideConversion makes a past account buy or not, and stay or not, as far as as-of.
func (l *simulation) decideConversion(asOf value.Instant) {
	likely := conversionRate[l.account.milestones] * (64 + 14*l.account.fitAnswers()) / 100
	when := l.conversionTime()
	if !l.random.chance(likely) || when > asOf {
		l.account.plan = "Expired"
		return
	}
	l.convert(when, asOf)
}

// convert makes the account a customer from an instant on, perhaps not for ever.
func (l *simulation) convert(when, asOf value.Instant) {
	a := l.account
	l.simulateSession(when - value.Instant(l.random.between(20, 300))*value.Minute)
	l.record(when-value.Instant(l.random.between(3, 15))*value.Minute, viewedPricing, int8(min(0, len(a.people)-1)))
	a.converted = when
	l.choosePlan()
	until := asOf
	if gone := when + value.Instant(l.random.between(12, 130))*value.Day; l.random.chance(480) && gone <= asOf {
		gone = a.location.hour(l.random, a.location.midnight(gone-value.Day))
		until, a.churned, a.mrr = gone, gone, 0
	}
	l.simulateCustomer(when, until)
}

// conversionTime is when an account buys: most in the second week of the trial, some
// at once, and some only after the trial has ended.
func (l *simulation) conversionTime() value.Instant {
	a := l.account
	day := value.Instant(l.random.between(6, 13))
	switch {
	case l.random.chance(170):
		day = (a.trialEnd()-a.started)/value.Day + value.Instant(l.random.between(1, 24))
	case l.random.chance(140):
		day = value.Instant(l.random.between(1, 5))
	}
	when := a.location.midnight(a.started) + day*value.Day
	if a.location.weekend(when) && l.random.chance(800) {
		when += 2 * value.Day
	}
	return max(a.location.hour(l.random, when), a.started+8*value.Hour)
}

// plans by the greatest number of employees, with what they cost a month.
var plans = []struct {
	name  string
	up    int
	price int
}{{"Starter", 15, 29}, {"Grow", 120, 89}, {"Scale", 800, 249}, {"Enterprise", 1 << 30, 790}}

// choosePlan gives the account a plan that suits its size, seats added.
func (l *simulation) choosePlan() {
	at := 0
	for plans[at].up < l.account.employees {
		at++
	}
	if at > 0 && l.random.chance(250) {
		at--
	}
	l.account.plan = plans[at].name
	l.account.mrr = plans[at].price * (4 + l.random.IntN(5)) / 4
}
