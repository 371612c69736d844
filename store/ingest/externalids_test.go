package ingest_test

import (
	"fmt"
	"testing"

	"trialist/scoring/record"
	"trialist/store"
	"trialist/store/ingest"
	"trialist/store/ingest/ingesttest"
	"trialist/store/storetest"
)

// TestFilesThatNameFewIDsFindThem imports files that name few of many ids, some
// new and some not, one after another, and larger ones among them.
func TestFilesThatNameFewIDsFindThem(t *testing.T) {
	t.Parallel()
	const accounts = 40 * ingest.LookUpShare // of which 40 are looked up
	id := func(i int) string {
		if i%5 == 0 {
			return fmt.Sprintf("account with an id that is rather long %d", i)
		}
		return fmt.Sprint("acc_", i)
	}
	person := func(i int) string { return fmt.Sprint("person_", i) }
	s := storetest.Open(t, storetest.NewPath(t), store.Options{})
	var all storetest.SourceRows
	for i := range accounts {
		if i%3 == 0 { // not known until its customer row comes
			all.Events = append(all.Events, storetest.Event{Account: id(i), Contact: person(i), Name: "opened", At: storetest.Day(1)})
		} else {
			all.Customers = append(all.Customers, record.CustomerRow{Account: id(i), Name: "before"})
		}
	}
	ingesttest.ImportRows(t, s, all)
	for _, file := range []struct {
		from, to, batch int
	}{{0, 10, 4}, {accounts - 5, accounts + 5, 3}, {100, 160, 7}, {accounts, accounts + 6, 100}, {0, accounts + 20, 16}} {
		rows := storetest.SourceRows{Size: file.batch}
		for i := file.from; i < file.to; i++ {
			rows.Customers = append(rows.Customers, record.CustomerRow{Account: id(i), Name: fmt.Sprint("of ", file.from, file.to)})
			rows.Events = append(rows.Events, storetest.Event{Account: id(i), Contact: person(i), Name: "opened", At: storetest.Day(file.to)})
		}
		if got := ingesttest.ImportRows(t, s, rows); got.Duplicate != 0 || got.UnknownAccounts != 0 {
			t.Errorf("%v: %s and %d unknown accounts", file, ingesttest.Counts(got), got.UnknownAccounts)
		}
		if got := ingesttest.ImportRows(t, s, rows); got.Duplicate != got.Rows || got.UnknownAccounts != 0 {
			t.Errorf("%v again: %s and %d unknown accounts", file, ingesttest.Counts(got), got.UnknownAccounts)
		}
	}
	const want = accounts + 20
	for table, key := range map[string]string{"accounts": "external", "contacts": "external", "memberships": "contact"} {
		var rows, different, last int
		query := `SELECT count(*), max(id), count(DISTINCT ` + key + `) FROM ` + table
		if err := s.Reader().QueryRowContext(t.Context(), query).Scan(&rows, &last, &different); err != nil {
			t.Fatal(err)
		}
		if rows != want || last != want || different != want {
			t.Errorf("%s has %d rows up to %d, %d of them different, want %d", table, rows, last, different, want)
		}
	}
}
