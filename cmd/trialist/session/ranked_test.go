package session

import (
	"testing"
)

func TestDaysLeftRoundHalfUp(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ a, b, want int64 }{
		{0, 10, 0}, {4, 10, 0}, {5, 10, 1}, {14, 10, 1}, {15, 10, 2}, {-4, 10, 0}, {-5, 10, 0}, {-6, 10, -1}, {-15, 10, -1}, {-16, 10, -2},
	} {
		if got := roundDiv(test.a, test.b); got != test.want {
			t.Errorf("%d/%d is %d, want %d", test.a, test.b, got, test.want)
		}
	}
}
