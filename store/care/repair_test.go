package care

import (
	"errors"
	"io/fs"
	"slices"
	"testing"

	"trialist/scoring/record"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/store/facts"
	"trialist/store/ingest/ingesttest"
	"trialist/store/storetest"
)

func TestRepairSavesWhatIsSound(t *testing.T) {
	t.Parallel()
	path := storetest.NewPath(t)
	s, err := store.Open(t.Context(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	size := []value.Attribute{storetest.Number("size", 3)}
	ingesttest.ImportRows(t, s, storetest.SourceRows{
		Customers: []record.CustomerRow{
			{Account: "acme", Name: "Acme", Attributes: size}, {Account: "blue", Name: "Blue", Attributes: size}, {Account: "coral", Name: "Coral", Attributes: size},
		},
		Contacts: []record.ContactRow{{Contact: "ana", Account: "coral"}, {Contact: "bob", Account: "coral"}},
		Events:   []storetest.Event{{Account: "coral", Name: "login", At: storetest.Day(1), Contact: "ana"}},
	})
	for _, account := range []string{"acme", "coral"} {
		if _, err := accounts.AddTouch(t.Context(), s, accounts.Touch{Account: account, Kind: accounts.Noted, Body: "called twice"}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	storetest.ExecSQL(t, path,
		`UPDATE accounts SET attributes = x'' WHERE external = 'acme'`, `UPDATE accounts SET name = 'Blud' WHERE external = 'blue'`,
		`UPDATE touches SET body = 'called twicf' WHERE account = 1`)
	damaged := storetest.Open(t, path, store.Options{})
	into := storetest.NewPath(t)
	lost, err := Repair(t.Context(), damaged, into)
	want := []string{
		`the attributes of "acme" are damaged`, `the ids and names of account number 2 are damaged`, `the touches of "acme" are damaged`,
	}
	if err != nil || !slices.Equal(lost, want) {
		t.Errorf("lost %q, %v, want %q", lost, err, want)
	}
	if _, err := Repair(t.Context(), damaged, into); !errors.Is(err, fs.ErrExist) {
		t.Errorf("a file that was there: %v", err)
	}
	saved := openSound(t, into)
	before, err := accounts.ByID(t.Context(), damaged, "coral")
	after, afterErr := accounts.ByID(t.Context(), saved, "coral")
	if err := errors.Join(err, afterErr); err != nil || len(after.Events) != 1 || len(after.Contacts) != 2 || after.Events[0] != before.Events[0] || len(after.Attributes) != 1 {
		t.Errorf("got %+v, %v, want %+v", after, err, before)
	}
	touches, err := accounts.Touches(t.Context(), saved, "coral", accounts.Latest)
	if err != nil || len(touches) != 1 {
		t.Errorf("got touches %v, %v", touches, err)
	}
	if _, err := accounts.ByID(t.Context(), saved, "blue"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("an account that was damaged: %v", err)
	}
}

// openSound opens a repaired workspace in which the doctor must find nothing.
func openSound(t *testing.T, path string) *store.Store {
	t.Helper()
	repaired := storetest.Open(t, path, store.Options{})
	findings, err := Check(t.Context(), facts.New(repaired))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		if !f.OK {
			t.Errorf("the repaired workspace has %s: %s", f.Subject, f.Detail)
		}
	}
	return repaired
}
