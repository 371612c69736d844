package store_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trialist/scoring/account"
	"trialist/scoring/condition"
	"trialist/scoring/factstest"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/store/facts"
	"trialist/store/ingest"
	"trialist/store/storetest"
)

// sameAnswers compares the store with the domain's own facts over the accounts.
func sameAnswers(t *testing.T, c *facts.Cache, accounts []account.Account) {
	t.Helper()
	facts, ctx := factstest.NewFacts(accounts), t.Context()
	book := rulebook.Default()
	for i, c := range storetest.SampleConditions(t) {
		card, err := book.Card.Add(rulebook.Signal{Name: fmt.Sprint("signal ", i), Weight: 1 + i%10, Enabled: true, When: c})
		if err != nil {
			t.Fatal(err)
		}
		book.Card = card
	}
	byID := make([]uint32, len(accounts))
	ids := make([]string, len(accounts))
	for i := range accounts {
		ids[i] = accounts[i].ID
	}
	slices.Sort(ids)
	for i := range accounts {
		byID[i] = uint32(slices.Index(ids, accounts[i].ID))
	}
	for _, asOf := range []value.Instant{storetest.Day(40), storetest.Day(12), storetest.Day(40), storetest.Day(12) + 1} { // the caches answer some
		want, err := rank.NewPopulation(ctx, facts, byID, condition.Moment{AsOf: asOf}, book)
		if err != nil {
			t.Fatal(err)
		}
		got, err := c.Population(ctx, book, asOf)
		if err != nil {
			t.Fatal(err)
		}
		want.TieBreak = rank.TieBreakOrder(want.ByID, want.End, want.LastSeen)
		if got.ByID == nil { // which who has the base order does not need
			want.ByID = nil
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("the population as of %v differs (-want +got):\n%s", asOf, diff)
		}
	}
}

func TestImportAndScoreAsTheDomainDoes(t *testing.T) {
	t.Parallel()
	w := storetest.NewRandomWorkspace(1)
	for _, how := range []struct {
		name       string
		size, hold int
	}{{"at once", 0, 0}, {"in batches", 64, 0}, {"through a temporary file", 500, 700}} {
		t.Run(how.name, func(t *testing.T) {
			t.Parallel()
			path := storetest.NewPath(t)
			s := storetest.Open(t, path, store.Options{})
			cache := facts.New(s)
			rows := w.Rows
			rows.Size = how.size
			audit, err := ingest.Run(t.Context(), s, rows.Reader(), ingest.Options{MemoryWords: how.hold})
			if err != nil {
				t.Fatal(err)
			}
			unknown, unknownRows := 0, 0
			accounts := bySlot(t, s, w.Accounts)
			for _, a := range accounts {
				if !a.Known {
					unknown++
				}
			}
			known := func(id string) bool {
				return slices.ContainsFunc(accounts, func(a account.Account) bool { return a.ID == id && a.Known })
			}
			for _, e := range rows.Events {
				if !known(e.Account) {
					unknownRows++
				}
			}
			for _, c := range rows.Contacts {
				if !known(c.Account) {
					unknownRows++
				}
			}
			want := ingest.Audit{Rows: 4130, New: 4130, UnknownAccount: unknownRows, UnknownAccounts: unknown, Revision: 1}
			if diff := cmp.Diff(want, audit); diff != "" {
				t.Errorf("the audit differs (-want +got):\n%s", diff)
			}
			sameAnswers(t, cache, accounts)
			again, err := ingest.Run(t.Context(), s, rows.Reader(), ingest.Options{MemoryWords: how.hold / 2})
			if err != nil {
				t.Fatal(err)
			}
			want = ingest.Audit{Rows: 4130, Duplicate: 4130, UnknownAccount: unknownRows, UnknownAccounts: unknown, Revision: 1}
			if diff := cmp.Diff(want, again); diff != "" {
				t.Errorf("the audit of the repetition differs (-want +got):\n%s", diff)
			}
			sameAnswers(t, facts.New(storetest.Open(t, path, store.Options{ReadOnly: true})), accounts)
		})
	}
}

// bySlot puts the accounts in the order of the store's slots, which depends on
// how a file is cut into batches, and compares each with what the store has.
func bySlot(t *testing.T, s *store.Store, list []account.Account) []account.Account {
	t.Helper()
	sorted := make([]account.Account, len(list))
	for _, a := range list {
		slot, err := accounts.SlotOf(t.Context(), s, a.ID)
		if err != nil {
			t.Fatal(err)
		}
		got, err := accounts.BySlot(t.Context(), s, slot)
		if err != nil {
			t.Fatal(err)
		}
		got.Names = nil
		slices.SortFunc(got.Events, storetest.CompareEvents)
		if diff := cmp.Diff(a, got); diff != "" {
			t.Errorf("account %s differs (-want +got):\n%s", a.ID, diff)
		}
		sorted[slot] = a
	}
	return sorted
}
