package scoring

import (
	"strings"
	"testing"
)

func TestEventEvidence(t *testing.T) {
	t.Parallel()
	onDay := func(n int) Instant { return trialStart + Instant(n-1)*Day + Hour }
	tests := []struct {
		rule string
		a    *Account
		want string
	}{
		{"event e happened more than 0 times ever", happening("e"), "not yet; needs more than 0"},
		{"event e happened exactly 0 times ever", happening("e"), "never; needs exactly 0"},
		{"event e happened more than 0 times ever", happening("e", noon-Hour), "once, today; needs more than 0"},
		{"event e happened more than 1 time ever", happening("e", noon-Day), "once, yesterday; needs more than 1 time"},
		{"event e happened more than 0 times ever", happening("e", onDay(2), onDay(3), noon-Day), "3 times, first on day 2, last yesterday; needs more than 0"},
		{"event e happened at least 3 times in the last 7 days", happening("e", onDay(4)), "once, on day 4; needs at least 3 times in the last 7 days"},
		{"event e happened at least 3 times ever", happening("e", onDay(2), onDay(2)), "twice, both on day 2; needs at least 3 times"},
		{"event e happened at least 3 times ever", happening("e", onDay(1), onDay(1), onDay(1)), "3 times, all on day 1; needs at least 3 times"},
		{"event e happened at least 3 times in the last 2 days", happening("e", onDay(2)), "none in that time, last on day 2; needs at least 3 times in the last 2 days"},
		{"event e happened more than 0 times in the first 3 days of the trial", happening("e", onDay(-3)), "none in that time, last on 2026-11-06; needs more than 0 in the first 3 days of the trial"},
		{"event e happened more than 0 times during the trial", &Account{}, "the trial start is not known; needs more than 0 during the trial"},
		{"event e happened at least 2000 times ever", &Account{Events: []Event{{Name: "e", At: onDay(1), Count: 1200}, {Name: "e", At: onDay(2), Count: 4}}}, "1,204 times, first on 2026-11-10, last on 2026-11-11; needs at least 2,000 times"},
		{"event e happened more than 0 times ever", happening("e", noon+1), "not yet; needs more than 0"},
		{"active days is more than 4 in the last 14 days", happening("e", onDay(1), onDay(2)), "2 active days; needs more than 4 in the last 14 days"},
		{"active days is more than 4 ever", happening("e", onDay(1)), "1 active day; needs more than 4"},
		{"active days is more than 4 ever", happening("e"), "not active yet; needs more than 4"},
		{"last seen is less than 3 days ago", happening("e", noon-Hour), "last seen today; needs less than 3 days ago"},
		{"last seen is less than 3 days ago", happening("e", noon-5*Day), "last seen 5 days ago; needs less than 3 days ago"},
		{"last seen is less than 3 days ago", happening("e", noon-3*Day+Hour), "last seen 2 days and 23 hours ago; needs less than 3 days ago"},
		{"last seen is more than 3 days ago", happening("e", noon-3*Day), "last seen exactly 3 days ago; needs more than 3 days ago"},
		{"last seen is more than 3 days ago", happening("e", noon-3*Day-1), "last seen 3 days and 1 millisecond ago; needs more than 3 days ago"},
		{"last seen is less than 1 day ago", happening("e", noon-13*Hour), "last seen 13 hours ago; needs less than 1 day ago"},
		{"last seen is after 2026-11-12", happening("e", noon-Day), "last seen 2026-11-14, yesterday; needs a date after 2026-11-12"},
		{"last seen is set in the last 2 days", happening("e", onDay(1)), "none in that time, last on day 1; needs any event in the last 2 days"},
		{"last seen is not set", happening("e"), "never; needs no event"},
		{"last seen is in the past", happening("e"), "not seen yet; needs a date in the past"},
	}
	for _, test := range tests {
		checkWords(t, test.rule, test.a, test.want)
	}
}

func checkWords(t *testing.T, sentence string, a *Account, want string) {
	t.Helper()
	c, err := ParseCondition(sentence)
	if err != nil {
		t.Fatal(err)
	}
	m := Moment{AsOf: noon}
	evidence := Explain(c, a, m)
	if len(evidence) != len(c.Rules) {
		t.Fatalf("%s: %d pieces of evidence for %d rules", sentence, len(evidence), len(c.Rules))
	}
	if evidence[0].Words != want {
		t.Errorf("%s\n got %s\nwant %s", sentence, evidence[0].Words, want)
	}
	if len(c.Rules) == 1 && evidence[0].Holds != Holds(c, a, m) {
		t.Errorf("%s: evidence says %v and the condition does not", sentence, evidence[0].Holds)
	}
}

func TestAttributeEvidence(t *testing.T) {
	t.Parallel()
	tests := []struct {
		rule string // after "attribute x"
		v    Value
		want string
	}{
		{"is more than 50", NumberValue(120), "x is 120; needs more than 50"},
		{"is at most 0.5", NumberValue(120), "x is 120; needs at most 0.5"},
		{"is more than 50", TextValue("lots"), "x is lots, which is not a number; needs more than 50"},
		{"is US|UK", Value{}, "x is not known; needs US or UK"},
		{"is US", TextValue("Us"), "x is Us; needs US"},
		{"is not US|UK|FR", TextValue("US"), "x is US; needs anything but US, UK or FR"},
		{"is a|b|c|d|e|f|g|h", TextValue("z"), "x is z; needs a, b, c, d, e or 3 others"},
		{"is a|b|c|d|e|f", TextValue("z"), "x is z; needs a, b, c, d, e or f"},
		{"is yes", FlagValue(false), "x is no; needs yes"},
		{"contains gmail|hotmail", TextValue("a@b.test"), "x is a@b.test; needs gmail or hotmail in it"},
		{"does not contain gmail", TextValue("a@gmail.com"), "x is a@gmail.com; needs no gmail in it"},
		{"does not contain gmail|hotmail", TextValue("a@b.test"), "x is a@b.test; needs neither gmail nor hotmail in it"},
		{"does not contain a|b|c", TextValue("b"), "x is b; needs none of a, b or c in it"},
		{"starts with www", TextValue("a"), "x is a; needs to start with www"},
		{"ends with .test|.app", TextValue("a"), "x is a; needs to end with .test or .app"},
		{"is set", TextValue("555"), "x is 555; needs any value"},
		{"is set", Value{}, "x is not known; needs any value"},
		{"is not set", TextValue("555"), "x is 555; needs no value"},
		{"is more than 30 days ago", DateValue(noon.Midnight() - 40*Day), "x is 2026-10-06, 40 days ago; needs more than 30 days ago"},
		{"is more than 30 days ago", DateValue(noon.Midnight() - 30*Day), "x is 2026-10-16, 30 days and 12 hours ago; needs more than 30 days ago"},
		{"is in the next 30 days", DateValue(noon.Midnight() + Day), "x is 2026-11-16, tomorrow; needs a date in the next 30 days"},
		{"is in the next 30 days", DateValue(noon + 30*Day + Minute), "x is 2026-12-15, in 30 days and 1 minute; needs a date in the next 30 days"},
		{"is in the future", DateValue(noon), "x is 2026-11-15, today; needs a date in the future"},
		{"is in the past", DateValue(noon + 9*Day), "x is 2026-11-24, in 9 days; needs a date in the past"},
		{"is before 2026-01-01", DateValue(noon - Day), "x is 2026-11-14, yesterday; needs a date before 2026-01-01"},
		{"is on 2026-01-01", TextValue("soon"), "x is soon, which is not a date; needs a date on 2026-01-01"},
		{"is " + strings.Repeat("é", 200), TextValue(strings.Repeat("ü", 200)), "x is " + strings.Repeat("ü", 59) + "…; needs " + strings.Repeat("é", 59) + "…"},
	}
	for _, test := range tests {
		checkWords(t, "attribute x "+test.rule, having("x", test.v), test.want)
	}
	overruled := having("status", TextValue("trialing"))
	overruled.Attributes = append(overruled.Attributes, Attribute{TrialStartedAt, DateValue(trialStart)})
	checkWords(t, "attribute status is trialing", overruled, "status is trialing, overruled by a date; needs trialing")
	checkWords(t, "attribute trial_ends_at is in the past", overruled, "trial_ends_at is 2026-11-24, in 9 days; needs a date in the past")
}

func TestContactEvidence(t *testing.T) {
	t.Parallel()
	contact := func(id string, attributes ...Attribute) Contact { return Contact{ID: id, Attributes: attributes} }
	department := func(s string) Attribute { return Attribute{"department", TextValue(s)} }
	ana := contact("c1", department("Marketing"), Attribute{"Email", TextValue("ana@example.test")})
	tests := []struct {
		contacts []Contact
		want     string
	}{
		{nil, "no contacts are known; needs Marketing"},
		{[]Contact{ana}, "department is Marketing (ana@example.test); needs Marketing"},
		{[]Contact{contact("c2"), ana, contact("c3", department("marketing"))}, "department is Marketing (ana@example.test), and 1 more contact matches; needs Marketing"},
		{[]Contact{ana, ana, ana}, "department is Marketing (ana@example.test), and 2 more contacts match; needs Marketing"},
		{[]Contact{contact("c2", department("Sales"))}, "department is Sales (c2); needs Marketing"},
		{[]Contact{contact("c2")}, "department is not known (c2); needs Marketing"},
		{[]Contact{contact("c2"), contact("c3")}, "department is not known of any of 2 contacts; needs Marketing"},
		{[]Contact{contact("c2", department("Sales")), contact("c3", department("Support")), contact("c4", department("Sales"))}, "department is Sales or Support among 3 contacts; needs Marketing"},
	}
	for _, test := range tests {
		checkWords(t, "contact attribute department is Marketing", &Account{Contacts: test.contacts}, test.want)
	}
}
