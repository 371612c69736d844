package ingest_test

import (
	"math/rand/v2"
	"testing"

	"trialist/scoring/record"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/store/ingest/ingesttest"
	"trialist/store/storetest"
)

// trialStart is the start of the trial of an account, Never without one.
func trialStart(t *testing.T, s *store.Store, id string) value.Instant {
	t.Helper()
	a, err := accounts.ByID(t.Context(), s, id)
	if err != nil {
		t.Fatal(err)
	}
	for _, attribute := range a.Attributes {
		if attribute.Name == value.TrialStartedAt {
			return attribute.Value.Date
		}
	}
	return value.Never
}

// TestFallbackReplacesNothingBetter imports starts of a trial in random orders, some
// taken from a column of the last resort and some from users: what a better column
// gave stands, whatever follows.
func TestFallbackReplacesNothingBetter(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(9, 1))
	for range 12 {
		s := storetest.Open(t, storetest.NewPath(t), store.Options{})
		better, fallback := value.Never, value.Never
		for range 6 {
			day := storetest.Day(random.IntN(20))
			v := value.Value{Kind: value.Date, Date: day, Fallback: true}
			row := record.CustomerRow{Account: "acme"}
			switch random.IntN(4) {
			case 0:
				v.Fallback = false
				better = day
			case 1:
				row.Derived = true
				if fallback == value.Never || day < fallback {
					fallback = day
				}
			default:
				fallback = day
			}
			row.Attributes = []value.Attribute{{Name: value.TrialStartedAt, Value: v}}
			ingesttest.ImportRows(t, s, storetest.SourceRows{Customers: []record.CustomerRow{row}})
			want := better
			if want == value.Never {
				want = fallback
			} else {
				fallback = value.Never // nothing is left of it
			}
			if got := trialStart(t, s, "acme"); got != want {
				t.Fatalf("the trial starts %v, want %v", got, want)
			}
		}
	}
}

// TestDerivedAccountsCountAsNoRows checks that accounts which users show are known
// and counted as no rows, and that a second import changes nothing.
func TestDerivedAccountsCountAsNoRows(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.NewPath(t), store.Options{})
	rows := func(name string) storetest.SourceRows {
		return storetest.SourceRows{
			Contacts:  []record.ContactRow{{Contact: "ann", Account: "acme"}, {Contact: "bob", Account: "acme"}},
			Customers: []record.CustomerRow{{Account: "acme", Name: name, Derived: true}},
		}
	}
	a := ingesttest.ImportRows(t, s, rows("Acme"))
	if a.Rows != 2 || a.New != 2 || a.UnknownAccount != 0 || a.Revision != 1 {
		t.Errorf("first: %+v", a)
	}
	a = ingesttest.ImportRows(t, s, rows("Other"))
	if a.Rows != 2 || a.Duplicate != 2 || a.Revision != 1 {
		t.Errorf("again: %+v", a)
	}
	acc, err := accounts.ByID(t.Context(), s, "acme")
	if err != nil || acc.Name != "Acme" {
		t.Errorf("the account is %q, %v", acc.Name, err)
	}
}
