package scoring

import (
	"fmt"
	"math/rand/v2"
	"slices"
)

// random makes accounts and conditions that meet one another: few names, few
// values, and times on and next to the edges of each other's windows.
type random struct{ *rand.Rand }

func newRandom(seed uint64) random { return random{rand.New(rand.NewPCG(seed, 7))} }

// oneOf is one of the choices.
func oneOf[T any](r random, choices ...T) T { return choices[r.IntN(len(choices))] }

// randomNow is the as-of around which random accounts live.
const randomNow = Instant(1_770_000_000_000)

// instant is about as-of, and often a window's length away to the millisecond.
func (r random) instant() Instant {
	at := randomNow - Instant(r.IntN(40)-4)*Day
	switch r.IntN(5) {
	case 0:
		at = at.Midnight()
	case 1:
		at -= Instant(r.IntN(24)) * Hour
	case 2:
		at -= Instant(r.IntN(int(Day)))
	}
	return at + Instant(r.IntN(3)-1)
}

func (r random) text() string {
	return oneOf(r, "US", "uk", "Canada", "yes", "no", "12", "3.5", "2026-01-20", "active", "Trialing", "CANCELED",
		"ana@gmail.com", "Straße", "İstanbul", "|")
}

func (r random) value() Value {
	switch r.IntN(6) {
	case 0:
		return NumberValue(oneOf(r, -1, 0, 3.5, 12, 50, 1e300))
	case 1, 2:
		return DateValue(r.instant())
	case 3:
		return FlagValue(r.IntN(2) == 0)
	case 4:
		return TextValue(r.text())
	}
	return Value{}
}

// attributes hold mostly what their names promise.
func (r random) attributes() []Attribute {
	var attributes []Attribute
	for _, name := range []string{
		TrialStartedAt, TrialEndsAt, ConvertedAt, ChurnedAt, Converted, StatusName, "country", "Size", "size",
	} {
		v := r.value()
		switch {
		case r.IntN(3) == 0:
			continue
		case r.IntN(8) == 0: // whatever it is
		case name == Converted:
			v = FlagValue(r.IntN(2) == 0)
		case name == StatusName || name == "country":
			v = TextValue(r.text())
		case name == "Size" || name == "size":
			v = NumberValue(float64(r.IntN(60)))
		default:
			v = DateValue(r.instant())
		}
		attributes = append(attributes, Attribute{Name: name, Value: v})
	}
	return attributes
}

func (r random) account(slot int) Account {
	a := Account{ID: fmt.Sprint("a", slot), Known: r.IntN(10) > 0, Attributes: r.attributes()}
	for i := range r.IntN(4) {
		a.Contacts = append(a.Contacts, Contact{ID: fmt.Sprint(a.ID, "c", i), Attributes: r.attributes()})
	}
	if r.IntN(8) == 0 {
		return a
	}
	for range r.IntN(25) {
		e := Event{Name: oneOf(r, "login", "Login", "import", "send", "rare"), At: r.instant(), Count: r.IntN(3)}
		if e.Name == "rare" && r.IntN(4) > 0 {
			continue
		}
		if len(a.Contacts) > 0 && r.IntN(2) == 0 {
			e.Contact = oneOf(r, a.Contacts...).ID
		}
		a.Events = append(a.Events, e)
	}
	slices.SortStableFunc(a.Events, func(x, y Event) int { return int(x.At - y.At) })
	return a
}

// accounts know how all of them together spell names, as those of a store do.
func (r random) accounts(n int) ([]Account, *MemoryFacts) {
	accounts := make([]Account, n)
	for slot := range accounts {
		accounts[slot] = r.account(slot)
	}
	facts := NewMemoryFacts(accounts)
	for slot := range accounts {
		accounts[slot].Names = facts.Names()
	}
	return accounts, facts
}

// rule is a valid one.
func (r random) rule() Rule {
	for {
		rule := Rule{
			Subject:  Subject(r.IntN(int(LastSeenSubject) + 1)),
			Operator: Operator(r.IntN(int(InFuture) + 1)),
			Number:   oneOf(r, 0, 1, 2, 3, 3.5, 7, 12, 50),
			Day:      r.instant().Midnight(),
			Window: Window{
				Span: Span(r.IntN(int(DuringTrial) + 1)), Count: 1 + r.IntN(20), Unit: Unit(r.IntN(int(Months) + 1)),
			},
		}
		for range 1 + r.IntN(3) {
			rule.Texts = append(rule.Texts, r.text())
		}
		switch rule.Subject {
		case AttributeSubject, ContactSubject:
			rule.Name = oneOf(r, TrialStartedAt, TrialEndsAt, ConvertedAt, ChurnedAt, Converted, "STATUS", StatusName,
				"country", "Country", "size", "SIZE", "nothing")
		case EventSubject:
			rule.Name = oneOf(r, "login", "Login", "LOGIN", "import", "Import", "send", "rare", "nothing")
		case ActiveDaysSubject, LastSeenSubject:
		}
		if rule.Validate() == nil {
			return rule.Canonical()
		}
	}
}

func (r random) condition() Condition {
	c := Condition{Any: r.IntN(2) == 0}
	for range 1 + r.IntN(3) {
		c.Rules = append(c.Rules, r.rule())
	}
	return c
}

func (r random) conditions(n int) []Condition {
	conditions := make([]Condition, n)
	for i := range conditions {
		conditions[i] = r.condition()
	}
	return conditions
}

func (r random) moment() Moment {
	return Moment{AsOf: randomNow + oneOf(r, -20*Day, -Day, -1, 0, 0, 0, 1, 30*Day), TrialDays: oneOf(r, 0, 1, 7, 14)}
}
