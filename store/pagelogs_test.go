package store

import (
	"fmt"
	"slices"
	"testing"

	"trialist/scoring/eventlog"
)

// TestPagesLogsOfEarlierSchemas brings a workspace up to date that has a row for
// each log.
func TestPagesLogsOfEarlierSchemas(t *testing.T) {
	t.Parallel()
	steps, err := migrations()
	if err != nil {
		t.Fatal(err)
	}
	var earlier []string
	for _, step := range steps[:3] {
		earlier = append(earlier, step.statements)
	}
	earlier = append(earlier, fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = 3", applicationID),
		`INSERT INTO event_names VALUES (1, 'Opened report', 3)`)
	logged := map[int]int{1: 1, 2: 2, pageSlots: 3, pageSlots + 1: 1, 3*pageSlots + 7: 2} // account: events
	for account := 1; account <= 3*pageSlots+9; account++ {
		earlier = append(earlier, fmt.Sprintf(`INSERT INTO accounts VALUES (%d, 'acme-%[1]d', '', 1, x'')`, account))
		if n := logged[account]; n > 0 {
			earlier = append(earlier, fmt.Sprintf(`INSERT INTO logs VALUES (%d, x'%x')`, account, logOfDays(n)))
		}
	}
	path := newPath(t)
	execSQL(t, path, earlier...)
	s := open(t, path, Options{})
	for account := 1; account <= 3*pageSlots+9; account++ {
		a, err := s.Account(t.Context(), fmt.Sprint("acme-", account))
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
		entries = append(entries, eventlog.Entry{Event: 1, At: day(i + 1), Count: 1})
	}
	return eventlog.Encode(entries)
}

func TestLogPageGivesBackItsLogs(t *testing.T) {
	t.Parallel()
	var logs, got [pageSlots]eventlog.Log
	for _, place := range []int{0, 1, 5, 77} {
		logs[place] = logOfDays(place + 1)
	}
	page := logPage(encodeLogPage(nil, &logs))
	if err := page.decode(&got); err != nil {
		t.Fatal(err)
	}
	for place := range logs {
		if !slices.Equal(logs[place], got[place]) {
			t.Errorf("place %d: got %x, want %x", place, got[place], logs[place])
		}
	}
	for n := range page { // cut short at every place
		seen := 0
		err := page[:n].each(func(int, eventlog.Log) error { seen++; return nil })
		if err == nil && seen == 4 {
			t.Errorf("the first %d of %d bytes give all logs", n, len(page))
		}
	}
}

func FuzzLogPage(f *testing.F) {
	var logs [pageSlots]eventlog.Log
	logs[3] = logOfDays(2)
	f.Add(encodeLogPage(nil, &logs))
	f.Add([]byte{logPageVersion, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01})
	f.Fuzz(func(t *testing.T, page []byte) {
		size := 0
		_ = logPage(page).each(func(place int, log eventlog.Log) error {
			if place < 0 || place >= pageSlots {
				t.Fatalf("a log at place %d", place)
			}
			size += len(log)
			return nil
		})
		if size > len(page) {
			t.Fatalf("%d bytes of logs in a page of %d", size, len(page))
		}
	})
}
