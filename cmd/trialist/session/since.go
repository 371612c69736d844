package session

import (
	"strconv"
	"strings"

	"trialist/cmd/trialist/cli"
	"trialist/scoring/value"
)

// ParseSince reads the value of --since: today or yesterday, which are the first instant
// of that day in the zone, as a day is, a number of hours, days or weeks before as-of,
// such as 12h, 7d or 2w, or an RFC 3339 time. It must not be after as-of.
func ParseSince(text string, asOf value.Instant, zone *value.Zone) (value.Instant, error) {
	at, err := parseSince(text, asOf, zone)
	switch {
	case err != nil:
	case at > asOf:
		err = cli.Usagef("--since %s is after the time asked about, %s", text, zone.ShortTime(asOf))
	case at < 0:
		err = cli.Usagef("--since %s is before %d", text, firstYear)
	}
	return at, err
}

func parseSince(text string, asOf value.Instant, zone *value.Zone) (value.Instant, error) {
	switch text {
	case "today":
		return zone.StartOfDay(zone.Day(asOf)), nil
	case "yesterday":
		return zone.StartOfDay(zone.Day(asOf) - value.Day), nil
	}
	for unit, length := range map[string]value.Instant{"h": value.Hour, "d": value.Day, "w": value.Week} {
		digits, ok := strings.CutSuffix(text, unit)
		if n, err := strconv.ParseUint(digits, 10, 16); ok && err == nil {
			return asOf - value.Instant(n)*length, nil
		}
	}
	at, ok, err := ParseTime("--since", text, zone)
	if err == nil && !ok {
		err = cli.Usagef("--since %q is not a time; say yesterday, 7d, 12h, a day such as 2026-11-02 or a time such as 2026-11-02T10:04:00Z", text)
	}
	return at, err
}
