package condition_test

import (
	"strings"
	"testing"

	"trialist/scoring/account"
	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/factstest"
	"trialist/scoring/value"
)

func TestUnsatisfiable(t *testing.T) {
	t.Parallel()
	tests := []struct{ sentence, why string }{
		{"event login happened less than 0 times ever", "event login happened less than 0 times ever: no count is below 0"},
		{"active days is more than 8 in the last 7 days", "active days is more than 8 in the last 7 days: there are at most 8 days in the last 7 days"},
		{"active days is at least 3 in the last 24 hours", "active days is at least 3 in the last 24 hours: there are at most 2 days in the last 24 hours"},
		{"last seen is in the future", "last seen is in the future: what has been seen was seen in the past"},
		{"last seen is in the next 3 days during the trial", "last seen is in the next 3 days during the trial: what has been seen was seen in the past"},
		{"last seen is more than 3 days ago in the last 3 days", "last seen is more than 3 days ago in the last 3 days: the window does not reach back so far"},
		{"attribute d is after attribute d", "attribute d is after attribute d: no date is before or after itself"},
		{"attribute vip is set and attribute vip is not set", "attribute vip is set and attribute vip is not set cannot both hold"},
		{
			"event a happened more than 5 times ever and attribute x is set and event a happened at most 3 times ever",
			"event a happened more than 5 times ever and event a happened at most 3 times ever cannot both hold",
		},
		{"event a happened less than 0 times ever or last seen is in the future", "event a happened less than 0 times ever: no count is below 0"},
	}
	for _, tt := range tests {
		if why, never := condition.Unsatisfiable(factstest.Parsed(t, tt.sentence)); !never || why != tt.why {
			t.Errorf("%s:\n got %q, %t\nwant %q", tt.sentence, why, never, tt.why)
		}
	}
}

func TestContradictingRules(t *testing.T) {
	t.Parallel()
	tests := []string{
		// counts
		"event a happened exactly 3 times ever and event a happened more than 3 times ever",
		"event a happened at least 1 time in the last 7 days and event a happened exactly 0 times ever",
		"event a happened at least 4 times in the last 3 days and event a happened less than 4 times in the last 1 week",
		"event a happened more than 2 times in the first 3 days of the trial and event a happened at most 2 times in the first 7 days of the trial",
		"event a happened at least 9 times during the trial and active days is exactly 0 ever",
		"active days is at least 2 in the last 2 days and active days is at most 1 in the last 48 hours",
		"last seen is not set and event a happened more than 0 times in the last 7 days",
		"last seen is set in the last 7 days and active days is less than 1 ever",
		// dates
		"attribute d is before 2026-01-01 and attribute d is after 2025-12-31",
		"attribute d is on 2026-01-01 and attribute d is on 2026-01-02",
		"attribute d is before attribute e and attribute d is after attribute e",
		"attribute d is on attribute e and attribute d is after attribute e",
		"attribute d is on attribute e and attribute e is not set",
		"attribute d is on attribute e and attribute d is not set",
		"attribute d is on attribute e and attribute d is more than 5",
		"last seen is on attribute e and last seen is before attribute e",
		"attribute d is in the past and attribute d is in the next 7 days",
		"attribute d is more than 7 days ago and attribute d is less than 7 days ago",
		"last seen is more than 7 days ago and last seen is less than 3 days ago",
		// numbers
		"attribute n is more than 5 and attribute n is less than 5",
		"attribute n is at least 5 and attribute n is less than 5",
		"attribute n is more than 5 and attribute n is at most 3.5",
		"attribute n is more than 5 and attribute n is in the past",
		// texts
		"attribute t is US|UK and attribute t is France|Spain",
		"attribute t is US and attribute t is not us|uk",
		"attribute t is 5|8 and attribute t is more than 8",
		"attribute t is US and attribute t is more than 8",
		"attribute t is 2026-01-01 and attribute t is after 2026-01-01",
		"attribute t is Spain and attribute t is in the past",
		"attribute t is Spain and attribute t contains US|UK",
		"attribute t is yes and attribute t is no",
		"attribute t starts with ab and attribute t starts with b|ac",
		"attribute t ends with ab and attribute t ends with b2",
		"attribute t contains gmail.com and attribute t does not contain GMAIL|hotmail",
		"attribute t is not set and attribute t is not US",
	}
	for _, tt := range tests {
		c := factstest.Parsed(t, tt)
		if _, never := condition.Unsatisfiable(c); !never {
			t.Errorf("passes for possible: %s", tt)
		}
		c.Rules[0], c.Rules[1] = c.Rules[1], c.Rules[0]
		if _, never := condition.Unsatisfiable(c); !never {
			t.Errorf("passes for possible: %s", c)
		}
		if c.Any = true; c.Any {
			if why, never := condition.Unsatisfiable(c); never {
				t.Errorf("%s: %s", c, why)
			}
		}
	}
}

func TestSatisfiable(t *testing.T) {
	t.Parallel()
	for _, tt := range []string{
		"event a happened less than 1 time ever",
		"active days is exactly 8 in the last 7 days",
		"event a happened more than 5 times ever and event b happened at most 3 times ever",
		"event a happened more than 5 times ever and event a happened at most 3 times in the last 7 days",
		"event a happened more than 5 times in the first 9 days of the trial and event a happened at most 3 times during the trial",
		"active days is at least 2 ever and event a happened exactly 0 times ever",
		"contact attribute role is set and contact attribute role is not set",
		"contact attribute role is CEO and contact attribute role is CTO",
		"attribute a is set and attribute A is not set",
		"attribute n is at least 5 and attribute n is at most 5",
		"attribute d is before 2020-01-01 and attribute d is less than 7 days ago",
		"attribute d is before attribute e and attribute d is after attribute f",
		"attribute d is 2026-01-01 and attribute d is after attribute e",
		"attribute d is before 2026-01-01 and attribute d is after attribute e",
		"attribute d is on attribute d",
		"contact attribute d is before attribute d",
		"attribute t is 12 and attribute t is 12.0",
		"attribute t is 12 and attribute t ends with .0",
		`attribute t is "$12" and attribute t is more than 5`,
		"attribute t is 1 and attribute t is yes",
		"attribute t is no and attribute t starts with f",
		`attribute t is "-0" and attribute t starts with 0`,
		"attribute t is true and attribute t is yes",
		"attribute t is 2026-01-01 and attribute t contains T10",
		"attribute t is 2026-01-01 and attribute t is in the past",
		"attribute t is US|UK and attribute t is UK|FR",
		"attribute t contains a and attribute t does not contain ab",
		"attribute t is not set and contact attribute t is set",
		"last seen is not set in the last 7 days and event a happened more than 5 times ever",
	} {
		if why, never := condition.Unsatisfiable(factstest.Parsed(t, tt)); never {
			t.Errorf("%s: %s", tt, why)
		}
	}
}

// clashing is a condition whose rules are mostly about the same thing.
func clashing(r factstest.Random) condition.Condition {
	texts := []string{"12", "12.0", "true", "Yes", "no", "2026-01-20", "t", "20", "1", "-0", "0", "e", "ana", "a"}
	c := condition.Condition{Any: r.IntN(6) == 0}
	for len(c.Rules) < 2+r.IntN(2) {
		rule := r.Rule()
		rule.Texts = nil
		for range 1 + r.IntN(2) {
			rule.Texts = append(rule.Texts, factstest.OneOf(r, texts...))
		}
		if r.IntN(2) == 0 {
			rule.Window = condition.Window{}
		}
		if len(c.Rules) > 0 && (rule.Subject == condition.AttributeSubject || rule.Subject == condition.EventSubject) {
			rule.Name = c.Rules[0].Name
		}
		same := len(c.Rules) == 0 || rule.Subject == c.Rules[0].Subject || rule.Subject.Windowed() && c.Rules[0].Subject.Windowed()
		if same && rule.Validate() == nil {
			c.Rules = append(c.Rules, rule.Canonical())
		}
	}
	return c
}

// unruly has values of all kinds under names that promise another.
func unruly(r factstest.Random, slot int) account.Account {
	a := r.Account(slot)
	for i := range a.Attributes {
		a.Attributes[i].Value = factstest.OneOf(r, r.Value(), value.NumberValue(12), value.NumberValue(0), value.YesNoValue(true), value.YesNoValue(false),
			value.TextValue("12"), value.TextValue("TRUE"), value.TextValue("ana"), value.TextValue("no"), value.DateValue(1_768_867_200_000+value.Hour), value.DateValue(1_768_867_200_000))
	}
	return a
}

func TestUnsatisfiableConditionsHoldForNobody(t *testing.T) {
	t.Parallel()
	impossible, possible := 0, 0
	for seed := range uint64(60) {
		r := factstest.NewRandom(seed)
		accounts, moment := make([]account.Account, 60), r.Moment()
		for slot := range accounts {
			accounts[slot] = unruly(r, slot)
		}
		for range 150 {
			c := clashing(r)
			why, never := condition.Unsatisfiable(c)
			if !never {
				possible++
				continue
			}
			impossible++
			for slot := range accounts {
				if eval.Holds(c, &accounts[slot], moment) {
					t.Fatalf("seed %d: %s\nshould never match: %s\nbut does for %+v\nat %+v", seed, c, why, accounts[slot], moment)
				}
			}
		}
	}
	if impossible < possible/20 || possible < impossible/20 {
		t.Errorf("%d conditions are impossible and %d not, so the test shows little", impossible, possible)
	}
}

func TestUnsatisfiableLeavesInvalidConditionsAlone(t *testing.T) {
	t.Parallel()
	for _, c := range []condition.Condition{{}, {Rules: []condition.Rule{{Subject: condition.EventSubject, Operator: condition.LessThan}}}} {
		if why, never := condition.Unsatisfiable(c); never || strings.TrimSpace(why) != "" {
			t.Errorf("%+v: %s", c, why)
		}
	}
}
