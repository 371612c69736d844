package ui

import (
	"testing"

	"trialist/scoring"
	"trialist/ui/clean"
)

func TestNumber(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]clean.Text{0: "0", 999: "999", 1000: "1,000", 1234567: "1,234,567", -1000: "-1,000", -100: "-100"} {
		if got := number(n); got != want {
			t.Errorf("%d is %q, want %q", n, got, want)
		}
	}
}

func TestSinceAndLeft(t *testing.T) {
	t.Parallel()
	asOf := scoring.At(noon)
	for ago, want := range map[scoring.Instant]clean.Text{
		0: "now", 59 * scoring.Second: "now", scoring.Minute: "1m", 59 * scoring.Minute: "59m", scoring.Hour: "1h", 23 * scoring.Hour: "23h",
		scoring.Day: "1d", 20 * scoring.Day: "20d", 21 * scoring.Day: "3w", 2000 * scoring.Day: "5y", -scoring.Day: "now",
	} {
		if got := since(asOf-ago, asOf); got != want {
			t.Errorf("%d ms ago is %q, want %q", ago, got, want)
		}
	}
	if got := since(scoring.Never, asOf); got != "" {
		t.Errorf("never is %q", got)
	}
	for away, want := range map[scoring.Instant]clean.Text{
		0: "over", -scoring.Day: "over", scoring.Minute: "1h", 90 * scoring.Minute: "2h", 23 * scoring.Hour: "23h", scoring.Day: "1d",
		36*scoring.Hour - 1: "1d", 36 * scoring.Hour: "2d", 14 * scoring.Day: "14d",
	} {
		if got := left(asOf+away, asOf); got != want {
			t.Errorf("%d ms to go is %q, want %q", away, got, want)
		}
	}
	if got := left(scoring.Never, asOf); got != "" {
		t.Errorf("an unknown end is %q", got)
	}
}
