package store_test

import (
	"fmt"
	"testing"

	"trialist/scoring/eventlog"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/store/codec"
	"trialist/store/storetest"
)

// TestPagesLogsOfEarlierSchemas brings a workspace up to date that has a row for
// each log.
func TestPagesLogsOfEarlierSchemas(t *testing.T) {
	t.Parallel()
	steps, _, err := store.MigrationSteps()
	if err != nil {
		t.Fatal(err)
	}
	var earlier []string
	earlier = append(earlier, steps[:3]...)
	earlier = append(earlier, fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = 3", store.ApplicationID),
		`INSERT INTO event_names VALUES (1, 'Opened report', 3)`)
	logged := map[int]int{1: 1, 2: 2, codec.PageSlots: 3, codec.PageSlots + 1: 1, 3*codec.PageSlots + 7: 2} // account: events
	for account := 1; account <= 3*codec.PageSlots+9; account++ {
		earlier = append(earlier, fmt.Sprintf(`INSERT INTO accounts VALUES (%d, 'acme-%[1]d', '', 1, x'')`, account))
		if n := logged[account]; n > 0 {
			earlier = append(earlier, fmt.Sprintf(`INSERT INTO logs VALUES (%d, x'%x')`, account, logOfDays(n)))
		}
	}
	path := storetest.NewPath(t)
	storetest.ExecSQL(t, path, earlier...)
	s := storetest.Open(t, path, store.Options{})
	for account := 1; account <= 3*codec.PageSlots+9; account++ {
		a, err := accounts.ByID(t.Context(), s, fmt.Sprint("acme-", account))
		if err != nil {
			t.Fatal(err)
		}
		if len(a.Events) != logged[account] {
			t.Errorf("account %d has %d events, want %d", account, len(a.Events), logged[account])
		}
	}
}

// logOfDays is the log of an event on each of the first n days.
func logOfDays(n int) eventlog.Log {
	var entries []eventlog.Entry
	for i := range n {
		entries = append(entries, eventlog.Entry{Event: 1, At: storetest.Day(i + 1), Count: 1})
	}
	return eventlog.Encode(entries)
}
