package store

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"trialist/scoring/record"
)

func TestIDsAreReadAsTheyWereWritten(t *testing.T) {
	t.Parallel()
	s := open(t, newPath(t), Options{})
	var rows sourceRows
	for i := range 2*IDBatch + 3 { // more than two ranges
		id := fmt.Sprint(i)
		switch i % 4 {
		case 1:
			id = "12:" + id + "é"
		case 2:
			id = "a\x00b" + id
		}
		if i%3 == 0 {
			rows.events = append(rows.events, event{account: id, name: "opened", at: day(1)})
		} else {
			rows.customers = append(rows.customers, record.CustomerRow{Account: id})
		}
	}
	importRows(t, s, rows)
	if got := importRows(t, s, rows); got.Duplicate != got.Rows || got.UnknownAccounts != len(rows.events) {
		t.Errorf("repeating the import gives %s and %d unknown accounts", counts(got), got.UnknownAccounts)
	}
	findings, err := Doctor(t.Context(), NewCache(s))
	if err != nil || slices.ContainsFunc(findings, func(f Finding) bool { return !f.OK }) {
		t.Errorf("the doctor finds %v, %v", findings, err)
	}
	if slot, err := s.SlotOf(t.Context(), "12:1é"); err != nil || slot != 0 {
		t.Errorf("the first account is in slot %d, %v", slot, err)
	}
	made, err := schemaOf(s)
	if err != nil {
		t.Fatal(err)
	}
	if want, err := schemaOf(open(t, newPath(t), Options{})); err != nil || made != want { // indexes were dropped and made anew
		t.Errorf("the import leaves the schema\n%s\nwant\n%s (%v)", made, want, err)
	}
}

// schemaOf lists the tables and indexes of a workspace.
func schemaOf(s *Store) (string, error) {
	var list string
	err := s.Reader().QueryRowContext(context.Background(),
		`SELECT group_concat(type || ' ' || name || ': ' || coalesce(sql, ''), char(10) ORDER BY type, name) FROM sqlite_schema`).Scan(&list)
	return list, err
}
