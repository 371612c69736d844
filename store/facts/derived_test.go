package facts

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"trialist/scoring/rulebook"
	"trialist/store"
	"trialist/store/ingest/ingesttest"
	"trialist/store/storetest"
)

// Ranks that are not an order of all accounts would end the program.
func TestDamagedRanksAreMadeAnew(t *testing.T) {
	t.Parallel()
	path := storetest.NewPath(t)
	s := storetest.Open(t, path, store.Options{})
	ingesttest.ImportRows(t, s, storetest.NewRandomWorkspace(5).Rows)
	want, err := New(s).Population(t.Context(), rulebook.Default(), storetest.Day(40))
	if err != nil {
		t.Fatal(err)
	}
	s.AwaitWrites()
	for _, damage := range []string{`zeroblob(length(packed))`, `substr(packed, 1, length(packed) - 1) || x'ff'`, `substr(packed, 1, 6)`} {
		storetest.ExecSQL(t, path, `DELETE FROM columns WHERE name = 'order';
			UPDATE columns SET packed = CAST(`+damage+` AS BLOB) WHERE name = 'ranks'`)
		s := storetest.Open(t, path, store.Options{})
		got, err := New(s).Population(t.Context(), rulebook.Default(), storetest.Day(40))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("with ranks damaged by %s the population differs (-want +got):\n%s", damage, diff)
		}
		s.AwaitWrites()
	}
}
