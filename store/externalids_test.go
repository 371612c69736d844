package store

import (
	"fmt"
	"testing"

	"trialist/scoring/record"
)

// TestFilesThatNameFewIDsFindThem imports files that name few of many ids, some
// new and some not, one after another, and larger ones among them.
func TestFilesThatNameFewIDsFindThem(t *testing.T) {
	t.Parallel()
	const accounts = 40 * lookUpShare // of which 40 are looked up
	id := func(i int) string {
		if i%5 == 0 {
			return fmt.Sprintf("account with an id that is rather long %d", i)
		}
		return fmt.Sprint("acc_", i)
	}
	person := func(i int) string { return fmt.Sprint("person_", i) }
	s := open(t, newPath(t), Options{})
	var all sourceRows
	for i := range accounts {
		if i%3 == 0 { // not known until its customer row comes
			all.events = append(all.events, event{account: id(i), contact: person(i), name: "opened", at: day(1)})
		} else {
			all.customers = append(all.customers, record.CustomerRow{Account: id(i), Name: "before"})
		}
	}
	importRows(t, s, all)
	for _, file := range []struct {
		from, to, batch int
	}{{0, 10, 4}, {accounts - 5, accounts + 5, 3}, {100, 160, 7}, {accounts, accounts + 6, 100}, {0, accounts + 20, 16}} {
		rows := sourceRows{size: file.batch}
		for i := file.from; i < file.to; i++ {
			rows.customers = append(rows.customers, record.CustomerRow{Account: id(i), Name: fmt.Sprint("of ", file.from, file.to)})
			rows.events = append(rows.events, event{account: id(i), contact: person(i), name: "opened", at: day(file.to)})
		}
		if got := importRows(t, s, rows); got.Duplicate != 0 || got.UnknownAccounts != 0 {
			t.Errorf("%v: %s and %d unknown accounts", file, counts(got), got.UnknownAccounts)
		}
		if got := importRows(t, s, rows); got.Duplicate != got.Rows || got.UnknownAccounts != 0 {
			t.Errorf("%v again: %s and %d unknown accounts", file, counts(got), got.UnknownAccounts)
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

func TestFewIDsAreLookedUpAndManyRead(t *testing.T) {
	t.Parallel()
	const accounts = 10 * lookUpShare
	s := open(t, newPath(t), Options{})
	var all sourceRows
	for i := range accounts {
		all.customers = append(all.customers, record.CustomerRow{Account: fmt.Sprint("acc_", i)})
	}
	importRows(t, s, all)
	found := make(map[uint32]bool)
	x := newExternalIDs(s.Reader(), idsOfAccounts, accountsByExternal, accounts, func(id uint32, known bool) { found[id] = known })
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
	if id, fresh := x.getOrInsert([]byte(fmt.Sprint("acc_", accounts+3))); id != accounts+1 || !fresh {
		t.Errorf("a new id got %d, %t", id, fresh)
	}
	expect(20, 25)
	if len(found) != accounts || !x.allRead {
		t.Errorf("%d of %d ids were found; all read: %t", len(found), accounts, x.allRead)
	}
	for i := range accounts {
		if id, fresh := x.getOrInsert(fmt.Append(nil, "acc_", i)); int(id) != i+1 || fresh || !found[id] {
			t.Errorf("account %d has the number %d, %t, known %t", i, id, fresh, found[id])
		}
	}
	for i, want := range map[int]uint32{3: accounts + 1, 9: accounts + 2} {
		if id, fresh := x.getOrInsert(fmt.Append(nil, "acc_", accounts+i)); id != want || fresh == (i == 3) {
			t.Errorf("the new account %d has the number %d, %t, want %d", i, id, fresh, want)
		}
	}
}
