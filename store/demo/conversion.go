package demo

import (
	"trialist/scoring/value"
)

// conversionRate is how many accounts of a thousand convert, by the number of
// milestones reached. Adoption predicts conversion well, but not perfectly.
var conversionRate = [milestoneCount + 1]int{18, 60, 140, 270, 410, 560}

// fitAnswers is how many fit signals match the account.
func (a *account) fitAnswers() int {
	matched := 0
	for _, match := range []bool{
		a.employees > 50,
		a.industry == "Retail" || a.industry == "E-commerce" || a.industry == "Media",
		a.country == "US" || a.country == "UK" || a.country == "CA" || a.country == "DE",
		a.email != "" && len(a.people) > 0 && a.email == a.people[0].id,
		a.hasMarketer(),
	} {
		if match {
			matched++
		}
	}
	return matched
}

// hasMarketer reports whether one of the people works in marketing.
func (a *account) hasMarketer() bool {
	for _, p := range a.people {
		if p.department == "Marketing" {
			return true
		}
	}
	return false
}

// decideConversion draws whether a past account converts by as-of, and whether it
// churns.
func (l *simulation) decideConversion(asOf value.Instant) {
	rate := conversionRate[l.account.milestones] * (64 + 14*l.account.fitAnswers()) / 100
	when := l.conversionTime()
	if !l.random.chance(rate) || when > asOf {
		l.account.plan = "Expired"
		return
	}
	l.convert(when, asOf)
}

// convert makes the account a customer from an instant on. It may churn later.
func (l *simulation) convert(when, asOf value.Instant) {
	a := l.account
	l.simulateSession(when - value.Instant(l.random.between(20, 300))*value.Minute)
	l.record(when-value.Instant(l.random.between(3, 15))*value.Minute, viewedPricing, int8(min(0, len(a.people)-1)))
	a.converted = when
	l.choosePlan()
	until := asOf
	if churn := when + value.Instant(l.random.between(12, 130))*value.Day; l.random.chance(480) && churn <= asOf {
		churn = a.location.hour(l.random, a.location.midnight(churn-value.Day))
		until, a.churned, a.mrr = churn, churn, 0
	}
	l.simulateCustomer(when, until)
}

// conversionTime is when an account converts: mostly in the second week of the trial,
// sometimes in the first days, and sometimes after the end of the trial.
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

// plans are the plans with the most employees they are for and the price a month, in
// the order of size.
var plans = []struct {
	name  string
	up    int
	price int
}{{"Starter", 15, 29}, {"Grow", 120, 89}, {"Scale", 800, 249}, {"Enterprise", 1 << 30, 790}}

// choosePlan gives the account a plan for its size, or the next smaller one. The
// revenue varies with the seats.
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
