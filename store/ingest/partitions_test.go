package ingest

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"

	"trialist/scoring/eventlog"
	"trialist/scoring/value"
	"trialist/store/storetest"
)

// TestPartitionsGiveBackWhatWasAdded compares them with sorting all rows, held in
// memory, in a temporary file, and with partitions that must be sorted in parts.
func TestPartitionsGiveBackWhatWasAdded(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name                  string
		rows, accounts, words int
		events                uint32
		inOrder               bool // of time, as most files are
	}{
		{"none", 0, 1, 0, 1, true},
		{"in order", 20_000, 3000, 0, 30, true},
		{"in no order", 20_000, 3000, 0, 30, false},
		{"many names", 3000, 50, 0, 1 << 16, true},
		{"in a file", 40_000, 3000, 2000, 30, true},
		{"in one partition", 40_000, 20, 5000, 3, false},
		{"of one account", 9000, 1, 600, 3, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(7, uint64(c.rows)))
			s := newEventPartitions(t.TempDir(), c.words)
			defer s.close()
			want := make(map[uint32][]wideEvent)
			for i := range c.rows {
				e := wideEvent{Entry: eventlog.Entry{Event: eventlog.EventID(random.Uint32N(c.events)), At: storetest.Day(1) + value.Instant(i), Count: 1}}
				if !c.inOrder {
					e.At += value.Instant(random.Int64N(1 << 34))
				}
				switch random.IntN(40) {
				case 0:
					e.Contact, e.Count = eventlog.ContactID(random.Uint32()), random.Uint32()
				case 1:
					e.id = random.Uint64()
				case 2:
					e.At = earliestEvent + value.Instant(random.Int64N(int64(latestEvent-earliestEvent)))
				}
				account := 1 + random.Uint32N(uint32(c.accounts))
				want[account] = append(want[account], e)
				add := func() error { return s.add(account, e) }
				if e.Count == 1 && e.Contact == 0 && e.id == 0 {
					add = func() error { return s.addSimple(account, e.Event, e.At) }
				}
				if err := add(); err != nil {
					t.Fatal(err)
				}
			}
			sameEvents(t, s, want)
		})
	}
}

// sameEvents reads the partitions and compares.
func sameEvents(t *testing.T, s *eventPartitions, want map[uint32][]wideEvent) {
	t.Helper()
	r, err := s.newReader()
	if err != nil {
		t.Fatal(err)
	}
	compare := func(a, b wideEvent) int {
		return cmp.Or(eventlog.Compare(a.Entry, b.Entry), cmp.Compare(a.Count, b.Count), cmp.Compare(a.id, b.id))
	}
	last, seen := uint32(0), 0
	for {
		account, ok := r.next()
		if !ok {
			break
		}
		if account <= last {
			t.Fatalf("account %d follows %d", account, last)
		}
		last = account
		var got accountEvents
		if err := r.readAccount(&got); err != nil {
			t.Fatal(err)
		}
		if !slices.IsSorted(got.compact) {
			t.Fatalf("the bare events of account %d are not sorted", account)
		}
		for _, key := range got.compact {
			got.wide = append(got.wide, wideEvent{Entry: decodeCompact(key)})
		}
		slices.SortFunc(got.wide, compare)
		slices.SortFunc(want[account], compare)
		if !slices.Equal(got.wide, want[account]) {
			t.Fatalf("account %d has other events than were put in", account)
		}
		seen++
	}
	if seen != len(want) {
		t.Errorf("%d accounts come back, want %d", seen, len(want))
	}
}
