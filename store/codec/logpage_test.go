package codec

import (
	"slices"
	"testing"

	"trialist/scoring/eventlog"
	"trialist/scoring/value"
)

func TestLogPageGivesBackItsLogs(t *testing.T) {
	t.Parallel()
	var logs, got [PageSlots]eventlog.Log
	for _, place := range []int{0, 1, 5, 77} {
		logs[place] = logOfHours(place + 1)
	}
	page := LogPage(EncodeLogPage(nil, &logs))
	if err := page.Decode(&got); err != nil {
		t.Fatal(err)
	}
	for place := range logs {
		if !slices.Equal(logs[place], got[place]) {
			t.Errorf("place %d: got %x, want %x", place, got[place], logs[place])
		}
	}
	for n := range page { // cut short at every place
		seen := 0
		err := page[:n].Each(func(int, eventlog.Log) error { seen++; return nil })
		if err == nil && seen == 4 {
			t.Errorf("the first %d of %d bytes give all logs", n, len(page))
		}
	}
}

func FuzzLogPage(f *testing.F) {
	var logs [PageSlots]eventlog.Log
	logs[3] = logOfHours(2)
	f.Add(EncodeLogPage(nil, &logs))
	f.Add([]byte{logPageVersion, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01})
	f.Fuzz(func(t *testing.T, page []byte) {
		size := 0
		_ = LogPage(page).Each(func(place int, log eventlog.Log) error {
			if place < 0 || place >= PageSlots {
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

// logOfHours is the log of an event in each of the first n hours.
func logOfHours(n int) eventlog.Log {
	var entries []eventlog.Entry
	for i := range n {
		entries = append(entries, eventlog.Entry{Event: 1, At: value.Instant(i) * value.Hour, Count: 1})
	}
	return eventlog.Encode(entries)
}
