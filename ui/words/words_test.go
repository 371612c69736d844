package words

import (
	"testing"
	"time"

	"trialist/scoring/value"
	"trialist/ui/clean"
)

func TestNumber(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]clean.Text{0: "0", 999: "999", 1000: "1,000", 1234567: "1,234,567", -1000: "-1,000", -100: "-100"} {
		if got := Number(n); got != want {
			t.Errorf("%d is %q, want %q", n, got, want)
		}
	}
}

func TestSinceAndTimeLeft(t *testing.T) {
	t.Parallel()
	asOf := value.FromTime(time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC))
	for ago, want := range map[value.Instant]clean.Text{
		0: "now", 59 * value.Second: "now", value.Minute: "1m", 59 * value.Minute: "59m", value.Hour: "1h", 23 * value.Hour: "23h",
		value.Day: "1d", 20 * value.Day: "20d", 21 * value.Day: "3w", 2000 * value.Day: "5y", -value.Day: "now",
	} {
		if got := Since(asOf-ago, asOf); got != want {
			t.Errorf("%d ms ago is %q, want %q", ago, got, want)
		}
	}
	if got := Since(value.Never, asOf); got != "" {
		t.Errorf("never is %q", got)
	}
	for away, want := range map[value.Instant]clean.Text{
		0: "over", -value.Day: "over", value.Minute: "1h", 90 * value.Minute: "2h", 23 * value.Hour: "23h", value.Day: "1d",
		36*value.Hour - 1: "1d", 36 * value.Hour: "2d", 14 * value.Day: "14d",
	} {
		if got := TimeLeft(asOf+away, asOf); got != want {
			t.Errorf("%d ms to go is %q, want %q", away, got, want)
		}
	}
	if got := TimeLeft(value.Never, asOf); got != "" {
		t.Errorf("an unknown end is %q", got)
	}
}
