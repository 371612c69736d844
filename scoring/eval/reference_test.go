package eval_test

import (
	"fmt"
	"testing"
	"time"

	"trialist/scoring/account"
	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/factstest"
	"trialist/scoring/value"
)

func TestAttributeOperators(t *testing.T) {
	t.Parallel()
	date := func(s string) value.Value {
		i, err := time.Parse(time.RFC3339Nano, s)
		if err != nil {
			t.Fatal(err)
		}
		return value.DateValue(value.FromTime(i))
	}
	absent, yes, no := value.Value{}, value.YesNoValue(true), value.YesNoValue(false)
	tests := []struct {
		rule  string // after "attribute x"
		true  []value.Value
		false []value.Value
	}{
		{`is set`, []value.Value{value.TextValue("a"), value.NumberValue(0), no, date("2026-01-01T00:00:00Z")}, []value.Value{absent, value.TextValue("")}},
		{`is not set`, []value.Value{absent}, []value.Value{value.TextValue("a"), value.NumberValue(0), no}},
		{`is US`, []value.Value{value.TextValue("US"), value.TextValue("us")}, []value.Value{absent, value.TextValue("USA"), value.TextValue("US "), value.NumberValue(1)}},
		{`is grow|STARTER`, []value.Value{value.TextValue("Grow"), value.TextValue("starter")}, []value.Value{absent, value.TextValue("Grow|Starter"), value.TextValue("Pro")}},
		{`is "Grow|Starter"`, []value.Value{value.TextValue("grow|starter")}, []value.Value{value.TextValue("Grow")}},
		{`is straße`, []value.Value{value.TextValue("STRAßE"), value.TextValue("STRAẞE")}, []value.Value{value.TextValue("strasse")}},
		{`is "ΌΣΟΣ"`, []value.Value{value.TextValue("όσος")}, []value.Value{value.TextValue("όσο")}},
		{`is kelvin`, []value.Value{value.TextValue("\u212aelvin")}, nil},
		{`is not US`, []value.Value{value.TextValue("UK"), value.NumberValue(5), yes}, []value.Value{absent, value.TextValue("us")}},
		{`is not US|UK`, []value.Value{value.TextValue("FR")}, []value.Value{absent, value.TextValue("US"), value.TextValue("uk")}},
		{`is 50`, []value.Value{value.NumberValue(50), value.TextValue("50")}, []value.Value{absent, value.NumberValue(50.5), value.TextValue("50.0")}},
		{`is 5e1|7.0`, []value.Value{value.NumberValue(7).Written("7.0"), value.TextValue("5E1"), value.NumberValue(50).Written("5E1")}, []value.Value{value.TextValue("50"), value.NumberValue(50), value.NumberValue(7)}},
		{`is 1.1`, []value.Value{value.NumberValue(1.1), value.NumberValue(1.1).Written("1.10"), value.NumberValue(1.1).Written("$1.1")}, []value.Value{absent, value.TextValue("1.10")}},
		{`is 1.10`, []value.Value{value.NumberValue(1.1).Written("1.10")}, []value.Value{absent, value.NumberValue(1.1)}},
		{`is not 1.10`, []value.Value{value.NumberValue(1.1)}, []value.Value{absent, value.NumberValue(1.1).Written("1.10")}},
		{`contains 10`, []value.Value{value.NumberValue(1.1).Written("1.10")}, []value.Value{value.NumberValue(1.1), absent}},
		{`is more than 1`, []value.Value{value.NumberValue(1.1).Written("1.10")}, []value.Value{value.NumberValue(1), absent}},
		{`is "2.1.2026"`, []value.Value{date("2026-01-02T00:00:00Z").Written("2.1.2026")}, []value.Value{date("2026-01-02T00:00:00Z")}},
		{`is not 50`, []value.Value{value.NumberValue(49), value.TextValue("fifty")}, []value.Value{absent, value.NumberValue(50)}},
		{`is yes`, []value.Value{yes, value.TextValue("Yes"), value.TextValue("t"), value.TextValue("ON"), value.TextValue("True"), value.NumberValue(1), value.TextValue("1")}, []value.Value{absent, no, value.NumberValue(0), value.NumberValue(2), value.TextValue("oui"), value.NumberValue(1).Written("1.0")}},
		{`is no`, []value.Value{no, value.TextValue("N"), value.TextValue("f"), value.TextValue("off"), value.NumberValue(0)}, []value.Value{absent, yes, value.NumberValue(1), value.TextValue("non")}},
		{`is TRUE`, []value.Value{value.TextValue("true")}, []value.Value{absent, no, yes}},
		{`is "yes"`, []value.Value{yes, value.TextValue("YES")}, []value.Value{absent, no, value.TextValue("t")}},
		{`is not "yes"`, []value.Value{no, value.TextValue("t")}, []value.Value{absent, yes}},
		{`is 2026-01-01`, []value.Value{date("2026-01-01T00:00:00Z"), date("2026-01-01T23:59:59.999Z")}, []value.Value{absent, date("2026-01-02T00:00:00Z")}},
		{`is not 2026-01-01`, []value.Value{date("2025-12-31T23:59:59.999Z")}, []value.Value{absent, date("2026-01-01T10:00:00Z")}},
		{`contains mail`, []value.Value{value.TextValue("Gmail.com"), value.TextValue("MAIL")}, []value.Value{absent, value.TextValue("mal")}},
		{`contains 2`, []value.Value{value.NumberValue(120)}, []value.Value{value.NumberValue(110), yes}},
		{`contains 2026-01`, []value.Value{date("2026-01-31T00:00:00Z"), date("2026-01-31T10:00:00Z")}, []value.Value{date("2026-02-01T00:00:00Z")}},
		{`does not contain gmail|hotmail`, []value.Value{value.TextValue("ana@example.test")}, []value.Value{absent, value.TextValue("a@GMAIL.com"), value.TextValue("b@hotmail.com")}},
		{`starts with www.|app.`, []value.Value{value.TextValue("WWW.example.test"), value.TextValue("app.x")}, []value.Value{absent, value.TextValue("example.www.")}},
		{`ends with .test`, []value.Value{value.TextValue("example.TEST")}, []value.Value{absent, value.TextValue("example.test.")}},
		{`is more than 4`, []value.Value{value.NumberValue(5), value.NumberValue(4.0001)}, []value.Value{absent, value.NumberValue(4), value.TextValue("5"), yes}},
		{`is at least 4`, []value.Value{value.NumberValue(4)}, []value.Value{absent, value.NumberValue(3.9999), value.TextValue("4")}},
		{`is at most 4`, []value.Value{value.NumberValue(4), value.NumberValue(-1)}, []value.Value{absent, value.NumberValue(4.0001), value.TextValue("4")}},
		{`is less than 4`, []value.Value{value.NumberValue(3.9999)}, []value.Value{absent, value.NumberValue(4), date("1970-01-01T00:00:00Z")}},
		{`is before 2026-01-01`, []value.Value{date("2025-12-31T23:59:59.999Z")}, []value.Value{absent, date("2026-01-01T00:00:00Z"), value.TextValue("2025-01-01"), value.NumberValue(0)}},
		{`is after 2026-01-01`, []value.Value{date("2026-01-02T00:00:00Z")}, []value.Value{absent, date("2026-01-01T23:59:59.999Z"), value.TextValue("2027-01-01")}},
		{
			`is on 2026-01-01`,
			[]value.Value{date("2026-01-01T00:00:00Z"), date("2026-01-01T23:59:59.999Z")},
			[]value.Value{absent, date("2025-12-31T23:59:59.999Z"), date("2026-01-02T00:00:00Z")},
		},
		{`is more than 3 days ago`, []value.Value{value.DateValue(factstest.Noon - 3*value.Day - 1)}, []value.Value{absent, value.DateValue(factstest.Noon - 3*value.Day), value.TextValue("2020-01-01")}},
		{
			`is less than 3 days ago`,
			[]value.Value{value.DateValue(factstest.Noon - 3*value.Day + 1), value.DateValue(factstest.Noon)},
			[]value.Value{absent, value.DateValue(factstest.Noon - 3*value.Day), value.DateValue(factstest.Noon + 1)},
		},
		{
			`is in the next 3 days`,
			[]value.Value{value.DateValue(factstest.Noon + 1), value.DateValue(factstest.Noon + 3*value.Day)},
			[]value.Value{absent, value.DateValue(factstest.Noon), value.DateValue(factstest.Noon + 3*value.Day + 1)},
		},
		{`is in the past`, []value.Value{value.DateValue(factstest.Noon), value.DateValue(0)}, []value.Value{absent, value.DateValue(factstest.Noon + 1)}},
		{`is in the future`, []value.Value{value.DateValue(factstest.Noon + 1)}, []value.Value{absent, value.DateValue(factstest.Noon)}},
	}
	for _, test := range tests {
		for _, v := range test.true {
			factstest.CheckHolds(t, "attribute x "+test.rule, factstest.AccountWithAttribute("x", v), true)
			factstest.CheckHolds(t, "contact attribute x "+test.rule, &account.Account{Contacts: []account.Contact{{Attributes: []value.Attribute{{Name: "x", Value: v}}}}}, true)
		}
		for _, v := range test.false {
			factstest.CheckHolds(t, "attribute x "+test.rule, factstest.AccountWithAttribute("x", v), false)
			factstest.CheckHolds(t, "contact attribute x "+test.rule, &account.Account{Contacts: []account.Contact{{Attributes: []value.Attribute{{Name: "x", Value: v}}}}}, false)
		}
	}
}

// TestDatesOfOneAccount compares dates with dates, day by day.
func TestDatesOfOneAccount(t *testing.T) {
	t.Parallel()
	noon := factstest.Noon
	for _, test := range []struct {
		date, other       value.Value
		before, on, after bool
	}{
		{date: value.DateValue(noon), other: value.DateValue(noon), on: true},
		{date: value.DateValue(noon.Midnight()), other: value.DateValue(noon), on: true},
		{date: value.DateValue(noon.Midnight() - 1), other: value.DateValue(noon), before: true},
		{date: value.DateValue(noon.Midnight() + value.Day), other: value.DateValue(noon), after: true},
		{date: value.DateValue(noon)},
		{other: value.DateValue(noon)},
		{date: value.TextValue("soon"), other: value.DateValue(noon)},
		{date: value.DateValue(noon), other: value.NumberValue(0)},
		{},
	} {
		a := &account.Account{Attributes: []value.Attribute{{Name: "x", Value: test.date}, {Name: "Y", Value: test.other}}}
		a.Contacts = []account.Contact{{Attributes: a.Attributes[:1]}}
		if test.date.Kind == value.Date {
			a.Events = []account.Event{{Name: "login", At: test.date.Date}}
		}
		for _, subject := range []string{"attribute x", "contact attribute x", "last seen"} {
			if subject == "last seen" && test.date.Kind == value.Date && test.date.Date > noon {
				continue // has not been seen yet
			}
			factstest.CheckHolds(t, subject+" is before attribute y", a, test.before)
			factstest.CheckHolds(t, subject+" is on attribute y", a, test.on)
			factstest.CheckHolds(t, subject+" is after attribute y", a, test.after)
		}
	}
	started := factstest.AccountWithAttribute(value.TrialStartedAt, value.DateValue(noon))
	factstest.CheckHolds(t, "attribute trial_started_at is before attribute trial_ends_at", started, true)
}

func TestEventCounts(t *testing.T) {
	t.Parallel()
	tests := []struct {
		operator string
		number   int
		want     [4]bool // for 0 to 3 times
	}{
		{"more than", 0, [4]bool{false, true, true, true}},
		{"more than", 2, [4]bool{false, false, false, true}},
		{"at least", 2, [4]bool{false, false, true, true}},
		{"at least", 0, [4]bool{true, true, true, true}},
		{"exactly", 2, [4]bool{false, false, true, false}},
		{"exactly", 0, [4]bool{true, false, false, false}},
		{"at most", 2, [4]bool{true, true, true, false}},
		{"less than", 2, [4]bool{true, true, false, false}},
		{"less than", 0, [4]bool{}},
	}
	for _, test := range tests {
		for n, want := range test.want {
			at := []value.Instant{factstest.Noon - 3*value.Day, factstest.Noon - 2*value.Day, factstest.Noon - value.Day}[:n]
			factstest.CheckHolds(t, fmt.Sprintf("event login happened %s %d times ever", test.operator, test.number), factstest.AccountWithEvent("login", at...), want)
			factstest.CheckHolds(t, fmt.Sprintf("event other happened %s %d times ever", test.operator, test.number), factstest.AccountWithEvent("login", at...), test.want[0])
			factstest.CheckHolds(t, fmt.Sprintf("active days is %s %d ever", test.operator, test.number), factstest.AccountWithEvent("login", at...), want)
		}
	}
	aggregate := factstest.AccountWithEvent("login")
	aggregate.Events = []account.Event{{Name: "login", At: factstest.Noon - value.Day, Count: 3}, {Name: "login", At: factstest.Noon}}
	factstest.CheckHolds(t, "event login happened exactly 4 times ever", aggregate, true)
	factstest.CheckHolds(t, "active days is exactly 2 ever", aggregate, true)
}

func TestWindowEdges(t *testing.T) {
	t.Parallel()
	tests := []struct {
		window      string
		first, last value.Instant // the first and the last instant inside
	}{
		{"ever", value.Never + 1, factstest.Noon},
		{"in the last 1 hour", factstest.Noon - value.Hour + 1, factstest.Noon},
		{"in the last 7 days", factstest.Noon - 7*value.Day + 1, factstest.Noon},
		{"in the last 2 weeks", factstest.Noon - 14*value.Day + 1, factstest.Noon},
		{"in the last 1 month", factstest.Noon - 30*value.Day + 1, factstest.Noon},
		{"in the first 3 days of the trial", factstest.TrialStart, factstest.TrialStart + 3*value.Day - 1},
		{"in the first 300 days of the trial", factstest.TrialStart, factstest.Noon},
		{"during the trial", factstest.TrialStart, factstest.Noon},
	}
	for _, test := range tests {
		for _, rule := range []string{"event login happened more than 0 times ", "active days is more than 0 ", "last seen is set "} {
			factstest.CheckHolds(t, rule+test.window, factstest.AccountWithEvent("login", test.first), true)
			factstest.CheckHolds(t, rule+test.window, factstest.AccountWithEvent("login", test.last), true)
			factstest.CheckHolds(t, rule+test.window, factstest.AccountWithEvent("login", test.last+1), false)
			if test.first > value.Never+1 {
				factstest.CheckHolds(t, rule+test.window, factstest.AccountWithEvent("login", test.first-1), false)
			}
		}
	}
}

func TestTrialWindows(t *testing.T) {
	t.Parallel()
	length := condition.DefaultTrialDays * value.Day
	late := condition.Moment{AsOf: factstest.Noon + 100*value.Day}
	tests := []struct {
		name       string
		attributes []value.Attribute
		moment     condition.Moment
		inside     []value.Instant
		outside    []value.Instant
	}{
		{
			"both known",
			[]value.Attribute{{Name: value.TrialStartedAt, Value: value.DateValue(factstest.TrialStart)}, {Name: value.TrialEndsAt, Value: value.DateValue(factstest.TrialEnd)}},
			late,
			[]value.Instant{factstest.TrialStart, factstest.TrialEnd - 1},
			[]value.Instant{factstest.TrialStart - 1, factstest.TrialEnd},
		},
		{
			"unknown end",
			[]value.Attribute{{Name: value.TrialStartedAt, Value: value.DateValue(factstest.TrialStart)}},
			late,
			[]value.Instant{factstest.TrialStart, factstest.TrialStart + length - 1},
			[]value.Instant{factstest.TrialStart - 1, factstest.TrialStart + length},
		},
		{
			"unknown end and a trial length",
			[]value.Attribute{{Name: value.TrialStartedAt, Value: value.DateValue(factstest.TrialStart)}},
			condition.Moment{AsOf: late.AsOf, TrialDays: 3},
			[]value.Instant{factstest.TrialStart + 3*value.Day - 1},
			[]value.Instant{factstest.TrialStart + 3*value.Day},
		},
		{"unknown start", []value.Attribute{{Name: value.TrialEndsAt, Value: value.DateValue(factstest.TrialEnd)}}, late, nil, []value.Instant{factstest.TrialStart, factstest.TrialEnd - 1}},
		{
			"end before start",
			[]value.Attribute{{Name: value.TrialStartedAt, Value: value.DateValue(factstest.TrialStart)}, {Name: value.TrialEndsAt, Value: value.DateValue(factstest.TrialStart - value.Day)}},
			late, nil,
			[]value.Instant{factstest.TrialStart - 1, factstest.TrialStart},
		},
		{"start that is no date", []value.Attribute{{Name: value.TrialStartedAt, Value: value.TextValue("soon")}}, late, nil, []value.Instant{factstest.TrialStart}},
		{"start after as-of", []value.Attribute{{Name: value.TrialStartedAt, Value: value.DateValue(factstest.TrialStart)}}, condition.Moment{AsOf: factstest.TrialStart - 1}, nil, []value.Instant{factstest.TrialStart - 1, factstest.TrialStart}},
	}
	c, err := condition.Parse("event login happened exactly 1 time during the trial")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range tests {
		for i, at := range append(append([]value.Instant{}, test.inside...), test.outside...) {
			a := &account.Account{Attributes: test.attributes, Events: []account.Event{{Name: "login", At: at, Count: 1}}}
			if got, want := eval.Holds(c, a, test.moment), i < len(test.inside); got != want {
				t.Errorf("%s: an event at %s counts: %v, want %v", test.name, at, got, want)
			}
		}
	}
	none := &account.Account{Events: []account.Event{{Name: "login", At: factstest.Noon}}}
	factstest.CheckHolds(t, "event login happened less than 1 time during the trial", none, true)
	factstest.CheckHolds(t, "event login happened less than 1 time in the first 9 days of the trial", none, true)
}

func TestEventsAfterAsOfDoNotExist(t *testing.T) {
	t.Parallel()
	a := factstest.AccountWithEvent("login", factstest.Noon-value.Day, factstest.Noon+1)
	factstest.CheckHolds(t, "event login happened exactly 1 time ever", a, true)
	factstest.CheckHolds(t, "event login happened exactly 1 time during the trial", a, true)
	factstest.CheckHolds(t, "active days is exactly 1 in the last 3 days", a, true)
	factstest.CheckHolds(t, "last seen is on 2026-11-14", a, true)
	if got := a.LastSeen(factstest.Noon); got != factstest.Noon-value.Day {
		t.Errorf("last seen %s, want %s", got, factstest.Noon-value.Day)
	}
	if got := a.LastSeen(factstest.Noon - 2*value.Day); got != value.Never {
		t.Errorf("last seen %s before the first event", got)
	}
}

func TestLastSeenAndActiveDays(t *testing.T) {
	t.Parallel()
	a := factstest.AccountWithEvent("login", factstest.Noon.Midnight()-3*value.Day-1, factstest.Noon.Midnight()-3*value.Day, factstest.Noon.Midnight()-3*value.Day+1)
	a.Events = append(a.Events, account.Event{Name: "other", At: factstest.Noon - 2*value.Day})
	factstest.CheckHolds(t, "active days is exactly 3 ever", a, true)
	factstest.CheckHolds(t, "active days is exactly 1 in the last 3 days", a, true)
	factstest.CheckHolds(t, "last seen is less than 2 days ago", a, false)
	factstest.CheckHolds(t, "last seen is less than 3 days ago", a, true)
	factstest.CheckHolds(t, "last seen is more than 1 day ago", a, true)
	factstest.CheckHolds(t, "last seen is more than 1 day ago in the last 2 days", a, false)
	factstest.CheckHolds(t, "last seen is not set in the last 2 days", a, true)
	factstest.CheckHolds(t, "last seen is not set", a, false)
	factstest.CheckHolds(t, "last seen is before 2026-11-14", a, true)
	factstest.CheckHolds(t, "last seen is in the past", factstest.AccountWithEvent("login"), false)
}

func TestContactRules(t *testing.T) {
	t.Parallel()
	a := &account.Account{Contacts: []account.Contact{
		{ID: "1", Attributes: []value.Attribute{{Name: "department", Value: value.TextValue("Sales")}, {Name: "age", Value: value.NumberValue(30)}}},
		{ID: "2", Attributes: []value.Attribute{{Name: "Department", Value: value.TextValue("x")}, {Name: "department", Value: value.TextValue("Marketing")}}},
	}}
	factstest.CheckHolds(t, "contact attribute department is Marketing", a, true)
	factstest.CheckHolds(t, "contact attribute department is not Marketing", a, true)
	factstest.CheckHolds(t, "contact attribute department is x", a, false)
	factstest.CheckHolds(t, "contact attribute department is Marketing and contact attribute age is 30", a, true) // two contacts
	factstest.CheckHolds(t, "contact attribute age is not set", a, true)
	factstest.CheckHolds(t, "contact attribute department is not set", a, false)
	factstest.CheckHolds(t, "contact attribute department is not set", &account.Account{}, false) // there is no contact
	factstest.CheckHolds(t, "attribute department is set", a, false)
}

func TestAllAndAny(t *testing.T) {
	t.Parallel()
	a := factstest.AccountWithAttribute("x", value.NumberValue(1))
	factstest.CheckHolds(t, "attribute x is 1 and attribute x is set", a, true)
	factstest.CheckHolds(t, "attribute x is 1 and attribute x is 2", a, false)
	factstest.CheckHolds(t, "attribute x is 2 or attribute x is 1", a, true)
	factstest.CheckHolds(t, "attribute x is 2 or attribute x is 3", a, false)
	for _, anyOf := range []bool{false, true} {
		if eval.Holds(condition.Condition{Any: anyOf}, a, condition.Moment{AsOf: factstest.Noon}) {
			t.Errorf("a condition without rules holds (any: %v)", anyOf)
		}
	}
}
