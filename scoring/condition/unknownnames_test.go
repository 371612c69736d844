package condition_test

import (
	"slices"
	"testing"

	"trialist/scoring/condition"
	"trialist/scoring/factstest"
	"trialist/scoring/value"
)

func TestUnknownNames(t *testing.T) {
	t.Parallel()
	names := value.Names{
		Events:            []string{"login", "Imported contacts", "Invited teammate", "send", "SEND"},
		Attributes:        []string{"employees", "trial_started_at", "country"},
		ContactAttributes: []string{"role"},
	}
	tests := []struct {
		sentence string
		want     []string
	}{
		{`event Login happened more than 0 times ever and attribute COUNTRY is set and active days is more than 1 ever`, nil},
		{`event "Import" happened more than 0 times ever`, []string{`no event is called "Import"; did you mean "Imported contacts"?`}},
		{`event lgoin happened more than 0 times ever`, []string{`no event is called "lgoin"; did you mean "login"?`}},
		{`event Send happened more than 0 times ever`, []string{`no event is called "Send"; did you mean "send" or "SEND"?`}},
		{`event "invited teammates" happened more than 0 times ever`, []string{`no event is called "invited teammates"; did you mean "Invited teammate"?`}},
		{`attribute employee is more than 3 and contact attribute country is set`, []string{
			`no attribute of accounts is called "employee"; did you mean "employees"?`,
			`no attribute of contacts is called "country"`,
		}},
		{`event xyz happened more than 0 times ever or event xyz happened less than 9 times ever`, []string{`no event is called "xyz"`}},
		{`attribute trial_ends_at is in the past`, nil},
		{`last seen is after attribute trial_ends_at or last seen is after attribute trial_start_at`, []string{
			`no attribute of accounts is called "trial_start_at"; did you mean "trial_started_at"?`,
		}},
		{`attribute churned_at is in the past`, []string{`no attribute of accounts is called "churned_at"`}},
	}
	for _, tt := range tests {
		if got := condition.UnknownNames(factstest.Parsed(t, tt.sentence), names); !slices.Equal(got, tt.want) {
			t.Errorf("%s:\n got %q\nwant %q", tt.sentence, got, tt.want)
		}
	}
	if got := condition.UnknownNames(factstest.Parsed(t, "attribute trial_ends_at is set"), value.Names{}); len(got) != 1 {
		t.Errorf("without any data: got %q", got)
	}
}

func TestUnsuitedValues(t *testing.T) {
	t.Parallel()
	kinds := func(s condition.Subject, name string) condition.KindCounts {
		switch {
		case s == condition.ContactSubject && name == "age":
			return condition.KindCounts{value.Text: 1}
		case s != condition.AttributeSubject:
			return condition.KindCounts{}
		}
		return map[string]condition.KindCounts{
			"seats":   {value.Number: 50, value.Text: 50},
			"revenue": {value.Number: 3, value.Text: 897},
			"plan":    {value.Text: 12},
			"renewal": {value.Text: 7, value.Date: 2},
		}[name]
	}
	tests := []struct {
		sentence string
		want     []string
	}{
		{`attribute seats is more than 5`, nil},
		{`attribute nowhere is more than 5`, nil},
		{`attribute plan is Pro and attribute revenue is set and attribute plan is not set`, nil},
		{`event plan happened more than 0 times ever`, nil},
		{`attribute revenue is more than 5`, []string{`only 3 of the 900 values of attribute "revenue" can be read as a number; it never holds for the others`}},
		{`attribute plan is less than 5 or attribute plan is less than 9`, []string{`none of the 12 values of attribute "plan" is a number, so the comparison never holds`}},
		{`attribute renewal is in the future`, []string{`only 2 of the 9 values of attribute "renewal" can be read as a date; it never holds for the others`}},
		{`contact attribute age is at least 18`, []string{`the one value of contact attribute "age" is not a number, so the comparison never holds`}},
	}
	for _, tt := range tests {
		if got := condition.UnsuitedValues(factstest.Parsed(t, tt.sentence), kinds); !slices.Equal(got, tt.want) {
			t.Errorf("%s:\n got %q\nwant %q", tt.sentence, got, tt.want)
		}
	}
}
