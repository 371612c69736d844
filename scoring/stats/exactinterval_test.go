package stats

import (
	"math"
	"testing"
)

// TestExactInterval has the worked examples of Newcombe (1998), table I, method 5.
func TestExactInterval(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		successes, n int
		low, high    float64
	}{
		{81, 263, 0.2527, 0.3676},
		{15, 148, 0.0578, 0.1617},
		{0, 20, 0, 0.1684},
		{1, 29, 0.0009, 0.1776},
	} {
		low, high := ExactInterval(test.successes, test.n)
		near(t, "low", low, test.low, 6e-5)
		near(t, "high", high, test.high, 6e-5)
	}
	if low, high := ExactInterval(7, 7); high != 1 || math.Abs(low-math.Pow(0.025, 1.0/7)) > 1e-9 {
		t.Errorf("of seven in seven: %v to %v", low, high)
	}
}

// TestBetaCumulative compares with sums of the binomial distribution.
func TestBetaCumulative(t *testing.T) {
	t.Parallel()
	for _, n := range []int{1, 5, 40, 3000} {
		for _, x := range []float64{0.01, 0.3, 0.5, 0.97} {
			tail := 0.0 // P(X >= k)
			for k := n; k >= 1; k-- {
				tail += math.Exp(logChoose(n, k) + float64(k)*math.Log(x) + float64(n-k)*math.Log1p(-x))
				near(t, "tail", betaCumulative(x, float64(k), float64(n-k+1)), tail, 1e-9)
			}
		}
	}
}
