package factstest

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"trialist/scoring/account"
	"trialist/scoring/condition"
	"trialist/scoring/value"
)

// Random makes accounts and conditions that often match one another: few names, few
// values, and times on and next to the bounds of windows.
type Random struct{ *rand.Rand }

func NewRandom(seed uint64) Random { return Random{rand.New(rand.NewPCG(seed, 7))} }

// OneOf is one of the choices.
func OneOf[T any](r Random, choices ...T) T { return choices[r.IntN(len(choices))] }

// randomNow is the as-of around which the dates and events of random accounts lie.
const randomNow = value.Instant(1_770_000_000_000)

// instant is near as-of, and often a whole number of days away, give or take a
// millisecond.
func (r Random) instant() value.Instant {
	at := randomNow - value.Instant(r.IntN(40)-4)*value.Day
	switch r.IntN(5) {
	case 0:
		at = at.Midnight()
	case 1:
		at -= value.Instant(r.IntN(24)) * value.Hour
	case 2:
		at -= value.Instant(r.IntN(int(value.Day)))
	}
	return at + value.Instant(r.IntN(3)-1)
}

func (r Random) text() string {
	return OneOf(r, "US", "uk", "Canada", "yes", "no", "12", "3.5", "2026-01-20", "active", "Trialing", "CANCELED",
		"ana@gmail.com", "Straße", "İstanbul", "|", "3.50", "$12", "20.1.2026", "t", "1", "2026-02-02 00:00", "00:00")
}

func (r Random) Value() value.Value {
	switch r.IntN(6) {
	case 0:
		return value.NumberValue(OneOf(r, -1, 0, 3.5, 12, 50, 1e300))
	case 1, 2:
		return value.DateValue(r.instant())
	case 3:
		return OneOf(r, value.YesNoValue(r.IntN(2) == 0), value.NumberValue(12).Written("$12"), value.NumberValue(3.5).Written("3.50"),
			value.NumberValue(1), value.TextValue("T"), value.DateValue(r.instant()).Written("20.1.2026"),
			value.DateValue(randomNow.Midnight()).Written("2026-02-02 00:00"))
	case 4:
		return value.TextValue(r.text())
	}
	return value.Value{}
}

// attributes mostly have the kind of value that their names promise.
func (r Random) attributes() []value.Attribute {
	var attributes []value.Attribute
	for _, name := range []string{
		value.TrialStartedAt, value.TrialEndsAt, value.ConvertedAt, value.ChurnedAt, value.Converted, value.StatusAttribute, "country", "Size", "size",
	} {
		v := r.Value()
		switch {
		case r.IntN(3) == 0:
			continue
		case r.IntN(8) == 0: // of any kind
		case name == value.Converted:
			v = value.YesNoValue(r.IntN(2) == 0)
		case name == value.StatusAttribute || name == "country":
			v = value.TextValue(r.text())
		case name == "Size" || name == "size":
			v = value.NumberValue(float64(r.IntN(60)))
		default:
			v = value.DateValue(r.instant())
		}
		attributes = append(attributes, value.Attribute{Name: name, Value: v})
	}
	return attributes
}

func (r Random) Account(slot int) account.Account {
	a := account.Account{ID: fmt.Sprint("a", slot), Known: r.IntN(10) > 0, Attributes: r.attributes()}
	for i := range r.IntN(4) {
		a.Contacts = append(a.Contacts, account.Contact{ID: fmt.Sprint(a.ID, "c", i), Attributes: r.attributes()})
	}
	if r.IntN(8) == 0 {
		return a
	}
	for range r.IntN(25) {
		e := account.Event{Name: OneOf(r, "login", "Login", "import", "send", "rare"), At: r.instant(), Count: r.IntN(3)}
		if e.Name == "rare" && r.IntN(4) > 0 {
			continue
		}
		if len(a.Contacts) > 0 && r.IntN(2) == 0 {
			e.Contact = OneOf(r, a.Contacts...).ID
		}
		a.Events = append(a.Events, e)
	}
	slices.SortStableFunc(a.Events, func(x, y account.Event) int { return int(x.At - y.At) })
	return a
}

// Accounts makes accounts and their facts. Each account knows how all of them spell
// names, as those of a store do.
func (r Random) Accounts(n int) ([]account.Account, *Facts) {
	accounts := make([]account.Account, n)
	for slot := range accounts {
		accounts[slot] = r.Account(slot)
	}
	facts := NewFacts(accounts)
	for slot := range accounts {
		accounts[slot].Names = facts.Names()
	}
	return accounts, facts
}

// Rule is a random valid rule.
func (r Random) Rule() condition.Rule {
	for {
		rule := condition.Rule{
			Subject:  condition.Subject(r.IntN(int(condition.LastSeenSubject) + 1)),
			Operator: condition.Operator(r.IntN(int(condition.InFuture) + 1)),
			Number:   OneOf(r, 0, 1, 2, 3, 3.5, 7, 12, 50),
			Day:      r.instant().Midnight(),
			Window: condition.Window{
				Span: condition.Span(r.IntN(int(condition.DuringTrial) + 1)), Count: 1 + r.IntN(20), Unit: condition.Unit(r.IntN(int(condition.Months) + 1)),
			},
		}
		if r.IntN(3) == 0 {
			rule.Other = OneOf(r, value.TrialStartedAt, value.TrialEndsAt, value.ConvertedAt, "Churned_At", "country", "nothing")
		}
		for range 1 + r.IntN(3) {
			rule.Texts = append(rule.Texts, r.text())
		}
		switch rule.Subject {
		case condition.AttributeSubject, condition.ContactSubject:
			rule.Name = OneOf(r, value.TrialStartedAt, value.TrialEndsAt, value.ConvertedAt, value.ChurnedAt, value.Converted, "STATUS", value.StatusAttribute,
				"country", "Country", "size", "SIZE", "nothing")
		case condition.EventSubject:
			rule.Name = OneOf(r, "login", "Login", "LOGIN", "import", "Import", "send", "rare", "nothing")
		case condition.ActiveDaysSubject, condition.LastSeenSubject:
		}
		if rule.Validate() == nil {
			return rule.Canonical()
		}
	}
}

func (r Random) Condition() condition.Condition {
	c := condition.Condition{Any: r.IntN(2) == 0}
	for range 1 + r.IntN(3) {
		c.Rules = append(c.Rules, r.Rule())
	}
	return c
}

func (r Random) Conditions(n int) []condition.Condition {
	conditions := make([]condition.Condition, n)
	for i := range conditions {
		conditions[i] = r.Condition()
	}
	return conditions
}

func (r Random) Moment() condition.Moment {
	return condition.Moment{Zone: OneOf(r, nil, nil, tokyo, newYork, lordHowe), AsOf: randomNow + OneOf(r, -20*value.Day, -value.Day, -1, 0, 0, 0, 1, 30*value.Day), TrialDays: OneOf(r, 0, 1, 7, 14)}
}

// Zones to ask in: one without summer time, one behind UTC, and one whose clocks go
// forward by half an hour.
var tokyo, newYork, lordHowe = zone("Asia/Tokyo"), zone("America/New_York"), zone("Australia/Lord_Howe")

// zone is UTC where there are no zone files.
func zone(name string) *value.Zone {
	z, err := value.LoadZone(name)
	if err != nil {
		return nil
	}
	return z
}

// LevelledCondition is a condition with levels, of rules that must all hold.
func (r Random) LevelledCondition() condition.Condition {
	for {
		c := r.Condition()
		c.Any = false
		rule := &c.Rules[r.IntN(len(c.Rules))]
		n := condition.MinLevels + r.IntN(condition.MaxLevels-condition.MinLevels+1)
		if r.IntN(2) == 0 {
			for i := range n {
				rule.Numbers = append(rule.Numbers, float64(r.IntN(3)+4*i))
			}
		} else {
			for i := range n {
				rule.Counts = append(rule.Counts, 1+r.IntN(4)+5*i)
			}
		}
		if c.ValidateSignal() == nil && c.HasLevels() {
			return c.Canonical()
		}
	}
}
