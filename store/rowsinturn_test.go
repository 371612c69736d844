package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trialist/scoring/record"
)

// manyAccounts is a workspace of n accounts with names of all sorts and some touches.
func manyAccounts(t testing.TB, n int) *Store {
	t.Helper()
	s := open(t, newPath(t), Options{})
	names := []string{"", "Acme", "12:Éclair", "\x01", "a\x00b", ":", "日本 \"語\"", "\xff"}
	rows := sourceRows{customers: make([]record.CustomerRow, n)}
	for i := range rows.customers {
		rows.customers[i] = record.CustomerRow{Account: fmt.Sprintf("%d:ü%d", i%7, i), Name: names[i%len(names)]}
	}
	importRows(t, s, rows)
	for i := 0; i < n; i += n / 5 {
		for _, kind := range []TouchKind{Assigned, Called, Noted} {
			touch := Touch{Account: rows.customers[i].Account, At: day(i % 30), Kind: kind, Body: fmt.Sprint(kind, i)}
			if _, err := s.AddTouch(t.Context(), touch); err != nil {
				t.Fatal(err)
			}
		}
	}
	return s
}

// TestStreamRows compares with reading them all at once: where all are looked up,
// where the names of all accounts are read, and where slots come twice or are not
// there.
func TestStreamRows(t *testing.T) {
	t.Parallel()
	const accounts = 3*streamBatch - 5
	s := manyAccounts(t, accounts)
	slots := make([]uint32, 0, accounts+3)
	for _, slot := range rand.New(rand.NewPCG(3, 4)).Perm(accounts) {
		slots = append(slots, uint32(slot))
	}
	slots = append(slots, 7, accounts, 1<<31)
	for _, n := range []int{0, 1, streamBatch, streamBatch + 10, len(slots)} {
		want, err := s.Rows(t.Context(), slots[:n])
		if err != nil {
			t.Fatal(err)
		}
		got := []Row{}
		for rows, err := range s.StreamRows(t.Context(), slots[:n]) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, rows...)
		}
		if !cmp.Equal(want, got) {
			t.Errorf("of %d rows:\n%s", n, cmp.Diff(want, got))
		}
	}
}

func TestStreamRowsAreOfOneState(t *testing.T) {
	t.Parallel()
	const accounts = 2 * streamBatch
	s := manyAccounts(t, accounts)
	slots := make([]uint32, accounts)
	for i := range slots {
		slots[i] = uint32(i)
	}
	before, err := s.Rows(t.Context(), slots)
	if err != nil {
		t.Fatal(err)
	}
	got := []Row{}
	for rows, err := range s.StreamRows(t.Context(), slots) {
		if err != nil {
			t.Fatal(err)
		}
		if len(got) == 0 {
			importRows(t, s, sourceRows{customers: []record.CustomerRow{{Account: before[accounts-1].ID, Name: "renamed"}}})
		}
		got = append(got, rows...)
	}
	if !cmp.Equal(before, got) {
		t.Error(cmp.Diff(before, got))
	}
}

func TestStreamRowsEndEarly(t *testing.T) {
	t.Parallel()
	s := manyAccounts(t, 2*streamBatch)
	slots := make([]uint32, 3*streamBatch)
	for _, err := range s.StreamRows(t.Context(), slots) {
		if err != nil {
			t.Fatal(err)
		}
		break // nothing is left running
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var failed error
	for _, err := range s.StreamRows(ctx, slots) {
		cancel()
		failed = err
	}
	if !errors.Is(failed, context.Canceled) {
		t.Errorf("ended with %v", failed)
	}
}

// BenchmarkStreamRows reads the rows of all accounts in no order.
func BenchmarkStreamRows(b *testing.B) {
	f := newBenchmarkData(benchAccounts(), benchAccounts())
	s := importedStore(b, f)
	slots := make([]uint32, 0, benchAccounts())
	for _, slot := range rand.New(rand.NewPCG(5, 6)).Perm(benchAccounts()) {
		slots = append(slots, uint32(slot))
	}
	for b.Loop() {
		for _, err := range s.StreamRows(b.Context(), slots) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	perSecond(b, len(slots), "rows")
}
