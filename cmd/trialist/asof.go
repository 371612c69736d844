package main

import (
	"time"

	"trialist/cmd/trialist/cli"
	"trialist/scoring/value"
)

// asOfNow is the value of --as-of that means the present.
const asOfNow = "now"

// parseAsOf reads the value of --as-of: "now", a day, which means its first instant
// in UTC, or an RFC 3339 time.
func parseAsOf(text string, now time.Time) (value.Instant, error) {
	if text == asOfNow {
		// Cut to the minute: answers that depend on the clock can be reused until it
		// passes.
		return value.FromTime(now.Truncate(time.Minute)), nil
	}
	for _, layout := range []string{time.DateOnly, time.RFC3339} {
		if at, err := time.Parse(layout, text); err == nil {
			return value.FromTime(at), nil
		}
	}
	return value.Never, cli.Usagef("--as-of %q is not a time; say now, a day such as 2026-11-02 or a time such as 2026-11-02T10:04:00Z", text)
}
