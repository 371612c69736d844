package scoring

import (
	"fmt"
	"testing"
	"time"
)

func TestAttributeOperators(t *testing.T) {
	t.Parallel()
	date := func(s string) Value {
		i, err := time.Parse(time.RFC3339Nano, s)
		if err != nil {
			t.Fatal(err)
		}
		return DateValue(At(i))
	}
	absent, yes, no := Value{}, FlagValue(true), FlagValue(false)
	tests := []struct {
		rule  string // after "attribute x"
		true  []Value
		false []Value
	}{
		{`is set`, []Value{TextValue("a"), NumberValue(0), no, date("2026-01-01T00:00:00Z")}, []Value{absent, TextValue("")}},
		{`is not set`, []Value{absent}, []Value{TextValue("a"), NumberValue(0), no}},
		{`is US`, []Value{TextValue("US"), TextValue("us")}, []Value{absent, TextValue("USA"), TextValue("US "), NumberValue(1)}},
		{`is grow|STARTER`, []Value{TextValue("Grow"), TextValue("starter")}, []Value{absent, TextValue("Grow|Starter"), TextValue("Pro")}},
		{`is "Grow|Starter"`, []Value{TextValue("grow|starter")}, []Value{TextValue("Grow")}},
		{`is straße`, []Value{TextValue("STRAßE"), TextValue("STRAẞE")}, []Value{TextValue("strasse")}},
		{`is "ΌΣΟΣ"`, []Value{TextValue("όσος")}, []Value{TextValue("όσο")}},
		{`is kelvin`, []Value{TextValue("\u212aelvin")}, nil},
		{`is not US`, []Value{TextValue("UK"), NumberValue(5), yes}, []Value{absent, TextValue("us")}},
		{`is not US|UK`, []Value{TextValue("FR")}, []Value{absent, TextValue("US"), TextValue("uk")}},
		{`is 50`, []Value{NumberValue(50), TextValue("50")}, []Value{absent, NumberValue(50.5), TextValue("50.0")}},
		{`is 5e1|7.0`, []Value{NumberValue(50), NumberValue(7), TextValue("5E1")}, []Value{TextValue("50")}},
		{`is not 50`, []Value{NumberValue(49), TextValue("fifty")}, []Value{absent, NumberValue(50)}},
		{`is yes`, []Value{yes, TextValue("Yes")}, []Value{absent, no, NumberValue(1)}},
		{`is TRUE`, []Value{yes, TextValue("true")}, []Value{absent, no}},
		{`is no`, []Value{no}, []Value{absent, yes}},
		{`is not yes`, []Value{no}, []Value{absent, yes}},
		{`is 2026-01-01`, []Value{date("2026-01-01T00:00:00Z"), date("2026-01-01T23:59:59.999Z")}, []Value{absent, date("2026-01-02T00:00:00Z")}},
		{`is not 2026-01-01`, []Value{date("2025-12-31T23:59:59.999Z")}, []Value{absent, date("2026-01-01T10:00:00Z")}},
		{`contains mail`, []Value{TextValue("Gmail.com"), TextValue("MAIL")}, []Value{absent, TextValue("mal")}},
		{`contains 2`, []Value{NumberValue(120)}, []Value{NumberValue(110), yes}},
		{`contains 2026-01`, []Value{date("2026-01-31T00:00:00Z"), date("2026-01-31T10:00:00Z")}, []Value{date("2026-02-01T00:00:00Z")}},
		{`does not contain gmail|hotmail`, []Value{TextValue("ana@example.test")}, []Value{absent, TextValue("a@GMAIL.com"), TextValue("b@hotmail.com")}},
		{`starts with www.|app.`, []Value{TextValue("WWW.example.test"), TextValue("app.x")}, []Value{absent, TextValue("example.www.")}},
		{`ends with .test`, []Value{TextValue("example.TEST")}, []Value{absent, TextValue("example.test.")}},
		{`is more than 4`, []Value{NumberValue(5), NumberValue(4.0001)}, []Value{absent, NumberValue(4), TextValue("5"), yes}},
		{`is at least 4`, []Value{NumberValue(4)}, []Value{absent, NumberValue(3.9999), TextValue("4")}},
		{`is at most 4`, []Value{NumberValue(4), NumberValue(-1)}, []Value{absent, NumberValue(4.0001), TextValue("4")}},
		{`is less than 4`, []Value{NumberValue(3.9999)}, []Value{absent, NumberValue(4), date("1970-01-01T00:00:00Z")}},
		{`is before 2026-01-01`, []Value{date("2025-12-31T23:59:59.999Z")}, []Value{absent, date("2026-01-01T00:00:00Z"), TextValue("2025-01-01"), NumberValue(0)}},
		{`is after 2026-01-01`, []Value{date("2026-01-02T00:00:00Z")}, []Value{absent, date("2026-01-01T23:59:59.999Z"), TextValue("2027-01-01")}},
		{
			`is on 2026-01-01`,
			[]Value{date("2026-01-01T00:00:00Z"), date("2026-01-01T23:59:59.999Z")},
			[]Value{absent, date("2025-12-31T23:59:59.999Z"), date("2026-01-02T00:00:00Z")},
		},
		{`is more than 3 days ago`, []Value{DateValue(noon - 3*Day - 1)}, []Value{absent, DateValue(noon - 3*Day), TextValue("2020-01-01")}},
		{
			`is less than 3 days ago`,
			[]Value{DateValue(noon - 3*Day + 1), DateValue(noon)},
			[]Value{absent, DateValue(noon - 3*Day), DateValue(noon + 1)},
		},
		{
			`is in the next 3 days`,
			[]Value{DateValue(noon + 1), DateValue(noon + 3*Day)},
			[]Value{absent, DateValue(noon), DateValue(noon + 3*Day + 1)},
		},
		{`is in the past`, []Value{DateValue(noon), DateValue(0)}, []Value{absent, DateValue(noon + 1)}},
		{`is in the future`, []Value{DateValue(noon + 1)}, []Value{absent, DateValue(noon)}},
	}
	for _, test := range tests {
		for _, v := range test.true {
			checkHolds(t, "attribute x "+test.rule, having("x", v), true)
			checkHolds(t, "contact attribute x "+test.rule, &Account{Contacts: []Contact{{Attributes: []Attribute{{"x", v}}}}}, true)
		}
		for _, v := range test.false {
			checkHolds(t, "attribute x "+test.rule, having("x", v), false)
			checkHolds(t, "contact attribute x "+test.rule, &Account{Contacts: []Contact{{Attributes: []Attribute{{"x", v}}}}}, false)
		}
	}
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
			at := []Instant{noon - 3*Day, noon - 2*Day, noon - Day}[:n]
			checkHolds(t, fmt.Sprintf("event login happened %s %d times ever", test.operator, test.number), happening("login", at...), want)
			checkHolds(t, fmt.Sprintf("event other happened %s %d times ever", test.operator, test.number), happening("login", at...), test.want[0])
			checkHolds(t, fmt.Sprintf("active days is %s %d ever", test.operator, test.number), happening("login", at...), want)
		}
	}
	aggregate := happening("login")
	aggregate.Events = []Event{{Name: "login", At: noon - Day, Count: 3}, {Name: "login", At: noon}}
	checkHolds(t, "event login happened exactly 4 times ever", aggregate, true)
	checkHolds(t, "active days is exactly 2 ever", aggregate, true)
}

func TestWindowEdges(t *testing.T) {
	t.Parallel()
	tests := []struct {
		window      string
		first, last Instant // the first and the last instant inside
	}{
		{"ever", Never + 1, noon},
		{"in the last 1 hour", noon - Hour + 1, noon},
		{"in the last 7 days", noon - 7*Day + 1, noon},
		{"in the last 2 weeks", noon - 14*Day + 1, noon},
		{"in the last 1 month", noon - 30*Day + 1, noon},
		{"in the first 3 days of the trial", trialStart, trialStart + 3*Day - 1},
		{"in the first 300 days of the trial", trialStart, noon},
		{"during the trial", trialStart, noon},
	}
	for _, test := range tests {
		for _, rule := range []string{"event login happened more than 0 times ", "active days is more than 0 ", "last seen is set "} {
			checkHolds(t, rule+test.window, happening("login", test.first), true)
			checkHolds(t, rule+test.window, happening("login", test.last), true)
			checkHolds(t, rule+test.window, happening("login", test.last+1), false)
			if test.first > Never+1 {
				checkHolds(t, rule+test.window, happening("login", test.first-1), false)
			}
		}
	}
}

func TestTrialWindows(t *testing.T) {
	t.Parallel()
	length := DefaultTrialDays * Day
	late := Moment{AsOf: noon + 100*Day}
	tests := []struct {
		name       string
		attributes []Attribute
		moment     Moment
		inside     []Instant
		outside    []Instant
	}{
		{
			"both known",
			[]Attribute{{TrialStartedAt, DateValue(trialStart)}, {TrialEndsAt, DateValue(trialEnd)}},
			late,
			[]Instant{trialStart, trialEnd - 1},
			[]Instant{trialStart - 1, trialEnd},
		},
		{
			"unknown end",
			[]Attribute{{TrialStartedAt, DateValue(trialStart)}},
			late,
			[]Instant{trialStart, trialStart + length - 1},
			[]Instant{trialStart - 1, trialStart + length},
		},
		{
			"unknown end and a trial length",
			[]Attribute{{TrialStartedAt, DateValue(trialStart)}},
			Moment{AsOf: late.AsOf, TrialDays: 3},
			[]Instant{trialStart + 3*Day - 1},
			[]Instant{trialStart + 3*Day},
		},
		{"unknown start", []Attribute{{TrialEndsAt, DateValue(trialEnd)}}, late, nil, []Instant{trialStart, trialEnd - 1}},
		{
			"end before start",
			[]Attribute{{TrialStartedAt, DateValue(trialStart)}, {TrialEndsAt, DateValue(trialStart - Day)}},
			late, nil,
			[]Instant{trialStart - 1, trialStart},
		},
		{"start that is no date", []Attribute{{TrialStartedAt, TextValue("soon")}}, late, nil, []Instant{trialStart}},
		{"start after as-of", []Attribute{{TrialStartedAt, DateValue(trialStart)}}, Moment{AsOf: trialStart - 1}, nil, []Instant{trialStart - 1, trialStart}},
	}
	c, err := ParseCondition("event login happened exactly 1 time during the trial")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range tests {
		for i, at := range append(append([]Instant{}, test.inside...), test.outside...) {
			a := &Account{Attributes: test.attributes, Events: []Event{{Name: "login", At: at, Count: 1}}}
			if got, want := Holds(c, a, test.moment), i < len(test.inside); got != want {
				t.Errorf("%s: an event at %s counts: %v, want %v", test.name, at, got, want)
			}
		}
	}
	none := &Account{Events: []Event{{Name: "login", At: noon}}}
	checkHolds(t, "event login happened less than 1 time during the trial", none, true)
	checkHolds(t, "event login happened less than 1 time in the first 9 days of the trial", none, true)
}

func TestEventsAfterAsOfDoNotExist(t *testing.T) {
	t.Parallel()
	a := happening("login", noon-Day, noon+1)
	checkHolds(t, "event login happened exactly 1 time ever", a, true)
	checkHolds(t, "event login happened exactly 1 time during the trial", a, true)
	checkHolds(t, "active days is exactly 1 in the last 3 days", a, true)
	checkHolds(t, "last seen is on 2026-11-14", a, true)
	if got := a.LastSeen(noon); got != noon-Day {
		t.Errorf("last seen %s, want %s", got, noon-Day)
	}
	if got := a.LastSeen(noon - 2*Day); got != Never {
		t.Errorf("last seen %s before the first event", got)
	}
}

func TestLastSeenAndActiveDays(t *testing.T) {
	t.Parallel()
	a := happening("login", noon.Midnight()-3*Day-1, noon.Midnight()-3*Day, noon.Midnight()-3*Day+1)
	a.Events = append(a.Events, Event{Name: "other", At: noon - 2*Day})
	checkHolds(t, "active days is exactly 3 ever", a, true)
	checkHolds(t, "active days is exactly 1 in the last 3 days", a, true)
	checkHolds(t, "last seen is less than 2 days ago", a, false)
	checkHolds(t, "last seen is less than 3 days ago", a, true)
	checkHolds(t, "last seen is more than 1 day ago", a, true)
	checkHolds(t, "last seen is more than 1 day ago in the last 2 days", a, false)
	checkHolds(t, "last seen is not set in the last 2 days", a, true)
	checkHolds(t, "last seen is not set", a, false)
	checkHolds(t, "last seen is before 2026-11-14", a, true)
	checkHolds(t, "last seen is in the past", happening("login"), false)
}

func TestContactRules(t *testing.T) {
	t.Parallel()
	a := &Account{Contacts: []Contact{
		{ID: "1", Attributes: []Attribute{{"department", TextValue("Sales")}, {"age", NumberValue(30)}}},
		{ID: "2", Attributes: []Attribute{{"Department", TextValue("x")}, {"department", TextValue("Marketing")}}},
	}}
	checkHolds(t, "contact attribute department is Marketing", a, true)
	checkHolds(t, "contact attribute department is not Marketing", a, true)
	checkHolds(t, "contact attribute department is x", a, false)
	checkHolds(t, "contact attribute department is Marketing and contact attribute age is 30", a, true) // two contacts
	checkHolds(t, "contact attribute age is not set", a, true)
	checkHolds(t, "contact attribute department is not set", a, false)
	checkHolds(t, "contact attribute department is not set", &Account{}, false) // there is no contact
	checkHolds(t, "attribute department is set", a, false)
}

func TestAllAndAny(t *testing.T) {
	t.Parallel()
	a := having("x", NumberValue(1))
	checkHolds(t, "attribute x is 1 and attribute x is set", a, true)
	checkHolds(t, "attribute x is 1 and attribute x is 2", a, false)
	checkHolds(t, "attribute x is 2 or attribute x is 1", a, true)
	checkHolds(t, "attribute x is 2 or attribute x is 3", a, false)
	for _, anyOf := range []bool{false, true} {
		if Holds(Condition{Any: anyOf}, a, Moment{AsOf: noon}) {
			t.Errorf("a condition without rules holds (any: %v)", anyOf)
		}
	}
}
