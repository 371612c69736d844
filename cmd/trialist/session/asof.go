package session

import (
	"time"

	"trialist/cmd/trialist/cli"
	"trialist/scoring/value"
)

// asOfNow is the value of --as-of that means the present.
const asOfNow = "now"

// The years that --as-of may be in. Nobody has data from before, and a year of more
// digits has no RFC 3339 time.
const (
	firstYear = 1970
	lastYear  = 9999
)

// parseAsOf reads the value of --as-of: "now", a day, which means its first instant
// in UTC (in the zone of the workspace once that is open), or an RFC 3339 time.
func parseAsOf(text string, now time.Time) (value.Instant, error) {
	if text == asOfNow {
		// Cut to the minute: answers that depend on the clock can be reused until it
		// passes.
		return value.FromTime(now.Truncate(time.Minute)), nil
	}
	at, ok, err := ParseTime("--as-of", text, nil)
	if err == nil && !ok {
		err = cli.Usagef("--as-of %q is not a time; say now, a day such as 2026-11-02 or a time such as 2026-11-02T10:04:00Z", text)
	}
	return at, err
}

// ParseTime reads the value of a flag or setting: a day, which means its first instant in
// the zone, or an RFC 3339 time. It is false for anything else.
func ParseTime(name, text string, zone *value.Zone) (value.Instant, bool, error) {
	for _, layout := range []string{time.DateOnly, time.RFC3339} {
		parsed, err := time.Parse(layout, text)
		if err != nil {
			continue
		}
		if year := parsed.UTC().Year(); year < firstYear || year > lastYear {
			return value.Never, false, cli.Usagef("%s %q is in the year %d; say one from %d to %d", name, text, year, firstYear, lastYear)
		}
		at := value.FromTime(parsed)
		if layout == time.DateOnly {
			at = zone.StartOfDay(at)
		}
		return at, true, nil
	}
	return value.Never, false, nil
}
