package rank

import (
	"math/big"
	"testing"

	"trialist/scoring/rulebook"
)

// The largest card without levels must leave room in the keys that sort by the mean.
func TestMeanKeysFit64Bits(t *testing.T) {
	t.Parallel()
	total := big.NewInt(int64(rulebook.MaxBits * rulebook.Emphatic.EffectiveWeight(rulebook.MaxWeight)))
	key := new(big.Int).Mul(total, total)
	key.Mul(key.Lsh(key, 1), new(big.Int).Add(total, big.NewInt(1)))
	if key.Add(key, total); !key.IsUint64() {
		t.Errorf("a mean key may need %d bits", key.BitLen())
	}
}
