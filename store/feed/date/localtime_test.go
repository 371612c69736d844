package date

import (
	"testing"
	"time"

	"trialist/scoring/value"
)

// TestLocalInstant compares with a search through all instants around each change.
func TestLocalInstant(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "Africa/Casablanca", "Pacific/Apia"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Skipf("no zone files here: %v", err)
		}
		ahead := func(at value.Instant) value.Instant {
			_, seconds := at.Time().In(zone).Zone()
			return value.Instant(seconds) * value.Second
		}
		for _, c := range value.ClockChanges(zone) {
			if year := c.At.Time().Year(); year < 2005 || year > 2030 {
				continue
			}
			for local := c.At + c.Before - 3*value.Hour; local < c.At+c.Before+3*value.Hour; local += 10 * value.Minute {
				want := local - c.Before // of a time that was left out
				for _, offset := range []value.Instant{max(c.Before, c.After), min(c.Before, c.After)} {
					if at := local - offset; ahead(at) == offset {
						want = at
						break
					}
				}
				if got := localInstant(local, zone); got != want {
					t.Fatalf("in %s the clocks show %v at %v, want %v", name, local, got, want)
				}
			}
		}
	}
}
