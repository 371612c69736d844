package store

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"trialist/scoring/rulebook"
)

// Ranks that are not an order of all accounts would end the program.
func TestDamagedRanksAreMadeAnew(t *testing.T) {
	t.Parallel()
	path := newPath(t)
	s := open(t, path, Options{})
	importRows(t, s, newRandomWorkspace(5).rows)
	want, err := NewCache(s).Population(t.Context(), rulebook.DefaultRulebook(), day(40))
	if err != nil {
		t.Fatal(err)
	}
	s.AwaitWrites()
	for _, damage := range []string{`zeroblob(length(packed))`, `substr(packed, 1, length(packed) - 1) || x'ff'`, `substr(packed, 1, 6)`} {
		execSQL(t, path, `DELETE FROM columns WHERE name = 'order';
			UPDATE columns SET packed = CAST(`+damage+` AS BLOB) WHERE name = 'ranks'`)
		s := open(t, path, Options{})
		got, err := NewCache(s).Population(t.Context(), rulebook.DefaultRulebook(), day(40))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("with ranks damaged by %s the population differs (-want +got):\n%s", damage, diff)
		}
		s.AwaitWrites()
	}
}
