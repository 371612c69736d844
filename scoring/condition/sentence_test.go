package condition

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"trialist/scoring/value"
)

func mustDay(t *testing.T, s string) value.Instant {
	t.Helper()
	d, ok := value.ParseDay(s)
	if !ok {
		t.Fatalf("%q is not a day", s)
	}
	return d
}

func TestSentence(t *testing.T) {
	t.Parallel()
	attribute := func(name string, o Operator, texts ...string) Rule {
		return Rule{Subject: AttributeSubject, Name: name, Operator: o, Texts: texts}
	}
	tests := []struct {
		sentence string
		want     Condition
	}{
		{`event "Imported contacts" happened more than 0 times ever`, Condition{Rules: []Rule{
			{Subject: EventSubject, Name: "Imported contacts", Operator: MoreThan},
		}}},
		{`event "Sent campaign" happened at least 3 times in the last 7 days`, Condition{Rules: []Rule{
			{Subject: EventSubject, Name: "Sent campaign", Operator: AtLeast, Number: 3, Window: Window{Last, 7, Days}},
		}}},
		{`event login happened exactly 0 times in the first 3 days of the trial`, Condition{Rules: []Rule{
			{Subject: EventSubject, Name: "login", Operator: Exactly, Window: Window{FirstOfTrial, 3, Days}},
		}}},
		{`event login happened less than 2 times during the trial`, Condition{Rules: []Rule{
			{Subject: EventSubject, Name: "login", Operator: LessThan, Number: 2, Window: Window{Span: DuringTrial}},
		}}},
		{`event login happened at most 1 time in the last 1 hour`, Condition{Rules: []Rule{
			{Subject: EventSubject, Name: "login", Operator: AtMost, Number: 1, Window: Window{Last, 1, Hours}},
		}}},
		{`attribute employees is more than 50`, Condition{Rules: []Rule{
			{Name: "employees", Operator: MoreThan, Number: 50},
		}}},
		{`attribute balance is at least -0.5`, Condition{Rules: []Rule{
			{Name: "balance", Operator: AtLeast, Number: -0.5},
		}}},
		{`attribute churned_at is after attribute converted_at`, Condition{Rules: []Rule{
			{Name: "churned_at", Operator: After, Other: "converted_at"},
		}}},
		{`contact attribute "first seen" is on attribute "set" and last seen is before attribute trial_ends_at`, Condition{Rules: []Rule{
			{Subject: ContactSubject, Name: "first seen", Operator: On, Other: "set"},
			{Subject: LastSeenSubject, Operator: Before, Other: "trial_ends_at"},
		}}},
		{`attribute country is US|UK|Canada`, Condition{Rules: []Rule{attribute("country", Is, "US", "UK", "Canada")}}},
		{`attribute country is not "United States"|FR`, Condition{Rules: []Rule{attribute("country", IsNot, "United States", "FR")}}},
		{`attribute email does not contain gmail|hotmail|outlook`, Condition{Rules: []Rule{
			attribute("email", DoesNotContain, "gmail", "hotmail", "outlook"),
		}}},
		{`attribute phone is set and attribute industry is "Financial services"`, Condition{Rules: []Rule{
			attribute("phone", IsSet), attribute("industry", Is, "Financial services"),
		}}},
		{`attribute phone is not set or attribute domain ends with .test or attribute domain starts with "www "|app`, Condition{
			Any: true, Rules: []Rule{
				attribute("phone", IsNotSet), attribute("domain", EndsWith, ".test"), attribute("domain", StartsWith, "www ", "app"),
			},
		}},
		{`attribute signed_up is more than 30 days ago`, Condition{Rules: []Rule{
			{Name: "signed_up", Operator: MoreThanDaysAgo, Number: 30},
		}}},
		{`attribute signed_up is less than 1 day ago`, Condition{Rules: []Rule{
			{Name: "signed_up", Operator: LessThanDaysAgo, Number: 1},
		}}},
		{`attribute renews_at is in the next 30 days`, Condition{Rules: []Rule{
			{Name: "renews_at", Operator: InNextDays, Number: 30},
		}}},
		{`attribute renews_at is before 2026-01-01 and attribute renews_at is after 2025-01-31`, Condition{Rules: []Rule{
			{Name: "renews_at", Operator: Before, Day: mustDay(t, "2026-01-01")},
			{Name: "renews_at", Operator: After, Day: mustDay(t, "2025-01-31")},
		}}},
		{`attribute renews_at is on 1969-12-31`, Condition{Rules: []Rule{
			{Name: "renews_at", Operator: On, Day: -value.Day},
		}}},
		{`attribute renews_at is in the past or attribute renews_at is in the future`, Condition{Any: true, Rules: []Rule{
			{Name: "renews_at", Operator: InPast}, {Name: "renews_at", Operator: InFuture},
		}}},
		{`attribute vip is yes`, Condition{Rules: []Rule{attribute("vip", IsYes)}}},
		{`attribute vip is no and contact attribute vip is yes`, Condition{Rules: []Rule{
			attribute("vip", IsNo), {Subject: ContactSubject, Name: "vip", Operator: IsYes},
		}}},
		{`attribute vip is "yes"`, Condition{Rules: []Rule{attribute("vip", Is, "yes")}}},
		{`attribute vip is not "no"`, Condition{Rules: []Rule{attribute("vip", IsNot, "no")}}},
		{`attribute vip is "yes"|maybe`, Condition{Rules: []Rule{attribute("vip", Is, "yes", "maybe")}}},
		{`attribute country is NO`, Condition{Rules: []Rule{attribute("country", Is, "NO")}}},
		{`attribute vip contains yes`, Condition{Rules: []Rule{attribute("vip", Contains, "yes")}}},
		{`contact attribute department is Marketing`, Condition{Rules: []Rule{
			{Subject: ContactSubject, Name: "department", Operator: Is, Texts: []string{"Marketing"}},
		}}},
		{`active days is more than 4 in the last 14 days`, Condition{Rules: []Rule{
			{Subject: ActiveDaysSubject, Operator: MoreThan, Number: 4, Window: Window{Last, 14, Days}},
		}}},
		{`active days is exactly 2 ever`, Condition{Rules: []Rule{
			{Subject: ActiveDaysSubject, Operator: Exactly, Number: 2},
		}}},
		{`last seen is less than 3 days ago`, Condition{Rules: []Rule{
			{Subject: LastSeenSubject, Operator: LessThanDaysAgo, Number: 3},
		}}},
		{`last seen is set in the last 2 weeks`, Condition{Rules: []Rule{
			{Subject: LastSeenSubject, Operator: IsSet, Window: Window{Last, 2, Weeks}},
		}}},
		{`attribute region is ON|IN|OR|"set"`, Condition{Rules: []Rule{attribute("region", Is, "ON", "IN", "OR", "set")}}},
		{`event "happened" happened more than 1000000 times in the last 10000 months`, Condition{Rules: []Rule{
			{Subject: EventSubject, Name: "happened", Operator: MoreThan, Number: 1e6, Window: Window{Last, maxWindow, Months}},
		}}},
		{`attribute "a \"b\" \\ c\n" is "x|y"|"\x1b[2J"`, Condition{Rules: []Rule{
			attribute("a \"b\" \\ c\n", Is, "x|y", "\x1b[2J"),
		}}},
		{`attribute größe is 大|"\xff"`, Condition{Rules: []Rule{attribute("größe", Is, "大", "\xff")}}},
	}
	for _, test := range tests {
		t.Run(test.sentence, func(t *testing.T) {
			t.Parallel()
			got, err := Parse(test.sentence)
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(got, test.want) {
				t.Errorf("parsed as %+v, want %+v", got, test.want)
			}
			if printed := test.want.String(); printed != test.sentence {
				t.Errorf("printed as %s", printed)
			}
		})
	}
}

func TestParseIsLenient(t *testing.T) {
	t.Parallel()
	tests := []struct{ sentence, canonical string }{
		{`EVENT login Happened  AT LEAST 1 times EVER`, `event login happened at least 1 time ever`},
		{`event login happened at least 3 times`, `event login happened at least 3 times ever`},
		{`event “Sent campaign” happened more than 0 times in the last day`, `event "Sent campaign" happened more than 0 times in the last 1 day`},
		{`event „Sent “ happened more than 0 times in the first day of the trial`, `event "Sent " happened more than 0 times in the first 1 day of the trial`},
		{`attribute employees more than 50`, `attribute employees is more than 50`},
		{`attribute a after Attribute B`, `attribute a is after attribute B`},
		{`attribute phone not set`, `attribute phone is not set`},
		{`attribute signed_up more than 30 days ago`, `attribute signed_up is more than 30 days ago`},
		{`last seen less than 3 days ago ever`, `last seen is less than 3 days ago`},
		{`active days is 4`, `active days is exactly 4 ever`},
		{`attribute country is US | "UK"`, `attribute country is US|UK`},
		{`attribute who is O'Brien&Sons,(Ltd)`, `attribute who is "O'Brien&Sons,(Ltd)"`},
		{`attribute employees is more than 5e1`, `attribute employees is more than 50`},
		{`attribute vip is not yes`, `attribute vip is no`},
		{`attribute vip is not no`, `attribute vip is yes`},
		{`attribute vip is yes|maybe`, `attribute vip is "yes"|maybe`},
		{`attribute region is NOT`, `attribute region is NOT`},
		{`attribute "curly “inside” straight" is set`, `attribute "curly “inside” straight" is set`},
	}
	for _, test := range tests {
		c, err := Parse(test.sentence)
		if err != nil {
			t.Errorf("%s: %v", test.sentence, err)
			continue
		}
		if got := c.String(); got != test.canonical {
			t.Errorf("%s is read as %s, want %s", test.sentence, got, test.canonical)
		}
	}
}

func TestParseErrors(t *testing.T) {
	t.Parallel()
	const subjects = `"attribute", "contact attribute", "event", "active days" or "last seen"`
	tests := []struct{ sentence, want string }{
		{``, `at the end: expected ` + subjects},
		{`foo`, `at "foo": expected ` + subjects},
		{`attribute x is set and`, `at the end: expected ` + subjects},
		{`adoption score is at least 50 and fit band is Good`, `at "adoption score": only segments and workflows can ask about this; expected ` + subjects},
		{`attribute x is set and signal "Invited teammates" is not matched`, `at "signal": only segments and workflows can ask about this; expected ` + subjects},
		{`event`, `at the end: expected the name of an event`},
		{`event happened more than 0 times`, `at "happened": expected the name of an event; a word of the grammar needs quotes to be a name or a value`},
		{`event Imported contacts happened more than 0 times`, `at "contacts": expected "happened"; several words need quotes, such as "Imported contacts"`},
		{`event login happened foo`, `at "foo": expected "more than", "at least", "exactly", "at most" or "less than"`},
		{`event login happened more foo`, `at "foo": expected "than"`},
		{`event login happened more than many times`, `at "many": expected a number`},
		{`event login happened more than inf times`, `at "inf": expected a number`},
		{`event login happened more than 0`, `at the end: expected "times"`},
		{`event login happened more than 0 times yesterday`, `at "yesterday": expected "ever", "in the last", "in the first", "during the trial", "and" or "or"`},
		{`event login happened more than 0 times in the last few days`, `at "few": expected a whole number, "days", "hours", "weeks" or "months"`},
		{`event login happened more than 0 times in the last 0 days`, `at "0": a window needs at least 1 day`},
		{`event login happened more than 0 times in the last 20000 hours`, `at "20000": a window may have at most 10,000 hours`},
		{`event login happened at least 1.5 times`, `at "1.5": a count needs to be a whole number from 0 to 1,000,000,000`},
		{`last seen is less than 0 days ago`, `at "0": a distance in days needs at least 1 day`},
		{`attribute x foo`, `at "foo": expected "is", "contains", "does not contain", "starts with" or "ends with"; several words need quotes, such as "x foo"`},
		{`attribute x is and`, `at "and": expected a value, "set", "not set", "before", "after", "on", "more than", "less than", "in the next", "in the past", "in the future", "at least", "at most" or "not"; a word of the grammar needs quotes to be a name or a value`},
		{`attribute x is before friday`, `at "friday": expected a day such as 2026-01-31 or "attribute"`},
		{`attribute x is before attribute`, `at the end: expected the name of an attribute`},
		{`attribute x is before attribute ""`, `at "": expected the name of an attribute`},
		{`attribute x is before attribute is`, `at "is": expected the name of an attribute; a word of the grammar needs quotes to be a name or a value`},
		{`attribute x is before attribute trial start`, `at "start": expected "and" or "or"; several words need quotes, such as "trial start"`},
		{`attribute x is more than 3 days before attribute y`, `at "before": expected "ago"`},
		{`attribute x is on 2026-02-30`, `at "2026-02-30": expected a day such as 2026-01-31 or "attribute"`},
		{`attribute x is US||UK`, `at "|": expected a value`},
		{`attribute x is ""`, `at "": a value needs at least one character; to ask whether there is a value, use "is set" or "is not set"`},
		{`attribute "" is set`, `at "": an attribute needs a name`},
		{`attribute x is US "UK"`, `at "UK": expected "|", "and" or "or"`},
		{`attribute "x is set`, `at "x is set": its quote is not closed`},
		{`attribute "a\q" is set`, `at "\\q": expected \", \\ or \n`},
		{"attribute \x1b[2J is set and foo", `at "foo": expected ` + subjects},
		{"\x1b[2J", `at "\x1b[2J": expected ` + subjects},
		{
			`attribute a is set and attribute b is set or attribute c is set`,
			`at "or": a condition joins its rules with all "and" or all "or", never both`,
		},
		{strings.Repeat("attribute a is set and ", 32) + "attribute b is set", `at the end: a condition may have at most 32 rules`},
	}
	for _, test := range tests {
		c, err := Parse(test.sentence)
		var syntax *SyntaxError
		if !errors.As(err, &syntax) {
			t.Errorf("%s: read as %v with error %v, want a SyntaxError", test.sentence, c, err)
			continue
		}
		if err.Error() != test.want {
			t.Errorf("%s\n got %v\nwant %s", test.sentence, err, test.want)
		}
		if !strings.HasPrefix(test.sentence[syntax.Offset:], syntax.Found) {
			t.Errorf("%s: %q is not at offset %d", test.sentence, syntax.Found, syntax.Offset)
		}
	}
}

func TestConditionAsJSON(t *testing.T) {
	t.Parallel()
	c := Condition{Any: true, Rules: []Rule{{Name: "phone"}, {Name: "vip", Operator: IsYes}}}
	body, err := json.Marshal(struct{ When Condition }{c})
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"When":"attribute phone is set or attribute vip is yes"}`; string(body) != want {
		t.Errorf("marshalled as %s, want %s", body, want)
	}
	var read struct{ When Condition }
	if err := json.Unmarshal(body, &read); err != nil || !read.When.Equal(c) {
		t.Errorf("read back as %v, %v", read.When, err)
	}
	if err := json.Unmarshal([]byte(`{"When":"attribute phone"}`), &read); err == nil {
		t.Error("half a sentence is read without an error")
	}
}
