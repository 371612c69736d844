package explain

import (
	"strings"
	"testing"

	"trialist/scoring/account"
	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/factstest"
	"trialist/scoring/value"
)

func TestEventEvidence(t *testing.T) {
	t.Parallel()
	onDay := func(n int) value.Instant { return factstest.TrialStart + value.Instant(n-1)*value.Day + value.Hour }
	tests := []struct {
		rule string
		a    *account.Account
		want string
	}{
		{"event e happened more than 0 times ever", factstest.AccountWithEvent("e"), "not yet; needs more than 0"},
		{"event e happened exactly 0 times ever", factstest.AccountWithEvent("e"), "never; needs exactly 0"},
		{"event e happened more than 0 times ever", factstest.AccountWithEvent("e", factstest.Noon-value.Hour), "once, today; needs more than 0"},
		{"event e happened more than 1 time ever", factstest.AccountWithEvent("e", factstest.Noon-value.Day), "once, yesterday; needs more than 1 time"},
		{"event e happened more than 0 times ever", factstest.AccountWithEvent("e", onDay(2), onDay(3), factstest.Noon-value.Day), "3 times, first on day 2, last yesterday; needs more than 0"},
		{"event e happened at least 3 times in the last 7 days", factstest.AccountWithEvent("e", onDay(4)), "once, on day 4; needs at least 3 times in the last 7 days"},
		{"event e happened at least 3 times ever", factstest.AccountWithEvent("e", onDay(2), onDay(2)), "twice, both on day 2; needs at least 3 times"},
		{"event e happened at least 3 times ever", factstest.AccountWithEvent("e", onDay(1), onDay(1), onDay(1)), "3 times, all on day 1; needs at least 3 times"},
		{"event e happened at least 3 times in the last 2 days", factstest.AccountWithEvent("e", onDay(2)), "none in that time, last on day 2; needs at least 3 times in the last 2 days"},
		{"event e happened more than 0 times in the first 3 days of the trial", factstest.AccountWithEvent("e", onDay(-3)), "none in that time, last on 2026-11-06; needs more than 0 in the first 3 days of the trial"},
		{"event e happened more than 0 times during the trial", &account.Account{}, "the trial start is not known; needs more than 0 during the trial"},
		{"event e happened at least 2000 times ever", &account.Account{Events: []account.Event{{Name: "e", At: onDay(1), Count: 1200}, {Name: "e", At: onDay(2), Count: 4}}}, "1,204 times, first on 2026-11-10, last on 2026-11-11; needs at least 2,000 times"},
		{"event e happened more than 0 times ever", factstest.AccountWithEvent("e", factstest.Noon+1), "not yet; needs more than 0"},
		{"active days is more than 4 in the last 14 days", factstest.AccountWithEvent("e", onDay(1), onDay(2)), "2 active days; needs more than 4 in the last 14 days"},
		{"active days is more than 4 ever", factstest.AccountWithEvent("e", onDay(1)), "1 active day; needs more than 4"},
		{"active days is more than 4 ever", factstest.AccountWithEvent("e"), "not active yet; needs more than 4"},
		{"last seen is less than 3 days ago", factstest.AccountWithEvent("e", factstest.Noon-value.Hour), "last seen today; needs less than 3 days ago"},
		{"last seen is less than 3 days ago", factstest.AccountWithEvent("e", factstest.Noon-5*value.Day), "last seen 5 days ago; needs less than 3 days ago"},
		{"last seen is less than 3 days ago", factstest.AccountWithEvent("e", factstest.Noon-3*value.Day+value.Hour), "last seen 2 days and 23 hours ago; needs less than 3 days ago"},
		{"last seen is more than 3 days ago", factstest.AccountWithEvent("e", factstest.Noon-3*value.Day), "last seen exactly 3 days ago; needs more than 3 days ago"},
		{"last seen is more than 3 days ago", factstest.AccountWithEvent("e", factstest.Noon-3*value.Day-1), "last seen 3 days and 1 millisecond ago; needs more than 3 days ago"},
		{"last seen is less than 1 day ago", factstest.AccountWithEvent("e", factstest.Noon-13*value.Hour), "last seen 13 hours ago; needs less than 1 day ago"},
		{"last seen is after 2026-11-12", factstest.AccountWithEvent("e", factstest.Noon-value.Day), "last seen 2026-11-14, yesterday; needs a date after 2026-11-12"},
		{"last seen is set in the last 2 days", factstest.AccountWithEvent("e", onDay(1)), "none in that time, last on day 1; needs any event in the last 2 days"},
		{"last seen is not set", factstest.AccountWithEvent("e"), "never; needs no event"},
		{"last seen is in the past", factstest.AccountWithEvent("e"), "not seen yet; needs a date in the past"},
	}
	for _, test := range tests {
		checkWords(t, test.rule, test.a, test.want)
	}
}

func checkWords(t *testing.T, sentence string, a *account.Account, want string) {
	t.Helper()
	c, err := condition.Parse(sentence)
	if err != nil {
		t.Fatal(err)
	}
	m := condition.Moment{AsOf: factstest.Noon}
	evidence := EvidenceOf(c, a, m)
	if len(evidence) != len(c.Rules) {
		t.Fatalf("%s: %d pieces of evidence for %d rules", sentence, len(evidence), len(c.Rules))
	}
	if evidence[0].Text != want {
		t.Errorf("%s\n got %s\nwant %s", sentence, evidence[0].Text, want)
	}
	if len(c.Rules) == 1 && evidence[0].Holds != eval.Holds(c, a, m) {
		t.Errorf("%s: evidence says %v and the condition does not", sentence, evidence[0].Holds)
	}
}

func TestAttributeEvidence(t *testing.T) {
	t.Parallel()
	tests := []struct {
		rule string // after "attribute x"
		v    value.Value
		want string
	}{
		{"is more than 50", value.NumberValue(120), "x is 120; needs more than 50"},
		{"is at most 0.5", value.NumberValue(120), "x is 120; needs at most 0.5"},
		{"is more than 50", value.TextValue("lots"), "x is lots, which is not a number; needs more than 50"},
		{"is US|UK", value.Value{}, "x is not known; needs US or UK"},
		{"is US", value.TextValue("Us"), "x is Us; needs US"},
		{"is not US|UK|FR", value.TextValue("US"), "x is US; needs anything but US, UK or FR"},
		{"is a|b|c|d|e|f|g|h", value.TextValue("z"), "x is z; needs a, b, c, d, e or 3 others"},
		{"is a|b|c|d|e|f", value.TextValue("z"), "x is z; needs a, b, c, d, e or f"},
		{"is yes", value.YesNoValue(false), "x is no; needs yes"},
		{"contains gmail|hotmail", value.TextValue("a@b.test"), "x is a@b.test; needs gmail or hotmail in it"},
		{"does not contain gmail", value.TextValue("a@gmail.com"), "x is a@gmail.com; needs no gmail in it"},
		{"does not contain gmail|hotmail", value.TextValue("a@b.test"), "x is a@b.test; needs neither gmail nor hotmail in it"},
		{"does not contain a|b|c", value.TextValue("b"), "x is b; needs none of a, b or c in it"},
		{"starts with www", value.TextValue("a"), "x is a; needs to start with www"},
		{"ends with .test|.app", value.TextValue("a"), "x is a; needs to end with .test or .app"},
		{"is set", value.TextValue("555"), "x is 555; needs any value"},
		{"is set", value.Value{}, "x is not known; needs any value"},
		{"is not set", value.TextValue("555"), "x is 555; needs no value"},
		{"is more than 30 days ago", value.DateValue(factstest.Noon.Midnight() - 40*value.Day), "x is 2026-10-06, 40 days ago; needs more than 30 days ago"},
		{"is more than 30 days ago", value.DateValue(factstest.Noon.Midnight() - 30*value.Day), "x is 2026-10-16, 30 days and 12 hours ago; needs more than 30 days ago"},
		{"is in the next 30 days", value.DateValue(factstest.Noon.Midnight() + value.Day), "x is 2026-11-16, tomorrow; needs a date in the next 30 days"},
		{"is in the next 30 days", value.DateValue(factstest.Noon + 30*value.Day + value.Minute), "x is 2026-12-15, in 30 days and 1 minute; needs a date in the next 30 days"},
		{"is in the future", value.DateValue(factstest.Noon), "x is 2026-11-15, today; needs a date in the future"},
		{"is in the past", value.DateValue(factstest.Noon + 9*value.Day), "x is 2026-11-24, in 9 days; needs a date in the past"},
		{"is before 2026-01-01", value.DateValue(factstest.Noon - value.Day), "x is 2026-11-14, yesterday; needs a date before 2026-01-01"},
		{"is on 2026-01-01", value.TextValue("soon"), "x is soon, which is not a date; needs a date on 2026-01-01"},
		{"is " + strings.Repeat("é", 200), value.TextValue(strings.Repeat("ü", 200)), "x is " + strings.Repeat("ü", 59) + "…; needs " + strings.Repeat("é", 59) + "…"},
	}
	for _, test := range tests {
		checkWords(t, "attribute x "+test.rule, factstest.AccountWithAttribute("x", test.v), test.want)
	}
	both := factstest.AccountWithAttribute("x", value.DateValue(factstest.Noon-value.Day))
	for _, test := range []struct {
		other value.Value
		want  string
	}{
		{value.DateValue(factstest.Noon - 5*value.Day), "x is 2026-11-14, yesterday; y is 2026-11-10; needs a date after y"},
		{value.Value{}, "x is 2026-11-14, yesterday; y is not known; needs a date after y"},
		{value.TextValue("soon"), "x is 2026-11-14, yesterday; y is soon, which is not a date; needs a date after y"},
	} {
		both.Attributes = append(both.Attributes[:1], value.Attribute{Name: "y", Value: test.other})
		checkWords(t, "attribute x is after attribute y", both, test.want)
	}
	started := factstest.AccountWithAttribute(value.TrialStartedAt, value.DateValue(factstest.TrialStart))
	checkWords(t, "attribute trial_ends_at is in the past", started, "trial_ends_at is 2026-11-24, in 9 days; needs a date in the past")
}

func TestContactEvidence(t *testing.T) {
	t.Parallel()
	contact := func(id string, attributes ...value.Attribute) account.Contact {
		return account.Contact{ID: id, Attributes: attributes}
	}
	department := func(s string) value.Attribute { return value.Attribute{Name: "department", Value: value.TextValue(s)} }
	ana := contact("c1", department("Marketing"), value.Attribute{Name: "Email", Value: value.TextValue("ana@example.test")})
	tests := []struct {
		contacts []account.Contact
		want     string
	}{
		{nil, "no contacts are known; needs Marketing"},
		{[]account.Contact{ana}, "department is Marketing (ana@example.test); needs Marketing"},
		{[]account.Contact{contact("c2"), ana, contact("c3", department("marketing"))}, "department is Marketing (ana@example.test), and 1 more contact matches; needs Marketing"},
		{[]account.Contact{ana, ana, ana}, "department is Marketing (ana@example.test), and 2 more contacts match; needs Marketing"},
		{[]account.Contact{contact("c2", department("Sales"))}, "department is Sales (c2); needs Marketing"},
		{[]account.Contact{contact("c2")}, "department is not known (c2); needs Marketing"},
		{[]account.Contact{contact("c2"), contact("c3")}, "department is not known of any of 2 contacts; needs Marketing"},
		{[]account.Contact{contact("c2", department("Sales")), contact("c3", department("Support")), contact("c4", department("Sales"))}, "department is Sales or Support among 3 contacts; needs Marketing"},
	}
	for _, test := range tests {
		checkWords(t, "contact attribute department is Marketing", &account.Account{Contacts: test.contacts}, test.want)
	}
}
