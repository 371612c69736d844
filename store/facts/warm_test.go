package facts

import (
	"testing"

	"trialist/scoring/rulebook"
	"trialist/store"
	"trialist/store/ingest/ingesttest"
	"trialist/store/storetest"
)

// TestWarmCachesSpareTheFirstEvaluation has the columns cached by an import of customers
// used, and left alone by an import of a few.
func TestWarmCachesSpareTheFirstEvaluation(t *testing.T) {
	t.Parallel()
	ctx, path := t.Context(), storetest.NewPath(t)
	book := rulebook.Default()
	var err error
	book.Card, err = book.Card.Add(rulebook.Signal{
		Name: "size", Side: rulebook.Fit, Weight: 5, Enabled: true, When: storetest.Sentence(t, "attribute employees is more than 50"),
	})
	if err != nil {
		t.Fatal(err)
	}
	cached := func() (columns int, revision int64) {
		t.Helper()
		s := storetest.Open(t, path, store.Options{})
		if err := New(s).Warm(ctx, book); err != nil {
			t.Fatal(err)
		}
		s.AwaitWrites()
		err := s.Reader().QueryRowContext(ctx, `SELECT count(*), coalesce(max(revision), 0) FROM columns WHERE name IN ('employees', 'ranks', 'known')`).
			Scan(&columns, &revision)
		if err != nil {
			t.Fatal(err)
		}
		return columns, revision
	}
	rows := storetest.NewBenchmarkData(100, 1).Customers()
	s := storetest.Open(t, path, store.Options{})
	ingesttest.ImportRows(t, s, storetest.SourceRows{Size: 10, Customers: rows.Customers[:40]})
	if columns, revision := cached(); columns != 3 || revision != 1 {
		t.Errorf("after the first import %d columns are cached, of revision %d", columns, revision)
	}
	storetest.ExecSQL(t, path, `INSERT INTO columns (scope, name, revision, packed) VALUES (0, 'asked about long ago', -100, x'00')`)
	ingesttest.ImportRows(t, s, storetest.SourceRows{Size: 10, Customers: rows.Customers[:42]})
	if _, revision := cached(); revision != 1 {
		t.Errorf("an import of two customers had columns made of revision %d", revision)
	}
	ingesttest.ImportRows(t, s, rows)
	if _, revision := cached(); revision != 3 {
		t.Errorf("an import of most customers left columns of revision %d", revision)
	}
}
