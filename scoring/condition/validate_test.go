package condition

import (
	"errors"
	"math"
	"slices"
	"testing"

	"trialist/scoring/value"
)

func TestValidate(t *testing.T) {
	t.Parallel()
	event := Rule{Subject: EventSubject, Name: "login", Operator: MoreThan}
	with := func(edit func(r *Rule)) Condition {
		r := event
		edit(&r)
		return Condition{Rules: []Rule{event, r}}
	}
	attribute := func(o Operator, edit func(r *Rule)) Condition {
		r := Rule{Name: "x", Operator: o}
		edit(&r)
		return Condition{Rules: []Rule{r}}
	}
	tests := []struct {
		c              Condition
		field, message string
	}{
		{Condition{}, "rules", "a condition needs at least one rule"},
		{Condition{Rules: slices.Repeat([]Rule{event}, MaxRules+1)}, "rules", "a condition may have at most 32 rules"},
		{with(func(r *Rule) { r.Subject = 99 }), "rules[1].subject", "a rule needs to ask about an attribute, a contact attribute, an event, active days or last seen"},
		{with(func(r *Rule) { r.Name = "" }), "rules[1].name", "an event needs a name"},
		{with(func(r *Rule) { r.Operator = Contains }), "rules[1].operator", `"contains" cannot be asked of an event`},
		{with(func(r *Rule) { r.Operator = 99 }), "rules[1].operator", `"unknown operator" cannot be asked of an event`},
		{with(func(r *Rule) { r.Number = -1 }), "rules[1].number", "a count needs to be a whole number from 0 to 1,000,000,000"},
		{with(func(r *Rule) { r.Number = math.NaN() }), "rules[1].number", "a count needs to be a whole number from 0 to 1,000,000,000"},
		{with(func(r *Rule) { r.Window = Window{Span: Last} }), "rules[1].window", "a window needs at least 1 day"},
		{with(func(r *Rule) { r.Window = Window{Last, -3, Months} }), "rules[1].window", "a window needs at least 1 month"},
		{with(func(r *Rule) { r.Window = Window{FirstOfTrial, maxWindow + 1, Days} }), "rules[1].window", "a window may have at most 10,000 days"},
		{with(func(r *Rule) { r.Window = Window{Span: 9} }), "rules[1].window", `a rule needs a window of time such as "ever", "in the last 7 days", "in the first 7 days of the trial" or "during the trial"`},
		{attribute(Is, func(r *Rule) {}), "rules[0].texts", "a comparison needs at least one value"},
		{attribute(Is, func(r *Rule) { r.Texts = make([]string, 1001) }), "rules[0].texts", "a comparison may have at most 1,000 values"},
		{attribute(Is, func(r *Rule) { r.Texts = []string{"a", ""} }), "rules[0].texts", `a value needs at least one character; to ask whether there is a value, use "is set" or "is not set"`},
		{attribute(MoreThan, func(r *Rule) { r.Number = math.Inf(1) }), "rules[0].number", "a comparison needs a number"},
		{attribute(Exactly, func(r *Rule) {}), "rules[0].operator", `"exactly" cannot be asked of an attribute`},
		{attribute(InNextDays, func(r *Rule) {}), "rules[0].number", "a distance in days needs at least 1 day"},
		{attribute(InNextDays, func(r *Rule) { r.Number = 1.5 }), "rules[0].number", "a distance in days needs to be a whole number up to 100,000"},
		{attribute(LessThanDaysAgo, func(r *Rule) { r.Number = math.NaN() }), "rules[0].number", "a distance in days needs to be a whole number up to 100,000"},
		{attribute(Before, func(r *Rule) { r.Day = value.Never }), "rules[0].day", "a date rule needs a day such as 2026-01-31"},
		{attribute(On, func(r *Rule) { r.Day = value.Day + 1 }), "rules[0].day", "a date rule needs a day such as 2026-01-31"},
		{attribute(On, func(r *Rule) { r.Day = 4_000_000 * value.Day }), "rules[0].day", "a date rule needs a day such as 2026-01-31"},
	}
	for _, test := range tests {
		err := test.c.Validate()
		var wrong *value.FieldError
		if !errors.As(err, &wrong) || wrong.Field != test.field || wrong.Message != test.message {
			t.Errorf("%s\n got %#v\nwant %s: %s", test.c, err, test.field, test.message)
		}
	}
	unused := attribute(IsSet, func(r *Rule) { r.Number, r.Day, r.Window = math.NaN(), value.Never, Window{Span: Last} })
	if err := unused.Validate(); err != nil {
		t.Errorf("fields that are not used matter: %v", err)
	}
}

func TestOperatorsOfSubjects(t *testing.T) {
	t.Parallel()
	asked := make(map[Operator]bool)
	for s := AttributeSubject; s <= LastSeenSubject; s++ {
		for _, o := range s.Operators() {
			asked[o] = true
		}
	}
	for o := IsSet; o <= InFuture; o++ {
		if !asked[o] || o.String() == "unknown operator" {
			t.Errorf("operator %d (%s) can be asked of no subject", o, o)
		}
	}
	if got, want := ActiveDaysSubject.Operators(), []Operator{MoreThan, AtLeast, Exactly, AtMost, LessThan}; !slices.Equal(got, want) {
		t.Errorf("active days can be asked %v, want %v", got, want)
	}
}
