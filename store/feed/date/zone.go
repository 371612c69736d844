package date

import (
	"bytes"
	"strings"
	"sync"
	"time"

	"trialist/scoring/value"
)

// zoneNames are the names of zones that mean one offset nearly wherever they are met, in
// hours east of UTC. Where the zone of the file goes by the name, it means that: CST is
// another time in Shanghai than in Chicago.
var zoneNames = map[string]value.Instant{
	"UT": 0, "HST": -10, "AKST": -9, "AKDT": -8, "ADT": -3, "BRT": -3, "SAST": 2, "EAT": 3, "HKT": 8, "SGT": 8, "KST": 9, "NZST": 12, "NZDT": 13,
	"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
	"WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3, "JST": 9, "AEST": 10, "AEDT": 11,
}

// SharedZoneNames are names that zones of several offsets share, each with an example zone.
// They are accepted if the zone of the file uses the name.
var SharedZoneNames = map[string]string{
	"BST": "Europe/London", "IST": "Asia/Kolkata", "AST": "America/Halifax", "NST": "America/St_Johns", "SST": "Pacific/Pago_Pago",
}

// CutSharedZone cuts one of [SharedZoneNames] off the end of a text; name is "" if there is
// none.
func CutSharedZone(p []byte) (before []byte, name string) {
	const length = 3
	at := len(p) - length
	if at < 2 || p[at-1] != ' ' || p[at]|0x20 < 'a' {
		return p, ""
	}
	name = strings.ToUpper(string(p[at:]))
	if SharedZoneNames[name] == "" {
		return p, ""
	}
	return bytes.TrimRight(p[:at], " "), name
}

// OffsetNamed is the offset, east of UTC, of a zone while it uses a name, around a time;
// false when it never does.
func OffsetNamed(zone *time.Location, name string, at value.Instant) (ahead value.Instant, ok bool) {
	const halfYear = 26 * value.Week
	for _, around := range []value.Instant{0, -halfYear, halfYear} {
		if called, seconds := (at + around).Time().In(zone).Zone(); called == name {
			return value.Instant(seconds) * value.Second, true
		}
	}
	return 0, false
}

// locations caches zones by name; nil for names without one.
var locations sync.Map

// loadLocation is the zone with the name in the time zone database; nil without one.
func loadLocation(name []byte) *time.Location {
	const longest = 40
	if len(name) > longest || bytes.IndexByte(name, '/') <= 0 {
		return nil
	}
	if known, ok := locations.Load(string(name)); ok {
		location, _ := known.(*time.Location)
		return location
	}
	location, err := time.LoadLocation(string(name))
	if err != nil {
		location = nil
	}
	locations.Store(string(name), location)
	return location
}

// parseZone parses the end of a time of day: an offset, the name of a zone, or a zone in
// brackets, which is ignored after an offset.
func (c *timeOfDay) parseZone(p []byte) (ok bool) {
	if open := bytes.IndexAny(p, "[("); open >= 0 && len(p) > 1 {
		closing := byte(']')
		if p[open] == '(' {
			closing = ')'
		}
		if p[len(p)-1] != closing {
			return false
		}
		name := p[open+1 : len(p)-1]
		if p = bytes.TrimRight(p[:open], " "); len(p) == 0 {
			p = append([]byte{' '}, name...)
		}
	}
	if c.offset, c.zoned, ok = parseOffset(p); ok {
		return true
	}
	name := bytes.TrimPrefix(p, []byte{' '})
	usual := strings.ToUpper(string(name))
	if hours, known := zoneNames[usual]; known {
		c.offset, c.zoned, c.usual = hours*value.Hour, true, usual
		return true
	}
	if offset, found := bytes.CutPrefix(name, []byte("GMT")); found {
		c.offset, c.zoned, ok = parseOffset(offset)
		return ok && c.zoned
	}
	if shared := strings.ToUpper(string(name)); SharedZoneNames[shared] != "" {
		c.zone = shared
		return true
	}
	c.location = loadLocation(name)
	return c.location != nil
}
