package condition

import (
	"testing"
)

func TestParseNumber(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]float64{"5": 5, "-0.5": -0.5, "1e3": 1000, "+7": 7, ".5": 0.5} {
		if got, ok := ParseNumber(s); !ok || got != want {
			t.Errorf("%q is %v, %v; want %v", s, got, ok, want)
		}
	}
	for _, s := range []string{"", "inf", "NaN", "0x10", "1_000", "1,000", "1e999", "--1", "5 "} {
		if got, ok := ParseNumber(s); ok {
			t.Errorf("%q is read as %v", s, got)
		}
	}
}
