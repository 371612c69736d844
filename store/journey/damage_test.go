package journey_test

import (
	"errors"
	"testing"

	"trialist/store"
	"trialist/store/facts"
	storejourney "trialist/store/journey"
	"trialist/store/outbox"
	"trialist/store/storetest"
)

// TestDamagedHistoryIsFound changes what trials were told behind the back of the program:
// nothing is due then, as it might be due twice.
func TestDamagedHistoryIsFound(t *testing.T) {
	t.Parallel()
	for what, statement := range map[string]string{
		"a number":          `UPDATE told SET next = 7 WHERE account = 2`,
		"what was reached":  `UPDATE told SET reached = '[1,2]' WHERE account = 1`,
		"what was not":      `UPDATE told SET unreached = '[]' WHERE account = 1`,
		"no set":            `UPDATE told SET unreached = '{' WHERE account = 3`,
		"the time":          `UPDATE told SET as_of = as_of + 1 WHERE account = 3`,
		"the export":        `UPDATE told SET export = 4 WHERE account = 3`,
		"another account":   `UPDATE told SET account = 2, kind = 'looker' WHERE account = 3`,
		"the first is gone": `DELETE FROM told WHERE account = 1`,
		"one is gone":       `DELETE FROM told WHERE account = 2`,
		"the last is gone":  `DELETE FROM told WHERE account = 3`,
		"all are gone":      `DELETE FROM told`,
		"a huge account":    `PRAGMA foreign_keys = 0; UPDATE told SET account = 1152921504606846976 WHERE account = 3`,
		"one more":          `INSERT INTO told (id, account, kind, milestone, next, reached, seen, export) VALUES (9, 1, 'looker', 0, 0, '[]', 0, 0)`,
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			s, cache := opened(t)
			if marked, err := storejourney.Mark(t.Context(), cache, choice(4), outbox.Sent); err != nil || len(marked) != 3 {
				t.Fatalf("marked %d, %v", len(marked), err)
			}
			path := s.Path()
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			storetest.ExecSQL(t, path, statement)
			cache = facts.New(storetest.Open(t, path, store.Options{}))
			if l, err := storejourney.Find(t.Context(), cache, storetest.Day(4)); !errors.Is(err, store.ErrDamaged) {
				t.Errorf("found %+v, %v", l, err)
			}
		})
	}
}
