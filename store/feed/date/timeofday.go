package date

import (
	"bytes"
	"time"

	"trialist/scoring/value"
)

// timeOfDay is the time of day of a date, with its zone.
type timeOfDay struct {
	sinceMidnight value.Instant  // since midnight
	offset        value.Instant  // east of UTC
	zoned         bool           // the offset was written
	dateOnly      bool           // there was no time of day
	location      *time.Location // of a zone that was named; nil without one
	zone          string         // a name that zones of several offsets share; "" without one
	usual         string         // the name of a zone that has its offset nearly everywhere; "" without one
}

// parseTimeOfDay parses what follows a date: nothing, or a time after a space, a T or a
// comma. Seconds, their fraction, AM or PM, and a zone are optional.
func parseTimeOfDay(p []byte) (timeOfDay, bool) {
	if len(p) == 0 {
		return timeOfDay{dateOnly: true}, true
	}
	if p[0] == ',' {
		p = p[1:]
	}
	if len(p) == 0 || p[0] != ' ' && p[0] != 'T' && p[0] != 't' {
		return timeOfDay{}, false
	}
	hour, p, ok := leadingNumber(p[1:], 1, 2)
	if !ok || len(p) < 3 || p[0] != ':' {
		return timeOfDay{}, false
	}
	minute, p, ok := leadingNumber(p[1:], 2, 2)
	if !ok || minute > 59 {
		return timeOfDay{}, false
	}
	second := 0
	var ms int64
	if len(p) > 0 && p[0] == ':' {
		if second, p, ok = leadingNumber(p[1:], 2, 2); !ok || second > 59 {
			return timeOfDay{}, false
		}
		if ms, p, ok = parseSecondFraction(p); !ok {
			return timeOfDay{}, false
		}
	}
	if hour, p, ok = parseMeridiem(hour, p); !ok {
		return timeOfDay{}, false
	}
	c := timeOfDay{sinceMidnight: value.Instant(hour)*value.Hour + value.Instant(minute)*value.Minute +
		value.Instant(second)*value.Second + value.Instant(ms)}
	if len(p) == 0 {
		return c, true
	}
	return c, c.parseZone(p)
}

// parseSecondFraction parses the fraction of a second at the start of p, if there is one.
// Some systems write a comma for the point.
func parseSecondFraction(p []byte) (ms int64, rest []byte, ok bool) {
	if len(p) == 0 || p[0] != '.' && p[0] != ',' {
		return 0, p, true
	}
	end := 1
	for end < len(p) && p[end]-'0' <= 9 {
		end++
	}
	ms, ok = parseFraction(p[:end])
	return ms, p[end:], ok && end > 1
}

// parseMeridiem applies AM, PM, a.m. or p.m. at the start of p to the hour, if it is there.
func parseMeridiem(hour int, p []byte) (h int, rest []byte, ok bool) {
	mark, size := bytes.TrimLeft(p, " \u00a0\u202f"), 2
	if len(mark) == 0 || mark[0]|0x20 != 'a' && mark[0]|0x20 != 'p' {
		return hour, p, hour <= 23
	}
	switch dotted := len(mark) >= 4 && mark[1] == '.' && mark[3] == '.'; {
	case dotted && mark[2]|0x20 == 'm':
		size = 4
	case letters(mark) != 2 || mark[1]|0x20 != 'm':
		return hour, p, hour <= 23
	}
	if hour > 12 {
		return 0, p, false
	}
	hour %= 12
	if mark[0]|0x20 == 'p' {
		hour += 12
	}
	return hour, mark[size:], true
}

// parseOffset parses nothing, Z, UTC, GMT, +01:00, +0100 or +01, after an optional space, and
// "+0000 UTC".
func parseOffset(p []byte) (offset value.Instant, zoned, ok bool) {
	if len(p) == 0 {
		return 0, false, true
	}
	if p[0] == ' ' {
		p = p[1:]
	}
	if isUTC(p) {
		return 0, true, true
	}
	if len(p) == 0 || p[0] != '+' && p[0] != '-' {
		return 0, false, false
	}
	sign := value.Instant(1)
	if p[0] == '-' {
		sign = -1
	}
	hours, p, ok := leadingNumber(p[1:], 2, 2)
	if !ok || hours > 18 {
		return 0, false, false
	}
	if len(p) > 0 && p[0] == ':' {
		p = p[1:]
	}
	minutes := 0
	if len(p) > 0 && p[0] != ' ' {
		if minutes, p, ok = leadingNumber(p, 2, 2); !ok || minutes > 59 {
			return 0, false, false
		}
	}
	if len(p) > 0 && (p[0] != ' ' || !isUTC(p[1:])) {
		return 0, false, false
	}
	return sign * (value.Instant(hours)*value.Hour + value.Instant(minutes)*value.Minute), true, true
}

// isUTC reports whether p is one of the names of UTC.
func isUTC(p []byte) bool {
	switch string(p) {
	case "Z", "z", "UTC", "GMT":
		return true
	}
	return false
}
