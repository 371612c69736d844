package store

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
)

func TestImportAudit(t *testing.T) {
	t.Parallel()
	acme := record.CustomerRow{Account: "acme", Name: "Acme", Attributes: []value.Attribute{
		text("country", "FR"), number("employees", 50), date("trial_started_at", day(1)),
	}}
	login := event{account: "acme", name: "login", at: day(2)}
	steps := []struct {
		name string
		rows sourceRows
		want string
	}{
		{"nothing", sourceRows{}, "rows 0: new 0, changed 0, duplicate 0, rejected 0; revision 0"},
		{"new account", sourceRows{customers: []record.CustomerRow{acme}}, "rows 1: new 1, changed 0, duplicate 0, rejected 0; revision 1"},
		{"again", sourceRows{customers: []record.CustomerRow{acme}}, "rows 1: new 0, changed 0, duplicate 1, rejected 0; revision 1"},
		{"without a name", sourceRows{customers: []record.CustomerRow{{Account: "acme"}}}, "rows 1: new 0, changed 0, duplicate 1, rejected 0; revision 1"},
		{"events", sourceRows{events: []event{login, login, {account: "acme", name: "login", at: day(3)}}}, "rows 3: new 3, changed 0, duplicate 0, rejected 0; revision 2"},
		{"events again", sourceRows{events: []event{login, login}}, "rows 2: new 0, changed 0, duplicate 2, rejected 0; revision 2"},
		{"one more at the same instant", sourceRows{events: []event{login, login, login}}, "rows 3: new 1, changed 0, duplicate 2, rejected 0; revision 3"},
		{"another value", sourceRows{customers: []record.CustomerRow{{Account: "acme", Attributes: []value.Attribute{text("country", "DE")}}}}, "rows 1: new 0, changed 1, duplicate 0, rejected 0; revision 4"},
		{"there and back", sourceRows{customers: []record.CustomerRow{
			{Account: "acme", Attributes: []value.Attribute{text("country", "US")}},
			{Account: "acme", Attributes: []value.Attribute{text("country", "UK")}},
			{Account: "acme", Attributes: []value.Attribute{text("country", "DE")}},
		}, size: 1}, "rows 3: new 0, changed 0, duplicate 3, rejected 0; revision 4"},
		{"a value taken away", sourceRows{customers: []record.CustomerRow{{Account: "acme", Attributes: []value.Attribute{{Name: "country"}}}}}, "rows 1: new 0, changed 1, duplicate 0, rejected 0; revision 5"},
		{"a value that is not there", sourceRows{customers: []record.CustomerRow{{Account: "acme", Attributes: []value.Attribute{{Name: "planet"}}}}}, "rows 1: new 0, changed 0, duplicate 1, rejected 0; revision 5"},
		{"a contact", sourceRows{contacts: []record.ContactRow{{Contact: "ana", Account: "acme", Attributes: []value.Attribute{text("role", "CTO")}}}}, "rows 1: new 1, changed 0, duplicate 0, rejected 0; revision 6"},
		{"the contact again", sourceRows{contacts: []record.ContactRow{{Contact: "ana", Attributes: []value.Attribute{text("role", "CTO")}}}}, "rows 1: new 0, changed 0, duplicate 1, rejected 0; revision 6"},
		{"an event of the contact is another event", sourceRows{events: []event{{account: "acme", contact: "ana", name: "login", at: day(2)}}}, "rows 1: new 1, changed 0, duplicate 0, rejected 0; revision 7"},
		{"rejects", sourceRows{rejects: []record.Reject{{Line: 3, Reason: "no account"}}}, "rows 1: new 0, changed 0, duplicate 0, rejected 1; revision 7"},
		{"times no log holds", sourceRows{events: []event{{account: "acme", name: "login", at: -1 << 60}}}, "rows 1: new 0, changed 0, duplicate 0, rejected 1; revision 7"},
		{"rows told apart by id", sourceRows{events: []event{
			{account: "acme", name: "paid", at: day(5), id: 1},
			{account: "acme", name: "paid", at: day(5), id: 2},
			{account: "acme", name: "paid", at: day(5), id: 1},
			{account: "acme", name: "paid", at: day(6), id: 2},
		}}, "rows 4: new 2, changed 0, duplicate 2, rejected 0; revision 8"},
	}
	s := open(t, newPath(t), Options{})
	for _, step := range steps {
		if got := counts(importRows(t, s, step.rows)); got != step.want {
			t.Errorf("%s:\ngot  %s\nwant %s", step.name, got, step.want)
		}
	}
	a, err := s.Account(t.Context(), "acme")
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
	s := open(t, newPath(t), Options{})
	rows := sourceRows{
		customers: []record.CustomerRow{
			{Account: "acme", Attributes: []value.Attribute{date("converted_at", day(9)), date("trial_started_at", day(9))}},
			{Account: "blue", Attributes: []value.Attribute{date("trial_ends_at", day(9)), date("renews_at", day(9))}},
		},
		contacts: []record.ContactRow{
			{Contact: "ana", Account: "acme", Attributes: []value.Attribute{text("role", "CTO")}},
			{Contact: "ana", Account: "nowhere"},
			{Contact: "ben"},
		},
		events: []event{
			{account: "blue", contact: "ben", name: "login", at: day(9)},
			{account: "acme", contact: "ben", name: "login", at: day(1)},
			{account: "nowhere", name: "login", at: day(1)},
			{account: "elsewhere", name: "login", at: day(1)},
		},
	}
	for i := range MaxRejects + 5 {
		rows.rejects = append(rows.rejects, record.Reject{Line: i, Reason: fmt.Sprint("reason ", i)})
	}
	var heard []record.Reject
	var last Progress
	audit, err := s.Import(t.Context(), rows.reader(), ImportOptions{
		Path: "x.csv", Format: "csv", Kind: "mixed", AsOf: day(5),
		Reject: func(r record.Reject) { heard = append(heard, r) }, Progress: func(p Progress) { last = p },
	})
	if err != nil {
		t.Fatal(err)
	}
	want := Audit{
		Path: "x.csv", Format: "csv", Kind: "mixed", Rows: 9 + MaxRejects + 5, New: 8, Changed: 1, Rejected: MaxRejects + 5,
		UnknownAccount: 3, UnknownAccounts: 2, Future: 2, TwoCompanies: 2, Rejects: rows.rejects[:MaxRejects], Revision: 1,
	}
	if diff := cmp.Diff(want, audit); diff != "" {
		t.Errorf("the audit differs (-want +got):\n%s", diff)
	}
	if !cmp.Equal(heard, rows.rejects) || last.Rows != audit.Rows || last.Merged != 4 || last.ToMerge != 4 {
		t.Errorf("heard of %d rejects and at last %+v", len(heard), last)
	}
	if got := counts(importRows(t, s, sourceRows{contacts: []record.ContactRow{
		{Contact: "ana", Attributes: []value.Attribute{text("role", "CEO")}},
		{Contact: "ben", Attributes: []value.Attribute{text("role", "CFO")}},
		{Contact: "ben", Attributes: []value.Attribute{{Name: "role"}}},
	}})); got != "rows 3: new 0, changed 1, duplicate 2, rejected 0; revision 2" {
		t.Errorf("changing contacts: %s", got)
	}
	source := NewIndex(NewCache(s)).Source(condition.Moment{AsOf: day(5)})
	bits, err := source.Condition(t.Context(), sentence(t, "contact attribute role is CEO"))
	if err != nil || slotsOf(bits) != "02" {
		t.Errorf("ana is in slots %q, %v, want 02", slotsOf(bits), err)
	}
}

func TestFullDiskKeepsTheOldState(t *testing.T) {
	t.Parallel()
	s := open(t, closedWorkspace(t), Options{})
	err := s.write(t.Context(), "limit the size", func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `PRAGMA max_page_count = 1`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Import(t.Context(), newRandomWorkspace(3).rows.reader(), ImportOptions{})
	if !errors.Is(err, ErrFull) || err.Error() != "import: the disk is full, nothing was saved; make room and try again" {
		t.Errorf("got %v, want ErrFull", err)
	}
	if n, err := s.Revision(t.Context()); n != 1 || err != nil {
		t.Errorf("got revision %d, %v, want 1", n, err)
	}
}
