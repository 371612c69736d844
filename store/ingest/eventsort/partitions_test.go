package eventsort

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
			s := NewPartitions(t.TempDir(), c.words)
			defer s.Close()
			want := make(map[uint32][]Row)
			for i := range c.rows {
				e := Row{Entry: eventlog.Entry{Event: eventlog.EventID(random.Uint32N(c.events)), At: storetest.Day(1) + value.Instant(i), Count: 1}}
				if !c.inOrder {
					e.At += value.Instant(random.Int64N(1 << 34))
				}
				switch random.IntN(40) {
				case 0:
					e.Contact, e.Count = eventlog.ContactID(random.Uint32()), random.Uint32()
				case 1:
					e.ID = random.Uint64()
				case 2:
					e.At = EarliestEvent + value.Instant(random.Int64N(int64(LatestEvent-EarliestEvent)))
				}
				account := 1 + random.Uint32N(uint32(c.accounts))
				want[account] = append(want[account], e)
				add := func() error { return s.Add(account, e) }
				if e.Count == 1 && e.Contact == 0 && e.ID == 0 {
					add = func() error { return s.AddSimple(account, e.Event, e.At) }
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
func sameEvents(t *testing.T, s *Partitions, want map[uint32][]Row) {
	t.Helper()
	r, err := s.NewReader()
	if err != nil {
		t.Fatal(err)
	}
	compare := func(a, b Row) int {
		return cmp.Or(eventlog.Compare(a.Entry, b.Entry), cmp.Compare(a.Count, b.Count), cmp.Compare(a.ID, b.ID))
	}
	last, seen := uint32(0), 0
	for {
		account, ok := r.Account()
		if !ok {
			break
		}
		if account <= last {
			t.Fatalf("account %d follows %d", account, last)
		}
		last = account
		var got Rows
		if err := r.ReadAccount(&got); err != nil {
			t.Fatal(err)
		}
		if !slices.IsSorted(got.Compact) {
			t.Fatalf("the bare events of account %d are not sorted", account)
		}
		for _, key := range got.Compact {
			got.Wide = append(got.Wide, Row{Entry: decodeCompact(key)})
		}
		slices.SortFunc(got.Wide, compare)
		slices.SortFunc(want[account], compare)
		if !slices.Equal(got.Wide, want[account]) {
			t.Fatalf("account %d has other events than were put in", account)
		}
		seen++
	}
	if seen != len(want) {
		t.Errorf("%d accounts come back, want %d", seen, len(want))
	}
}
