package date

import (
	"bytes"
	"encoding/binary"
	"time"

	"trialist/scoring/value"
	"trialist/store/feed/chars"
)

// Parser reads the times of events of one column. It is for one goroutine.
type Parser struct {
	Format Format
	Zone   *time.Location // of times that carry no offset

	last dayMemo
}

// Parse is [Format.Parse], but for a date without a time of day, which is the instant at
// which that day starts in the zone: an event is no calendar day.
func (r *Parser) Parse(p []byte) (value.Instant, bool) {
	if r.Format == YearMonthDay {
		if at, ok := r.last.parsePlain(p, r.Zone); ok {
			return at, true
		}
	}
	at, ok := r.Format.Parse(p, r.Zone)
	if ok && IsDay(p) {
		at = StartOfDay(at, r.Zone)
	}
	return at, ok
}

// IsDay reports whether a text that reads as a date has no time of day.
func IsDay(p []byte) bool {
	const compact, serial = len("20260304"), 5
	switch digits := chars.CountDigits(p); {
	case bytes.IndexByte(p, ':') >= 0:
		return false
	case digits == len(p):
		return digits == compact || digits == serial
	case p[digits] == '.': // 46087.25, 1772600000.5, or 4.3.2026
		return digits < serial
	}
	return true
}

// DayPart is a date without its time of day, where it has none or midnight; otherwise it is
// empty. Spreadsheets and databases write midnight where a column has dates alone.
func DayPart(p []byte) []byte {
	if IsDay(p) {
		return p
	}
	at := bytes.IndexAny(p, " T")
	if at < 0 || at+1 == len(p) || len(bytes.Trim(p[at+1:], "0:.")) > 0 || !IsDay(p[:at]) {
		return nil
	}
	return p[:at]
}

// IsClock reports whether a text is a time of day, such as 08:30 or 8:30:15 PM.
func IsClock(p []byte) bool {
	const longest = len("08:30:15.123456789 +01:00[America/Argentina/ComodRivadavia]")
	if len(p) > longest || !chars.HasDigit(p) || bytes.IndexByte(p, ':') < 0 {
		return false
	}
	c, ok := parseTimeOfDay(append([]byte{' '}, p...))
	return ok && !c.dateOnly
}

// StartOfDay is the instant at which a day starts in the zone, given its midnight UTC.
func StartOfDay(midnight value.Instant, zone *time.Location) value.Instant {
	if zone == time.UTC {
		return midnight
	}
	return localInstant(midnight, zone)
}

// dayMemo caches the last day. Rows of a log are by time, so the next one nearly always has
// the same day.
type dayMemo struct {
	date    uint64 // 2026-03-, as it stands
	ending  uint16 // 04
	seconds int64  // of its midnight since 1970
}

// parsePlain parses 2026-03-04 05:06:07 and 2026-03-04T05:06:07Z, in UTC. It checks and
// converts eight characters at once, which takes half the time.
func (m *dayMemo) parsePlain(p []byte, zone *time.Location) (value.Instant, bool) {
	switch {
	case len(p) == 20 && p[19] == 'Z':
	case len(p) == 19 && zone == time.UTC:
	default:
		return 0, false
	}
	date, ending, clock := binary.LittleEndian.Uint64(p), binary.LittleEndian.Uint16(p[8:]), binary.LittleEndian.Uint64(p[11:])
	clock ^= 0x30303a30303a3030                 // "00:00:00"
	odd := clock | (clock + 0x76767f76767f7676) // a top bit is set above 9, between above 0
	if odd&0x8080808080808080 != 0 || p[10] != ' ' && p[10] != 'T' {
		return 0, false
	}
	if (date != m.date || ending != m.ending || date == 0) && !m.read(date, ending) { // 0 before the first
		return 0, false
	}
	clock = 10*clock + clock>>8 // each pair of digits is a number in its first byte
	hour, minute, second := int64(clock&0xff), int64(clock>>24&0xff), int64(clock>>48&0xff)
	if hour > 23 || minute > 59 || second > 59 {
		return 0, false
	}
	return value.Instant((m.seconds + hour*3600 + minute*60 + second) * 1000), true
}

// read parses 2026-03- and 04 into the memo. It is false when they are no date.
func (m *dayMemo) read(date uint64, ending uint16) bool {
	digits := date ^ 0x2d30302d30303030 // "0000-00-", which leaves digits and nothing between
	odd := digits | (digits + 0x7f76767f76767676)
	tens, ones := byte(ending)-'0', byte(ending>>8)-'0'
	if odd&0x8080808080808080 != 0 || tens > 9 || ones > 9 {
		return false
	}
	digits = 10*digits + digits>>8
	year, month, day := int(digits&0xff)*100+int(digits>>16&0xff), int(digits>>40&0xff), int(10*tens+ones)
	if !isDay(year, month, day) {
		return false
	}
	m.date, m.ending, m.seconds = date, ending, int64(days(year, month, day))*86400
	return true
}
