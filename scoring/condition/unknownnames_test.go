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

func TestEditDistance(t *testing.T) {
	t.Parallel()
	tests := []struct {
		a, b        string
		limit, want int
	}{
		{"", "", 0, 0},
		{"", "abc", 3, 3},
		{"login", "lgoin", 2, 2},
		{"kitten", "sitting", 5, 3},
		{"kitten", "sitting", 2, 3},
		{"straße", "strasse", 2, 2},
		{"a", "b", 0, 1},
		{"abc", "xyzabc", 2, 3},
	}
	for _, tt := range tests {
		if got := value.EditDistance(tt.a, tt.b, tt.limit); got != tt.want {
			t.Errorf("%q to %q within %d: got %d, want %d", tt.a, tt.b, tt.limit, got, tt.want)
		}
		if got := value.EditDistance(tt.b, tt.a, tt.limit); got != tt.want {
			t.Errorf("%q to %q within %d: got %d, want %d", tt.b, tt.a, tt.limit, got, tt.want)
		}
	}
}
