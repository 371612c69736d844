package ingest_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"trialist/scoring/record"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/store/care"
	"trialist/store/facts"
	"trialist/store/ingest"
	"trialist/store/ingest/ingesttest"
	"trialist/store/storetest"
)

func TestIDsAreReadAsTheyWereWritten(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.NewPath(t), store.Options{})
	var rows storetest.SourceRows
	for i := range 2*ingest.IDBatch + 3 { // more than two ranges
		id := fmt.Sprint(i)
		switch i % 4 {
		case 1:
			id = "12:" + id + "é"
		case 2:
			id = "a\x00b" + id
		}
		if i%3 == 0 {
			rows.Events = append(rows.Events, storetest.Event{Account: id, Name: "opened", At: storetest.Day(1)})
		} else {
			rows.Customers = append(rows.Customers, record.CustomerRow{Account: id})
		}
	}
	ingesttest.ImportRows(t, s, rows)
	if got := ingesttest.ImportRows(t, s, rows); got.Duplicate != got.Rows || got.UnknownAccounts != len(rows.Events) {
		t.Errorf("repeating the import gives %s and %d unknown accounts", ingesttest.Counts(got), got.UnknownAccounts)
	}
	findings, err := care.Check(t.Context(), facts.New(s))
	if err != nil || slices.ContainsFunc(findings, func(f care.Finding) bool { return !f.OK }) {
		t.Errorf("the doctor finds %v, %v", findings, err)
	}
	if slot, err := accounts.SlotOf(t.Context(), s, "12:1é"); err != nil || slot != 0 {
		t.Errorf("the first account is in slot %d, %v", slot, err)
	}
	made, err := schemaOf(s)
	if err != nil {
		t.Fatal(err)
	}
	if want, err := schemaOf(storetest.Open(t, storetest.NewPath(t), store.Options{})); err != nil || made != want { // indexes were dropped and made anew
		t.Errorf("the import leaves the schema\n%s\nwant\n%s (%v)", made, want, err)
	}
}

// schemaOf lists the tables and indexes of a workspace.
func schemaOf(s *store.Store) (string, error) {
	var list string
	err := s.Reader().QueryRowContext(context.Background(),
		`SELECT group_concat(type || ' ' || name || ': ' || coalesce(sql, ''), char(10) ORDER BY type, name) FROM sqlite_schema`).Scan(&list)
	return list, err
}
