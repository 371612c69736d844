package words

import (
	"trialist/scoring/value"
	"trialist/ui/clean"
)

// Timestamp is an instant to the minute on the clocks of the zone, with its abbreviation
// or offset: "27 Nov 2026 16:15 CET".
func Timestamp(at value.Instant, zone *value.Zone) clean.Text {
	return clean.Of(zone.Time(at).Format("2 Jan 2006 15:04 MST"))
}

// DaysAgo is how many days of the zone an instant is before another: "today", "yesterday" or
// "24 days ago".
func DaysAgo(at, than value.Instant, zone *value.Zone) clean.Text {
	switch days := int((zone.Day(than) - zone.Day(at)) / value.Day); days {
	case 0:
		return "today"
	case 1:
		return "yesterday"
	default:
		return Number(days) + " days ago"
	}
}

// RelativeDay is the day of the zone of an instant, seen from as-of: "today", "yesterday",
// "12 Nov", "12 Nov 2024".
func RelativeDay(at, asOf value.Instant, zone *value.Zone) clean.Text {
	at, asOf = zone.Local(at), zone.Local(asOf)
	switch (asOf.Midnight() - at.Midnight()) / value.Day {
	case 0:
		return "today"
	case 1:
		return "yesterday"
	}
	if at.Time().Year() == asOf.Time().Year() {
		return clean.Of(at.Time().Format("2 Jan"))
	}
	return clean.Of(at.Time().Format("2 Jan 2006"))
}
