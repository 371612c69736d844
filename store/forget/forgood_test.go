package forget_test

import (
	"errors"
	"testing"

	"trialist/scoring/record"
	"trialist/store"
	"trialist/store/forget"
	"trialist/store/ingest/ingesttest"
	"trialist/store/storetest"
)

// TestForgottenForGoodDoesNotComeBack imports the rows of a customer again after it was
// forgotten for good, beside those of others. Nothing but a hash is kept of it.
func TestForgottenForGoodDoesNotComeBack(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.NewPath(t), store.Options{})
	history(t, s)
	erased, err := forget.AccountForGood(t.Context(), s, "zanzibar-works")
	if err != nil || !erased.Found || !erased.Finished {
		t.Fatalf("got %+v, %v", erased, err)
	}
	rows := func() storetest.SourceRows {
		return storetest.SourceRows{
			Customers: []record.CustomerRow{{Account: "zanzibar-works", Name: "Zanzibar Widgets"}, {Account: "newcomer"}},
			Contacts:  []record.ContactRow{{Contact: "wanda@zanzibar", Account: "zanzibar-works"}, {Contact: "nils", Account: "newcomer"}},
			Events: []storetest.Event{
				{Account: "zanzibar-works", Name: "Secret clicking", At: storetest.Day(3)}, {Account: "other001", Name: "login", At: storetest.Day(4)},
			},
		}
	}
	audit := ingesttest.ImportRows(t, s, rows())
	if audit.Forgotten != 3 || audit.ForgottenAccounts != 1 || audit.New != 3 || audit.Rows != 6 {
		t.Errorf("the audit is %+v", audit)
	}
	if left := found(t, s); len(left) > 0 {
		t.Errorf("%q came back", left)
	}
	if n, err := forget.Count(t.Context(), s); err != nil || n != 1 {
		t.Errorf("%d are forgotten for good: %v", n, err)
	}
	if err := forget.Allow(t.Context(), s, "newcomer"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("allowing one who is not forgotten: %v", err)
	}
	if err := forget.Allow(t.Context(), s, "zanzibar-works"); err != nil {
		t.Fatal(err)
	}
	if audit := ingesttest.ImportRows(t, s, rows()); audit.Forgotten != 0 || audit.New != 3 {
		t.Errorf("once it is allowed the audit is %+v", audit)
	}
}
