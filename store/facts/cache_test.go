package facts

import (
	"fmt"
	"testing"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/record"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/store/ingest/ingesttest"
	"trialist/store/storetest"
)

// TestRestoredFromABackup gives the revision of a dashboard that stays open
// another content.
func TestRestoredFromABackup(t *testing.T) {
	t.Parallel()
	for _, looks := range []bool{true, false} {
		t.Run(fmt.Sprintf("looked at in between: %t", looks), func(t *testing.T) {
			t.Parallel()
			path, backup := storetest.NewPath(t), storetest.NewPath(t)
			s := storetest.Open(t, path, store.Options{})
			cache := New(s)
			w := storetest.NewRandomWorkspace(9)
			ingesttest.ImportRows(t, s, w.Rows)
			storetest.ExecSQL(t, path, `VACUUM INTO '`+backup+`'`)
			conditions := []condition.Condition{storetest.Sentence(t, `attribute plan is gold`), storetest.Sentence(t, `event upgrade happened at least 1 time ever`)}
			ask := func(c *Cache) []bitset.Bits {
				t.Helper()
				bits, err := c.Evaluate(t.Context(), conditions, condition.Moment{AsOf: storetest.Day(50)})
				if err != nil {
					t.Fatal(err)
				}
				return bits
			}
			upgrade := func(n int) storetest.SourceRows {
				id := w.Rows.Customers[n].Account
				return storetest.SourceRows{
					Customers: []record.CustomerRow{{Account: id, Name: "Renamed", Attributes: []value.Attribute{storetest.Text("plan", "gold")}}},
					Events:    []storetest.Event{{Account: id, Name: "upgrade", At: storetest.Day(41)}},
				}
			}
			ingesttest.ImportRows(t, s, upgrade(3))
			ask(cache)
			s.AwaitWrites()
			facts, err := cache.Snapshot(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			storetest.Restore(t, path, backup)
			if looks {
				ask(cache)
			}
			// what is still on its way into the cache
			facts.writeAnswers(t.Context(), []answerKey{facts.answerKey(conditions[0], condition.Moment{AsOf: storetest.Day(50)})}, []bitset.Bits{bitset.New(facts.accounts)})
			facts.writeDerived(t.Context(), "known", encodeBits(bitset.New(facts.accounts)))
			s.AwaitWrites()
			other := storetest.Open(t, path, store.Options{})
			ingesttest.ImportRows(t, other, upgrade(5))
			want := ask(New(storetest.Open(t, path, store.Options{ReadOnly: true})))
			slot, err := accounts.SlotOf(t.Context(), other, w.Rows.Customers[5].Account)
			if err != nil {
				t.Fatal(err)
			}
			for i, bits := range ask(cache) {
				if bits.Count() != 1 || !bits.Has(int(slot)) {
					t.Errorf("%v holds of %v; another process says %v", conditions[i], bits, want[i])
				}
				if want[i].Count() != 1 || !want[i].Has(int(slot)) {
					t.Errorf("cached: %v holds of %v", conditions[i], want[i])
				}
			}
			f, _ := New(storetest.Open(t, path, store.Options{ReadOnly: true})).Snapshot(t.Context())
			known, err := f.Known(t.Context())
			if err != nil || known.Count() != 70 {
				t.Errorf("%d known, %v", known.Count(), err)
			}
		})
	}
}
