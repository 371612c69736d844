package leftout_test

import (
	"fmt"
	"testing"

	"trialist/scoring/account"
	"trialist/scoring/condition"
	"trialist/scoring/factstest"
	"trialist/scoring/leftout"
	"trialist/scoring/value"
)

func TestPropose(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name      string
		addresses []string // each of an account or, after a +, of a contact
		of        int      // accounts, with those that have other addresses
		want      string
		accounts  int
	}{
		{"own people", []string{"a@us.io", "+b@us.io", "+c@US.io"}, 20, `attribute email ends with @us.io or contact attribute email ends with @us.io`, 3},
		{"too few", []string{"a@us.io", "b@us.io"}, 20, "", 0},
		{"too many", []string{"a@us.io", "b@us.io", "c@us.io"}, 14, "", 0},
		{"free mail", []string{"a@gmail.com", "b@gmail.com", "c@gmail.com"}, 20, "", 0},
		{"two as common", []string{"a@us.io", "b@us.io", "c@us.io", "a@them.io", "b@them.io", "c@them.io"}, 40, "", 0},
		{"tests", []string{"+test@a.io", "tester@a.io", "x@b.test"}, 20, `contact attribute email starts with test@ or attribute email ends with .test`, 2},
		{"whole words", []string{"jo+test@a.io", "qa-team@b.io", "+my.demo@c.io", "latest@d.io", "demonstration@e.io", "test@f.io"}, 40, `attribute email starts with test@|qa- or attribute email contains "+test@" or contact attribute email contains .demo@`, 4},
		{"all made up", []string{"x@a.example", "y@b.example", "z@c.example"}, 3, "", 0},
		{"free mail made up", []string{"a@gmail.example", "b@gmail.example", "c@gmail.example"}, 20, "attribute email ends with .example", 3},
		{"some made up", []string{"x@a.example", "y@b.test"}, 20, "attribute email ends with .test|.example", 2},
		{"no addresses", nil, 5, "", 0},
	} {
		var all []account.Account
		for i := range test.of {
			address := fmt.Sprintf("p@firm%d.io", i)
			a := account.Account{ID: fmt.Sprint(i), Known: true}
			if i < len(test.addresses) {
				address = test.addresses[i]
			}
			if address[0] == '+' {
				a.Contacts = []account.Contact{{ID: a.ID, Attributes: []value.Attribute{{Name: "email", Value: value.TextValue(address[1:])}}}}
			} else {
				a.Attributes = []value.Attribute{{Name: "email", Value: value.TextValue(address)}}
			}
			all = append(all, a)
		}
		got, err := leftout.Propose(t.Context(), factstest.NewFacts(all), condition.Moment{TrialDays: 14})
		if err != nil || got.When.String() != test.want || got.Accounts != test.accounts {
			t.Errorf("%s: %q of %d, %v; want %q of %d", test.name, got.When, got.Accounts, err, test.want, test.accounts)
		}
	}
}

// TestMadeUpDomainsSayNothing: where most accounts have reserved domains, those in .test
// are as real as the others; a word before the @ still tells.
func TestMadeUpDomainsSayNothing(t *testing.T) {
	t.Parallel()
	var all []account.Account
	for i := range 40 {
		address := fmt.Sprintf("p@firm%d.%s", i, []string{"example", "example", "example", "invalid", "test"}[i%5])
		if i == 0 {
			address = "qa@firm.example"
		}
		all = append(all, account.Account{ID: fmt.Sprint(i), Known: true, Attributes: []value.Attribute{{Name: "email", Value: value.TextValue(address)}}})
	}
	got, err := leftout.Propose(t.Context(), factstest.NewFacts(all), condition.Moment{TrialDays: 14})
	if err != nil || got.When.String() != "attribute email starts with qa@" || got.Accounts != 1 || got.Of != 40 {
		t.Errorf("%q of %d of %d, %v", got.When, got.Accounts, got.Of, err)
	}
}

func TestDoubtful(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		accounts, of, percent int
		want                  bool
	}{{2, 6, 34, false}, {5, 40, 13, false}, {6, 119, 6, true}, {6, 120, 5, false}, {87, 1004, 9, true}, {50, 1004, 5, false}} {
		p := leftout.Proposal{Accounts: test.accounts, Of: test.of}
		if p.Doubtful() != test.want || p.Percent() != test.percent {
			t.Errorf("%d of %d: doubtful %t, %d %%", test.accounts, test.of, p.Doubtful(), p.Percent())
		}
	}
}
