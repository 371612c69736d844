package segments

import (
	"slices"
	"testing"

	"trialist/scoring/value"
)

func TestCompletions(t *testing.T) {
	t.Parallel()
	v := vocabulary{
		names:   value.Names{Events: []string{"Imported contacts", "login"}, Attributes: []string{"country"}, ContactAttributes: []string{"role"}},
		signals: []string{"Invited teammates"}, owners: []string{"ana", "O Neill"},
	}
	for sentence, want := range map[string][]string{
		"adoption s":                        {"score"},
		"qual":                              {"qualified"},
		"qualified is ":                     {"yes", "no"},
		"event im":                          {`"Imported contacts"`},
		`event "im`:                         {`"Imported contacts"`},
		"attribute ":                        {"country"},
		"contact attribute ":                {"role"},
		"signal ":                           {`"Invited teammates"`},
		"fit band is g":                     {"Good"},
		"fit band is Good|pe":               {`"Perfect match"`},
		"class is lo":                       {"looker"},
		"status is no":                      {`"not converted"`, "not"},
		"owner is o":                        {`"O Neill"`},
		"qualified is yes a":                {"and"},
		"qualified is yes and fit s":        {"score"},
		"qualified is maybe and ":           nil,
		"event login happened more than 0 ": {"times"},
	} {
		got, from := v.completions(sentence)
		if !slices.Equal(got, want) {
			t.Errorf("%s: completed by %q, want %q", sentence, got, want)
		}
		if from > len(sentence) || from < 0 {
			t.Errorf("%s: the word begins at %d", sentence, from)
		}
	}
}
