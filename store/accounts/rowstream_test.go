package accounts

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trialist/scoring/record"
	"trialist/store"
	"trialist/store/ingest/ingesttest"
	"trialist/store/storetest"
)

// manyAccounts is a workspace of n accounts with names of all sorts and some touches.
func manyAccounts(t testing.TB, n int) *store.Store {
	t.Helper()
	s := storetest.Open(t, storetest.NewPath(t), store.Options{})
	names := []string{"", "Acme", "12:Éclair", "\x01", "a\x00b", ":", "日本 \"語\"", "\xff"}
	rows := storetest.SourceRows{Customers: make([]record.CustomerRow, n)}
	for i := range rows.Customers {
		rows.Customers[i] = record.CustomerRow{Account: fmt.Sprintf("%d:ü%d", i%7, i), Name: names[i%len(names)]}
	}
	ingesttest.ImportRows(t, s, rows)
	for i := 0; i < n; i += n / 5 {
		for _, kind := range []TouchKind{Assigned, Called, Noted} {
			touch := Touch{Account: rows.Customers[i].Account, At: storetest.Day(i % 30), Kind: kind, Body: fmt.Sprint(kind, i)}
			if _, err := AddTouch(t.Context(), s, touch); err != nil {
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
	for _, n := range []int{0, 1, firstBatch, firstBatch + 1, streamBatch, streamBatch + 10, len(slots)} {
		want, err := Rows(t.Context(), s, slots[:n], Latest)
		if err != nil {
			t.Fatal(err)
		}
		got := []Row{}
		for rows, err := range StreamRows(t.Context(), s, slots[:n], Latest) {
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
	before, err := Rows(t.Context(), s, slots, Latest)
	if err != nil {
		t.Fatal(err)
	}
	got := []Row{}
	for rows, err := range StreamRows(t.Context(), s, slots, Latest) {
		if err != nil {
			t.Fatal(err)
		}
		if len(got) == 0 {
			ingesttest.ImportRows(t, s, storetest.SourceRows{Customers: []record.CustomerRow{{Account: before[accounts-1].ID, Name: "renamed"}}})
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
	for _, err := range StreamRows(t.Context(), s, slots, Latest) {
		if err != nil {
			t.Fatal(err)
		}
		break // nothing is left running
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var failed error
	for _, err := range StreamRows(ctx, s, slots, Latest) {
		cancel()
		failed = err
	}
	if !errors.Is(failed, context.Canceled) {
		t.Errorf("ended with %v", failed)
	}
}

// BenchmarkStreamRows reads the rows of all accounts in no order.
func BenchmarkStreamRows(b *testing.B) {
	f := storetest.NewBenchmarkData(storetest.BenchAccounts(), storetest.BenchAccounts())
	s := ingesttest.ImportedStore(b, f)
	slots := make([]uint32, 0, storetest.BenchAccounts())
	for _, slot := range rand.New(rand.NewPCG(5, 6)).Perm(storetest.BenchAccounts()) {
		slots = append(slots, uint32(slot))
	}
	for b.Loop() {
		for _, err := range StreamRows(b.Context(), s, slots, Latest) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	storetest.PerSecond(b, len(slots), "rows")
}
