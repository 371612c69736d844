package ingest_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trialist/scoring/condition"
	"trialist/scoring/record"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/store/facts"
	"trialist/store/ingest"
	"trialist/store/ingest/ingesttest"
	"trialist/store/search"
	"trialist/store/storetest"
)

func TestImportAudit(t *testing.T) {
	t.Parallel()
	acme := record.CustomerRow{Account: "acme", Name: "Acme", Attributes: []value.Attribute{
		storetest.Text("country", "FR"), storetest.Number("employees", 50), storetest.Date("trial_started_at", storetest.Day(1)),
	}}
	login := storetest.Event{Account: "acme", Name: "login", At: storetest.Day(2)}
	steps := []struct {
		name string
		rows storetest.SourceRows
		want string
	}{
		{"nothing", storetest.SourceRows{}, "rows 0: new 0, changed 0, duplicate 0, rejected 0; revision 0"},
		{"new account", storetest.SourceRows{Customers: []record.CustomerRow{acme}}, "rows 1: new 1, changed 0, duplicate 0, rejected 0; revision 1"},
		{"again", storetest.SourceRows{Customers: []record.CustomerRow{acme}}, "rows 1: new 0, changed 0, duplicate 1, rejected 0; revision 1"},
		{"without a name", storetest.SourceRows{Customers: []record.CustomerRow{{Account: "acme"}}}, "rows 1: new 0, changed 0, duplicate 1, rejected 0; revision 1"},
		{"events", storetest.SourceRows{Events: []storetest.Event{login, login, {Account: "acme", Name: "login", At: storetest.Day(3)}}}, "rows 3: new 3, changed 0, duplicate 0, rejected 0; revision 2"},
		{"events again", storetest.SourceRows{Events: []storetest.Event{login, login}}, "rows 2: new 0, changed 0, duplicate 2, rejected 0; revision 2"},
		{"one more at the same instant", storetest.SourceRows{Events: []storetest.Event{login, login, login}}, "rows 3: new 1, changed 0, duplicate 2, rejected 0; revision 3"},
		{"another value", storetest.SourceRows{Customers: []record.CustomerRow{{Account: "acme", Attributes: []value.Attribute{storetest.Text("country", "DE")}}}}, "rows 1: new 0, changed 1, duplicate 0, rejected 0; revision 4"},
		{"there and back", storetest.SourceRows{Customers: []record.CustomerRow{
			{Account: "acme", Attributes: []value.Attribute{storetest.Text("country", "US")}},
			{Account: "acme", Attributes: []value.Attribute{storetest.Text("country", "UK")}},
			{Account: "acme", Attributes: []value.Attribute{storetest.Text("country", "DE")}},
		}, Size: 1}, "rows 3: new 0, changed 0, duplicate 3, rejected 0; revision 4"},
		{"a value taken away", storetest.SourceRows{Customers: []record.CustomerRow{{Account: "acme", Attributes: []value.Attribute{{Name: "country"}}}}}, "rows 1: new 0, changed 1, duplicate 0, rejected 0; revision 5"},
		{"a value that is not there", storetest.SourceRows{Customers: []record.CustomerRow{{Account: "acme", Attributes: []value.Attribute{{Name: "planet"}}}}}, "rows 1: new 0, changed 0, duplicate 1, rejected 0; revision 5"},
		{"a contact", storetest.SourceRows{Contacts: []record.ContactRow{{Contact: "ana", Account: "acme", Attributes: []value.Attribute{storetest.Text("role", "CTO")}}}}, "rows 1: new 1, changed 0, duplicate 0, rejected 0; revision 6"},
		{"the contact again", storetest.SourceRows{Contacts: []record.ContactRow{{Contact: "ana", Attributes: []value.Attribute{storetest.Text("role", "CTO")}}}}, "rows 1: new 0, changed 0, duplicate 1, rejected 0; revision 6"},
		{"an event of the contact is another event", storetest.SourceRows{Events: []storetest.Event{{Account: "acme", Contact: "ana", Name: "login", At: storetest.Day(2)}}}, "rows 1: new 1, changed 0, duplicate 0, rejected 0; revision 7"},
		{"rejects", storetest.SourceRows{Rejects: []record.Reject{{Line: 3, Reason: "no account"}}}, "rows 1: new 0, changed 0, duplicate 0, rejected 1; revision 7"},
		{"times no log holds", storetest.SourceRows{Events: []storetest.Event{{Account: "acme", Name: "login", At: -1 << 60}}}, "rows 1: new 0, changed 0, duplicate 0, rejected 1; revision 7"},
		{"rows told apart by id", storetest.SourceRows{Events: []storetest.Event{
			{Account: "acme", Name: "paid", At: storetest.Day(5), ID: 1},
			{Account: "acme", Name: "paid", At: storetest.Day(5), ID: 2},
			{Account: "acme", Name: "paid", At: storetest.Day(5), ID: 1},
		}}, "rows 3: new 2, changed 0, duplicate 1, rejected 0; revision 8"},
	}
	s := storetest.Open(t, storetest.NewPath(t), store.Options{})
	for _, step := range steps {
		if got := ingesttest.Counts(ingesttest.ImportRows(t, s, step.rows)); got != step.want {
			t.Errorf("%s:\ngot  %s\nwant %s", step.name, got, step.want)
		}
	}
	a, err := accounts.ByID(t.Context(), s, "acme")
	if err != nil {
		t.Fatal(err)
	}
	if a.Name != "Acme" || a.Attribute("country").Kind != value.Absent || a.Attribute("employees").Number != 50 {
		t.Errorf("got account %+v", a)
	}
	var total int
	for _, e := range a.Events {
		total += e.Count
	}
	if total != 7 || len(a.Contacts) != 1 {
		t.Errorf("got %d events and contacts %v, want 7 and ana", total, a.Contacts)
	}
}

func TestAuditOfTheUnusual(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.NewPath(t), store.Options{})
	rows := storetest.SourceRows{
		Customers: []record.CustomerRow{
			{Account: "acme", Attributes: []value.Attribute{storetest.Date("converted_at", storetest.Day(9)), storetest.Date("trial_started_at", storetest.Day(9))}},
			{Account: "blue", Attributes: []value.Attribute{storetest.Date("trial_ends_at", storetest.Day(9)), storetest.Date("renews_at", storetest.Day(9))}},
		},
		Contacts: []record.ContactRow{
			{Contact: "ana", Account: "acme", Attributes: []value.Attribute{storetest.Text("role", "CTO")}},
			{Contact: "ana", Account: "nowhere"},
			{Contact: "ben"},
		},
		Events: []storetest.Event{
			{Account: "blue", Contact: "ben", Name: "login", At: storetest.Day(9)},
			{Account: "acme", Contact: "ben", Name: "login", At: storetest.Day(1)},
			{Account: "nowhere", Name: "login", At: storetest.Day(1)},
			{Account: "elsewhere", Name: "login", At: storetest.Day(1)},
		},
	}
	for i := range ingest.MaxRejects + 5 {
		rows.Rejects = append(rows.Rejects, record.Reject{Line: i, Reason: fmt.Sprint("reason ", i)})
	}
	var heard []record.Reject
	var last ingest.Progress
	audit, err := ingest.Run(t.Context(), s, rows.Reader(), ingest.Options{
		Path: "x.csv", Format: "csv", Kind: "mixed", AsOf: storetest.Day(5),
		Reject: func(r record.Reject) { heard = append(heard, r) }, Progress: func(p ingest.Progress) { last = p },
	})
	if err != nil {
		t.Fatal(err)
	}
	want := ingest.Audit{
		Path: "x.csv", Format: "csv", Kind: "mixed", Rows: 9 + ingest.MaxRejects + 5, New: 8, Changed: 1, Rejected: ingest.MaxRejects + 5,
		UnknownAccount: 3, UnknownAccounts: 2, Future: 2, TwoCompanies: 2, Rejects: rows.Rejects[:ingest.MaxRejects], Revision: 1,
	}
	if diff := cmp.Diff(want, audit); diff != "" {
		t.Errorf("the audit differs (-want +got):\n%s", diff)
	}
	if !cmp.Equal(heard, rows.Rejects) || last.Rows != audit.Rows || last.Merged != 4 || last.ToMerge != 4 {
		t.Errorf("heard of %d rejects and at last %+v", len(heard), last)
	}
	if got := ingesttest.Counts(ingesttest.ImportRows(t, s, storetest.SourceRows{Contacts: []record.ContactRow{
		{Contact: "ana", Attributes: []value.Attribute{storetest.Text("role", "CEO")}},
		{Contact: "ben", Attributes: []value.Attribute{storetest.Text("role", "CFO")}},
		{Contact: "ben", Attributes: []value.Attribute{{Name: "role"}}},
	}})); got != "rows 3: new 0, changed 1, duplicate 2, rejected 0; revision 2" {
		t.Errorf("changing contacts: %s", got)
	}
	source := search.New(facts.New(s)).Source(condition.Moment{AsOf: storetest.Day(5)})
	answers, err := source.Conditions(t.Context(), []condition.Condition{storetest.Sentence(t, "contact attribute role is CEO")})
	if err != nil || storetest.SlotsOf(answers[0]) != "02" {
		t.Errorf("ana is in slots %v, %v, want 02", answers, err)
	}
}

func TestFullDiskKeepsTheOldState(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, ingesttest.ClosedWorkspace(t), store.Options{})
	err := s.Write(t.Context(), "limit the size", func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `PRAGMA max_page_count = 1`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	_, err = ingest.Run(t.Context(), s, storetest.NewRandomWorkspace(3).Rows.Reader(), ingest.Options{})
	if !errors.Is(err, store.ErrFull) || err.Error() != "import: the disk is full, nothing was saved; make room and try again" {
		t.Errorf("got %v, want ErrFull", err)
	}
	if n, err := s.Revision(t.Context()); n != 1 || err != nil {
		t.Errorf("got revision %d, %v, want 1", n, err)
	}
}
