package eval_test

import (
	"testing"

	"trialist/scoring/account"
	"trialist/scoring/factstest"
	"trialist/scoring/value"
)

func TestNamesAreResolvedInTheWorkspace(t *testing.T) {
	t.Parallel()
	a := factstest.AccountWithEvent("Login", factstest.Noon)
	a.Attributes = append(a.Attributes, value.Attribute{Name: "Plan", Value: value.TextValue("Pro")})
	a.Contacts = []account.Contact{{ID: "1", Attributes: []value.Attribute{{Name: "Role", Value: value.TextValue("CEO")}}}}
	sentences := []string{
		"event login happened more than 0 times ever",
		"attribute plan is pro",
		"contact attribute role is ceo",
	}
	for _, s := range sentences {
		factstest.CheckHolds(t, s, a, true)
	}
	// Another account has the spelling that the condition uses, so it does not
	// mean what this account has.
	a.Names = &value.Names{
		Events:            []string{"login", "Login"},
		Attributes:        []string{"Plan", "plan"},
		ContactAttributes: []string{"role", "Role"},
	}
	for _, s := range sentences {
		factstest.CheckHolds(t, s, a, false)
	}
}
