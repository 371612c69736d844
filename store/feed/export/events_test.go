package export

import (
	"math/rand/v2"
	"testing"

	"trialist/scoring/value"
)

func TestInstantsAreWrittenAsTheLayoutHasThem(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 9))
	for i := range 20_000 {
		at := value.Instant(random.Int64N(4e14) - 8e13) // about the years -600 to 12000
		if i%2 == 0 {
			at = value.Instant(random.Int64N(4e12))
		}
		if got, want := string(appendInstant(nil, at)), at.Time().Format(instantLayout); got != want {
			t.Fatalf("%d is written %s, want %s", at, got, want)
		}
	}
}
