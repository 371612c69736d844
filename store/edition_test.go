package store

import (
	"fmt"
	"testing"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/record"
	"trialist/scoring/value"
)

// TestRestoredFromABackup gives the revision of a dashboard that stays open
// another content.
func TestRestoredFromABackup(t *testing.T) {
	t.Parallel()
	for _, looks := range []bool{true, false} {
		t.Run(fmt.Sprintf("looked at in between: %t", looks), func(t *testing.T) {
			t.Parallel()
			path, backup := newPath(t), newPath(t)
			s := open(t, path, Options{})
			cache := NewCache(s)
			w := newRandomWorkspace(9)
			importRows(t, s, w.rows)
			execSQL(t, path, `VACUUM INTO '`+backup+`'`)
			conditions := []condition.Condition{sentence(t, `attribute plan is gold`), sentence(t, `event upgrade happened at least 1 time ever`)}
			ask := func(c *Cache) []bitset.Bits {
				t.Helper()
				bits, err := c.Evaluate(t.Context(), conditions, condition.Moment{AsOf: day(50)})
				if err != nil {
					t.Fatal(err)
				}
				return bits
			}
			upgrade := func(n int) sourceRows {
				id := w.rows.customers[n].Account
				return sourceRows{
					customers: []record.CustomerRow{{Account: id, Name: "Renamed", Attributes: []value.Attribute{text("plan", "gold")}}},
					events:    []event{{account: id, name: "upgrade", at: day(41)}},
				}
			}
			importRows(t, s, upgrade(3))
			ask(cache)
			s.AwaitWrites()
			facts, err := cache.Snapshot(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			restore(t, path, backup)
			if looks {
				ask(cache)
			}
			// what is still on its way into the cache
			facts.writeAnswers(t.Context(), []answerKey{facts.answerKey(conditions[0], condition.Moment{AsOf: day(50)})}, []bitset.Bits{bitset.NewBits(facts.accounts)})
			facts.writeDerived(t.Context(), "known", encodeBits(bitset.NewBits(facts.accounts)))
			s.AwaitWrites()
			other := open(t, path, Options{})
			importRows(t, other, upgrade(5))
			want := ask(NewCache(open(t, path, Options{ReadOnly: true})))
			slot, err := other.SlotOf(t.Context(), w.rows.customers[5].Account)
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
			f, _ := NewCache(open(t, path, Options{ReadOnly: true})).Snapshot(t.Context())
			known, err := f.Known(t.Context())
			if err != nil || known.Count() != 70 {
				t.Errorf("%d known, %v", known.Count(), err)
			}
		})
	}
}
