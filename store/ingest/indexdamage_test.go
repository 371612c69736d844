package ingest_test

import (
	"errors"
	"fmt"
	"testing"

	"trialist/scoring/record"
	"trialist/store"
	"trialist/store/ingest"
	"trialist/store/storetest"
)

// wrongIndex makes an index anew with other entries than its statement says: those of
// an expression, of the rows for which a condition holds.
func wrongIndex(t *testing.T, path, name, on, is string) {
	t.Helper()
	create := "CREATE UNIQUE INDEX " + name + " ON "
	storetest.ExecSQL(t, path, "DROP INDEX "+name+"; "+create+is+"; PRAGMA writable_schema = 1; "+
		fmt.Sprintf("UPDATE sqlite_schema SET sql = '%s' WHERE name = '%s'", create+on, name))
}

// TestDamagedIndexMakesNoSecondRow imports rows of accounts and contacts that the index
// of their ids does not have, or has otherwise. The import must say so, and change
// nothing.
func TestDamagedIndexMakesNoSecondRow(t *testing.T) {
	t.Parallel()
	customers := func(id string) storetest.SourceRows {
		return storetest.SourceRows{Customers: []record.CustomerRow{{Account: id, Name: "again"}}}
	}
	contacts := func(id string) storetest.SourceRows {
		return storetest.SourceRows{Contacts: []record.ContactRow{{Contact: id, Account: "acc_0007"}}}
	}
	person := func(id string) storetest.SourceRows {
		return storetest.SourceRows{Events: []storetest.Event{{Contact: id, Name: "login", At: storetest.Day(2)}}}
	}
	for name, test := range map[string]struct {
		index, on, is string
		rows          storetest.SourceRows
	}{
		"no entry of an account":   {"accounts_by_external", "accounts (external)", "accounts (external) WHERE id <> 8", customers("acc_0007")},
		"another id of an account": {"accounts_by_external", "accounts (external)", "accounts (replace(external, '07', '0z'))", customers("acc_0007")},
		"no entry of a contact":    {"contacts_by_external", "contacts (external)", "contacts (external) WHERE id <> 8", contacts("per_0007")},
		"another id of a contact":  {"contacts_by_external", "contacts (external)", "contacts (replace(external, '07', '0z'))", contacts("per_0007")},
		"a person without entry":   {"contacts_by_external", "contacts (external)", "contacts (external) WHERE id <> 8", person("per_0007")},
		"another person":           {"contacts_by_external", "contacts (external)", "contacts (replace(external, '07', '0z'))", person("per_0007")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := storetest.NewPath(t)
			fillWorkspace(t, path)
			wrongIndex(t, path, test.index, test.on, test.is)
			s := storetest.Open(t, path, store.Options{})
			audit, err := ingest.Run(t.Context(), s, test.rows.Reader(), ingest.Options{})
			if !errors.Is(err, store.ErrDamaged) {
				t.Errorf("got %v and %+v, want an error that says that it is damaged", err, audit)
			}
			if revision, err := s.Revision(t.Context()); err != nil || revision != 1 {
				t.Errorf("the import has made revision %d, %v", revision, err)
			}
		})
	}
}

// fillWorkspace makes a workspace with accounts and a person in each.
func fillWorkspace(t *testing.T, path string) {
	t.Helper()
	s, err := store.Open(t.Context(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var rows storetest.SourceRows
	for i := range 40 * ingest.LookUpShare {
		rows.Customers = append(rows.Customers, record.CustomerRow{Account: fmt.Sprintf("acc_%04d", i), Name: "once"})
		rows.Contacts = append(rows.Contacts, record.ContactRow{Contact: fmt.Sprintf("per_%04d", i), Account: fmt.Sprintf("acc_%04d", i)})
	}
	if _, err := ingest.Run(t.Context(), s, rows.Reader(), ingest.Options{}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestNeighboursShowADamagedIndex looks for ids as in a large workspace, of which not
// all ids are read.
func TestNeighboursShowADamagedIndex(t *testing.T) {
	t.Parallel()
	last := fmt.Sprintf("%04d", 40*ingest.LookUpShare-1)
	for name, test := range map[string]struct {
		is, id string
		found  bool // that the index is damaged
	}{
		"no entry":        {"accounts (external) WHERE id <> 8", "acc_0007", true},
		"another id":      {"accounts (replace(external, '0007', '00070'))", "acc_0007", true},
		"a sound index":   {"accounts (external)", "acc_0007x", false},
		"the first":       {"accounts (external)", "aaa", false},
		"the last":        {"accounts (external)", "zzz", false},
		"the last wrong":  {"accounts (replace(external, '" + last + "', '" + last[:1] + "z'))", "acc_" + last, true},
		"the first wrong": {"accounts (replace(external, '0000', '/'))", "acc_0000", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := storetest.NewPath(t)
			fillWorkspace(t, path)
			wrongIndex(t, path, "accounts_by_external", "accounts (external)", test.is)
			s := storetest.Open(t, path, store.Options{})
			if err := ingest.CheckNeighbours(t.Context(), s, 40*ingest.LookUpShare, test.id); errors.Is(err, store.ErrDamaged) != test.found || err != nil && !test.found {
				t.Errorf("got %v, want damage: %t", err, test.found)
			}
		})
	}
}

// TestContactIsNotJoinedTwice imports a contact of an account whose index of
// memberships has lost that.
func TestContactIsNotJoinedTwice(t *testing.T) {
	t.Parallel()
	path := storetest.NewPath(t)
	fillWorkspace(t, path)
	// Only the statement of a table makes its own index, so the entry is taken out by
	// way of another table with the same pages.
	storetest.ExecSQL(t, path, `PRAGMA writable_schema = 1;
		CREATE TABLE other (contact, account); CREATE UNIQUE INDEX few ON other (contact, account);
		UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'few') WHERE name = 'sqlite_autoindex_memberships_1';
		DELETE FROM sqlite_schema WHERE name IN ('few', 'other')`)
	s := storetest.Open(t, path, store.Options{})
	rows := storetest.SourceRows{Contacts: []record.ContactRow{{Contact: "per_0007", Account: "acc_0007"}}}
	if _, err := ingest.Run(t.Context(), s, rows.Reader(), ingest.Options{}); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("got %v, want an error that says that it is damaged", err)
	}
}
