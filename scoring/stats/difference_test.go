package stats

import "testing"

// TestDifference has examples of table II of Newcombe (1998) for method 10.
func TestDifference(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b         Outcome
		d, low, high float64
	}{
		{Outcome{70, 56}, Outcome{80, 48}, 0.2, 0.0524, 0.3339},
		{Outcome{10, 9}, Outcome{10, 3}, 0.6, 0.1705, 0.8090},
		{Outcome{10, 10}, Outcome{20, 0}, 1, 0.6791, 1},
		{Outcome{56, 5}, Outcome{29, 0}, 0.0893, -0.0381, 0.1926},
	} {
		d, low, high, ok := Difference(c.a, c.b)
		if !ok {
			t.Fatal("a difference of two rates is not known")
		}
		near(t, "difference", d, c.d, 5e-5)
		near(t, "low", low, c.low, 6e-5)
		near(t, "high", high, c.high, 6e-5)
	}
	if _, _, _, ok := Difference(Outcome{}, Outcome{4, 1}); ok {
		t.Error("nobody has a rate")
	}
}
