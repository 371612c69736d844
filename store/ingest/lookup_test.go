package ingest

import (
	"fmt"
	"testing"

	"trialist/scoring/record"
	"trialist/store"
	"trialist/store/storetest"
)

func TestFewIDsAreLookedUpAndManyRead(t *testing.T) {
	t.Parallel()
	const accounts = 10 * lookUpShare
	s := storetest.Open(t, storetest.NewPath(t), store.Options{})
	var all storetest.SourceRows
	for i := range accounts {
		all.Customers = append(all.Customers, record.CustomerRow{Account: fmt.Sprint("acc_", i)})
	}
	if _, err := Run(t.Context(), s, all.Reader(), Options{}); err != nil {
		t.Fatal(err)
	}
	found := make(map[uint32]bool)
	x := newExternalIDs(s.Reader(), idsOfAccounts, accountsByExternal, accounts, func(id uint32, known bool) { found[id] = known })
	x.readAllUpTo = 0 // as if there were many
	expect := func(from, to int) {
		t.Helper()
		err := x.resolve(t.Context(), func(yield func([]byte) bool) {
			for i := from; i < to; i++ {
				for range 2 {
					if !yield(fmt.Append(nil, "acc_", i)) {
						return
					}
				}
			}
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	expect(2, 7)
	expect(2, 7)
	expect(accounts+3, accounts+4)
	if len(found) != 5 || x.allRead || x.lookedUp != 6 {
		t.Errorf("%d ids were found by %d look-ups; all read: %t", len(found), x.lookedUp, x.allRead)
	}
	if id, fresh := x.GetOrInsert([]byte(fmt.Sprint("acc_", accounts+3))); id != accounts+1 || !fresh {
		t.Errorf("a new id got %d, %t", id, fresh)
	}
	expect(20, 25)
	if len(found) != accounts || !x.allRead {
		t.Errorf("%d of %d ids were found; all read: %t", len(found), accounts, x.allRead)
	}
	for i := range accounts {
		if id, fresh := x.GetOrInsert(fmt.Append(nil, "acc_", i)); int(id) != i+1 || fresh || !found[id] {
			t.Errorf("account %d has the number %d, %t, known %t", i, id, fresh, found[id])
		}
	}
	for i, want := range map[int]uint32{3: accounts + 1, 9: accounts + 2} {
		if id, fresh := x.GetOrInsert(fmt.Append(nil, "acc_", accounts+i)); id != want || fresh == (i == 3) {
			t.Errorf("the new account %d has the number %d, %t, want %d", i, id, fresh, want)
		}
	}
}
