package views

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"trialist/scoring/record"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/store/ingest/ingesttest"
	"trialist/store/storetest"
)

// TestNamePlaces compares the kept order of all names, and that of few, with the names,
// before and after an import that changes some.
func TestNamePlaces(t *testing.T) {
	t.Parallel()
	const all = fewNames + 500
	ctx, s := t.Context(), storetest.Open(t, storetest.NewPath(t), store.Options{})
	dice := rand.New(rand.NewPCG(4, 8))
	rows := storetest.SourceRows{}
	for i := range all {
		name := []string{"", "Acme", "acme", "Éclair", fmt.Sprint("n", dice.IntN(50))}[dice.IntN(5)]
		rows.Customers = append(rows.Customers, record.CustomerRow{Account: fmt.Sprint("id", i), Name: name})
	}
	ingesttest.ImportRows(t, s, rows)
	slots := make([]uint32, all)
	for i, slot := range dice.Perm(all) {
		slots[i] = uint32(slot)
	}
	source := NewSource(s, nil, new(NameOrder))
	check := func(slots []uint32) {
		t.Helper()
		got, err := source.NamePlaces(ctx, slots)
		if err != nil {
			t.Fatal(err)
		}
		stored, err := accounts.Rows(ctx, s, slots, accounts.Latest)
		if err != nil {
			t.Fatal(err)
		}
		for range 20_000 {
			a, b := dice.IntN(len(slots)), dice.IntN(len(slots))
			first, second := foldedName(stored[a]), foldedName(stored[b])
			if (first < second) != (got[a] < got[b]) || (first == second) != (got[a] == got[b]) {
				t.Fatalf("%q is at %d, %q at %d", first, got[a], second, got[b])
			}
		}
	}
	check(slots)
	check(slots[:50])
	ingesttest.ImportRows(t, s, storetest.SourceRows{Customers: []record.CustomerRow{{Account: "id7", Name: "Zebra"}, {Account: "id9", Name: "aa"}}})
	check(slots)
}

func foldedName(row accounts.Row) string {
	if row.Name == "" {
		return value.Fold(row.ID)
	}
	return value.Fold(row.Name)
}
