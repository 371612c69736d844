package facts

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trialist/scoring/account"
	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/factstest"
	"trialist/scoring/rank"
	"trialist/scoring/record"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/store/ingest/ingesttest"
	"trialist/store/storetest"
)

// historyGenerator makes up one import after the other.
type historyGenerator struct {
	*rand.Rand
	names  []string // of events
	fields []string // attributes of accounts
	last   int      // day of the last event
}

func (h *historyGenerator) account() string { return fmt.Sprintf("c%d", h.IntN(160)) }

// nextFile is a file of so many rows at most. Now and then it has new names, some of
// which differ from others only in case.
func (h *historyGenerator) nextFile(most int) storetest.SourceRows {
	if h.IntN(4) == 0 {
		h.names = append(h.names, []string{"Login", "LOGIN", "invite", "Import", "other"}[h.IntN(5)])
		h.fields = append(h.fields, []string{"Country", "planet", "converted_at", "status", "Employees", "trial_ends_at"}[h.IntN(6)])
	}
	var rows storetest.SourceRows
	for range h.IntN(most) {
		row := record.CustomerRow{Account: h.account(), Name: fmt.Sprint("Name ", h.IntN(3))}
		for _, field := range h.fields {
			if h.IntN(2) > 0 {
				row.Attributes = append(row.Attributes, value.Attribute{Name: field, Value: h.value(field)})
			}
		}
		rows.Customers = append(rows.Customers, row)
	}
	person := func() string { return fmt.Sprintf("p%d", h.IntN(60)) }
	for range h.IntN(most) {
		row := record.ContactRow{Contact: person(), Attributes: []value.Attribute{storetest.Text("department", []string{"Marketing", "Sales"}[h.IntN(2)])}}
		if h.IntN(3) > 0 {
			row.Account = h.account()
		}
		rows.Contacts = append(rows.Contacts, row)
	}
	if h.last += h.IntN(4); h.IntN(5) == 0 {
		return rows
	}
	for range h.IntN(3 * most) {
		e := storetest.Event{
			Account: h.account(), Name: h.names[h.IntN(len(h.names))], Count: uint32(1 + h.IntN(3)),
			At: storetest.Day(1) + value.Instant(h.IntN(24*h.last))*value.Hour,
		}
		if h.IntN(3) == 0 {
			e.Contact = person()
		}
		rows.Events = append(rows.Events, e)
	}
	return rows
}

func (h *historyGenerator) value(field string) value.Value {
	switch strings.ToLower(field) {
	case "employees":
		return value.NumberValue(float64(h.IntN(100)))
	case "trial_started_at", "trial_ends_at", "converted_at":
		return value.DateValue(storetest.Day(1) + value.Instant(h.IntN(25))*value.Day)
	case "status":
		return value.TextValue([]string{"active", "Canceled", "trialing"}[h.IntN(3)])
	case "email":
		return value.TextValue(fmt.Sprintf("someone%d@example.test", h.IntN(1000)))
	}
	return value.TextValue([]string{"FR", "us", "DE"}[h.IntN(3)])
}

// refreshedConditions are conditions of every kind, as an import affects each in
// another way.
func refreshedConditions(t *testing.T) []condition.Condition {
	conditions := storetest.SampleConditions(t)
	for _, words := range []string{
		`attribute Country is fr`, `attribute email contains 7@`, `attribute status is active|canceled`,
		`attribute converted_at is set or contact attribute Department is sales`,
		`event login happened at most 1 time ever and active days is at least 1 during the trial`,
		`event LOGIN happened more than 0 times in the first 5 days of the trial`,
		`event import happened more than 0 times in the last 3 days or attribute planet is us`,
		`last seen is after 2026-11-10 `,
	} {
		conditions = append(conditions, storetest.Sentence(t, words))
	}
	return conditions
}

// evaluateAnew evaluates the accounts of the store with the in-memory facts. It also
// returns the rank of each by id.
func evaluateAnew(t *testing.T, c *Cache) (*factstest.Facts, []uint32) {
	t.Helper()
	f, err := c.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	list, ids := make([]account.Account, f.Accounts()), make([]string, f.Accounts())
	for slot := range list {
		if list[slot], err = accounts.BySlot(t.Context(), c.Store(), uint32(slot)); err != nil {
			t.Fatal(err)
		}
		ids[slot] = list[slot].ID
	}
	slices.Sort(ids)
	byID := make([]uint32, len(list))
	for slot := range list {
		rank, _ := slices.BinarySearch(ids, list[slot].ID)
		byID[slot] = uint32(rank)
	}
	return factstest.NewFacts(list), byID
}

// TestAnswersAreRefreshed imports a random history. After each import or two it
// compares the refreshed answers with a full evaluation.
func TestAnswersAreRefreshed(t *testing.T) {
	t.Parallel()
	book := rulebook.Default()
	for i, c := range refreshedConditions(t) {
		card, err := book.Card.Add(rulebook.Signal{Name: fmt.Sprint("signal ", i), Weight: 1 + i%10, Enabled: true, When: c})
		if err != nil {
			t.Fatal(err)
		}
		book.Card = card
	}
	for seed := range uint64(8) {
		t.Run(fmt.Sprint("history ", seed), func(t *testing.T) {
			t.Parallel()
			h := &historyGenerator{
				Rand: rand.New(rand.NewPCG(seed, 5)), names: []string{"login", "send", "import"}, last: 8,
				fields: []string{"employees", "country", "email", "trial_started_at"},
			}
			path := storetest.NewPath(t)
			s := storetest.Open(t, path, store.Options{})
			cache := New(s)
			ingesttest.ImportRows(t, s, h.nextFile(100))
			for step := range 12 {
				if h.IntN(3) == 0 { // as another process
					s = storetest.Open(t, path, store.Options{})
					cache = New(s)
				}
				cache.maxRowReads = h.IntN(2) * maxRowReads
				for range 1 + h.IntN(2) {
					ingesttest.ImportRows(t, s, h.nextFile(1+h.IntN(5)))
				}
				facts, byID := evaluateAnew(t, cache)
				for _, asOf := range []value.Instant{storetest.Day(40), storetest.Day(6), storetest.Day(9 + h.IntN(9)), storetest.Day(40) + value.Instant(step)*value.Hour} {
					want, err := rank.NewPopulation(t.Context(), facts, byID, condition.Moment{AsOf: asOf}, book)
					if err != nil {
						t.Fatal(err)
					}
					got, err := cache.Population(t.Context(), book, asOf)
					if err != nil {
						t.Fatal(err)
					}
					if got.TieBreak != nil {
						want.TieBreak = rank.TieBreakOrder(want.ByID, want.End, want.LastSeen)
					}
					if got.ByID == nil { // not needed then
						want.ByID = nil
					}
					if diff := cmp.Diff(want, got); diff != "" {
						t.Fatalf("the population of step %d as of %v differs (-want +got):\n%s", step, asOf, diff)
					}
				}
			}
		})
	}
}

// TestLittleIsEvaluatedAgain damages the logs and the attributes of all accounts
// but those that an import changed, so that only these can be read.
func TestLittleIsEvaluatedAgain(t *testing.T) {
	t.Parallel()
	w := storetest.NewRandomWorkspace(3)
	path := storetest.NewPath(t)
	s := storetest.Open(t, path, store.Options{})
	cache := New(s)
	ingesttest.ImportRows(t, s, w.Rows)
	conditions := slices.DeleteFunc(storetest.SampleConditions(t), func(c condition.Condition) bool {
		return attributesOnly(c) && c.DependsOnClock() // which are answered from columns each time
	})
	ask := func() []bitset.Bits {
		t.Helper()
		bits, err := cache.Evaluate(t.Context(), conditions, condition.Moment{AsOf: storetest.Day(40)})
		if err != nil {
			t.Fatal(err)
		}
		return bits
	}
	ask()
	s.AwaitWrites() // else the import may be first, and what is not kept is asked of all
	id := w.Rows.Customers[3].Account
	slot, err := accounts.SlotOf(t.Context(), s, id)
	if err != nil {
		t.Fatal(err)
	}
	ingesttest.ImportRows(t, s, storetest.SourceRows{
		Customers: []record.CustomerRow{{Account: id, Attributes: []value.Attribute{storetest.Number("employees", 99), storetest.Text("country", "FR")}}},
		Events:    []storetest.Event{{Account: id, Name: "login", At: storetest.Day(30), Count: 4}},
	})
	s.AwaitWrites()
	storetest.ExecSQL(t, path, fmt.Sprintf(`DELETE FROM columns; UPDATE accounts SET attributes = x'ff' WHERE id <> %d`, slot+1))
	for i, bits := range ask() {
		want, err := accounts.BySlot(t.Context(), s, slot)
		if err != nil {
			t.Fatal(err)
		}
		if eval.Holds(conditions[i], &want, condition.Moment{AsOf: storetest.Day(40)}) != bits.Has(int(slot)) {
			t.Errorf("%v is %t of the account that an import changed", conditions[i], bits.Has(int(slot)))
		}
	}
	if f, _ := cache.Snapshot(t.Context()); len(f.columns[eval.AccountScope]) > 0 {
		t.Error("whole columns were read for one account")
	}
}
