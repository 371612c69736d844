package account

import (
	"slices"
	"testing"

	"trialist/scoring/value"
)

func texts(pairs ...string) (list []value.Attribute) {
	for i := 0; i < len(pairs); i += 2 {
		list = append(list, value.Attribute{Name: pairs[i], Value: value.TextValue(pairs[i+1])})
	}
	return list
}

func TestPeople(t *testing.T) {
	t.Parallel()
	a := Account{
		Name:       "Acme",
		Attributes: texts("name", "Acme", "E-Mail", "info@acme.test", "phone", "1", "title", "none of a person"),
		Contacts: []Contact{
			{ID: "ana@acme.test", Attributes: texts("First Name", "Ana", "last_name", "Silva", "Job-Title", "CTO", "phone", "1")},
			{ID: "p2", Attributes: texts("name", "Bo", "email", "no address", "department", "Sales")},
			{ID: "p3", Attributes: texts("country", "US")},
			{ID: "p4", Attributes: texts("work_email", "cy@acme.test")},
		},
	}
	want := []Person{
		{ID: "ana@acme.test", Name: "Ana Silva", Role: "CTO", Email: "ana@acme.test", Phone: "1"},
		{ID: "p2", Name: "Bo", Role: "Sales"},
		{ID: "p4", Email: "cy@acme.test"},
		{Email: "info@acme.test"}, // the number is Ana's
	}
	if got := a.People(); !slices.Equal(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if got := (&Account{Attributes: texts("name", "Acme")}).People(); len(got) != 0 {
		t.Errorf("nobody can be reached at %+v", got)
	}
}

func TestIsAddress(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"a@b": true, "first.last+tag@sub.example.com": true, `"odd@name"@example.com`: true, "jörg@münchen.example": true,
		"": false, "@b": false, "a@": false, "a b@c": false, "a@b\nBcc: x@y": false, "a@b,c@d": false, "Ana <a@b>": false, "plain": false,
	} {
		if got := IsAddress(text); got != want {
			t.Errorf("%q is an address: %t", text, got)
		}
	}
}
