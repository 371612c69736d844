package ingest_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"trialist/scoring/account"
	"trialist/scoring/record"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/store/ingest"
	"trialist/store/storetest"
)

// TestRowsOfOneAccountInAnyOrder takes in the subscriptions and trials of accounts
// in all sorts of orders, which must not matter, and once more, which must change
// nothing.
func TestRowsOfOneAccountInAnyOrder(t *testing.T) {
	t.Parallel()
	for seed := range uint64(6) {
		r := rand.New(rand.NewPCG(seed, 3))
		const accountCount = 20
		var rows []record.CustomerRow
		for i := range accountCount {
			for _, day := range r.Perm(60)[:1+r.IntN(4)] {
				row := record.CustomerRow{Account: fmt.Sprint("a", i), Attributes: []value.Attribute{
					storetest.Date("start_date", storetest.Day(day)), {Name: "end_date"}, {Name: value.ConvertedAt}, {Name: "plan"}, {Name: "city"},
				}}
				if r.IntN(2) == 0 {
					row.Attributes[1] = storetest.Date("end_date", storetest.Day(day+r.IntN(30)))
				}
				if r.IntN(3) == 0 {
					row.Attributes[2] = storetest.Date(value.ConvertedAt, storetest.Day(day))
				}
				if r.IntN(3) > 0 {
					row.Attributes[3] = storetest.Text("plan", []string{"Solo", "SOLO", "Team"}[r.IntN(3)])
				}
				rows = append(rows, row)
			}
		}
		var want []account.Account
		for range 5 {
			r.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
			s := storetest.Open(t, storetest.NewPath(t), store.Options{})
			addsUp(t, importCustomers(t, s, rows, 1+r.IntN(9)))
			got := storedAccounts(t, s, accountCount)
			if want == nil {
				want = got
			}
			for i := range got {
				if !slices.Equal(got[i].Attributes, want[i].Attributes) {
					t.Fatalf("seed %d: %s has %v, and in another order %v", seed, got[i].ID, got[i].Attributes, want[i].Attributes)
				}
			}
			again := importCustomers(t, s, rows, 4)
			addsUp(t, again)
			if again.New+again.Changed > 0 {
				t.Errorf("seed %d: importing again makes %d new and %d changed", seed, again.New, again.Changed)
			}
		}
	}
}

// importCustomers imports rows, so many in a batch.
func importCustomers(t *testing.T, s *store.Store, rows []record.CustomerRow, size int) ingest.Audit {
	t.Helper()
	copied := make([]record.CustomerRow, len(rows))
	for i, row := range rows {
		row.Line, row.Attributes = i+2, slices.Clone(row.Attributes)
		copied[i] = row
	}
	audit, err := ingest.Run(t.Context(), s, storetest.SourceRows{Customers: copied, Size: size}.Reader(),
		ingest.Options{Path: "rows.csv", Kind: "customers", AsOf: storetest.Day(30)})
	if err != nil {
		t.Fatal(err)
	}
	return audit
}

func storedAccounts(t *testing.T, s *store.Store, n int) []account.Account {
	t.Helper()
	list := make([]account.Account, n)
	for i := range list {
		a, err := accounts.ByID(t.Context(), s, fmt.Sprint("a", i))
		if err != nil {
			t.Fatal(err)
		}
		slices.SortFunc(a.Attributes, func(a, b value.Attribute) int { return strings.Compare(a.Name, b.Name) })
		list[i] = a
	}
	return list
}

// addsUp checks that every row is counted once, and none less than that.
func addsUp(t *testing.T, a ingest.Audit) {
	t.Helper()
	if a.New+a.Changed+a.Duplicate+a.Superseded != a.Rows || min(a.New, a.Changed, a.Duplicate, a.Superseded) < 0 {
		t.Errorf("of %d rows %d are new, %d changed, %d duplicate and %d superseded", a.Rows, a.New, a.Changed, a.Duplicate, a.Superseded)
	}
}

// TestRowsOfOneAccountWithManyAttributes imports accounts whose rows give each some of
// two hundred attributes, in any order, over values from before, and compares with the
// union of what the rows say.
func TestRowsOfOneAccountWithManyAttributes(t *testing.T) {
	t.Parallel()
	const accountCount, attributeCount = 10, 200
	for seed := range uint64(3) {
		r := rand.New(rand.NewPCG(seed, 11))
		want := make([]map[string]string, accountCount)
		s := storetest.Open(t, storetest.NewPath(t), store.Options{})
		for i, file := range []string{"before", "now"} {
			var rows []record.CustomerRow
			for account := range accountCount {
				if want[account] == nil {
					want[account] = make(map[string]string)
				}
				for range 1 + r.IntN(5) {
					row := record.CustomerRow{Account: fmt.Sprint("a", account)}
					for _, n := range r.Perm(attributeCount)[:r.IntN(attributeCount)] {
						a := storetest.Text(fmt.Sprint("x", n), fmt.Sprint(file, account, "-", n))
						row.Attributes = append(row.Attributes, a)
						want[account][a.Name] = a.Value.String()
					}
					rows = append(rows, row)
				}
			}
			r.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
			audit := importCustomers(t, s, rows, 1+r.IntN(9))
			if i == 0 && audit.New != accountCount || audit.New+audit.Changed+audit.Duplicate != len(rows) || audit.Disagreeing > 0 {
				t.Errorf("seed %d: %d rows are %d new, %d changed, %d duplicate, and %d disagree", seed, len(rows), audit.New, audit.Changed, audit.Duplicate, audit.Disagreeing)
			}
		}
		for account := range accountCount {
			a, err := accounts.ByID(t.Context(), s, fmt.Sprint("a", account))
			if err != nil {
				t.Fatal(err)
			}
			got := make(map[string]string)
			for _, v := range a.Attributes {
				got[v.Name] = v.Value.String()
			}
			if !maps.Equal(got, want[account]) {
				t.Errorf("seed %d: a%d has %d values, want %d, or others", seed, account, len(got), len(want[account]))
			}
		}
	}
}
