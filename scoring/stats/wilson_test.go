package stats

import (
	"math"
	"testing"
)

// TestWilson compares with the worked examples of Newcombe (1998), table I, method 3.
func TestWilson(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		successes, n int
		low, high    float64
	}{
		{81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0, 0.1611}, {1, 29, 0.0061, 0.1718}, {20, 20, 0.8389, 1},
	} {
		low, high := Wilson(test.successes, test.n)
		if math.Abs(low-test.low) > 5e-5 || math.Abs(high-test.high) > 5e-5 {
			t.Errorf("%d of %d: %.4f to %.4f, want %.4f to %.4f", test.successes, test.n, low, high, test.low, test.high)
		}
	}
}
