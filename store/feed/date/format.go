package date

import (
	"math"
	"time"

	"trialist/scoring/value"
	"trialist/store/feed/chars"
	"trialist/store/feed/number"
)

// Format is a way of writing dates. A column has the format that reads all dates of its
// sample.
type Format uint8

// The formats, in the order in which they are preferred.
const (
	NoFormat     Format = iota
	YearMonthDay        // 2026-03-04, 2026/3/4, each with a time or without
	DayMonthYear        // 4/3/2026, 4.3.2026, 4-3-2026
	MonthDayYear        // 3/4/2026
	UnixTime            // seconds, or milliseconds or microseconds by the number of digits
	CompactDay          // 20260304
	MonthName           // 4 Mar 2026, March 4, 2026, Wed, 04 Mar 2026 10:00:00 +0100
	ExcelSerial         // days since 1899-12-30
	Formats
)

// String is the format as the list of columns shows it.
func (f Format) String() string {
	switch f {
	case YearMonthDay:
		return "year-month-day"
	case DayMonthYear:
		return "day/month/year"
	case MonthDayYear:
		return "month/day/year"
	case UnixTime:
		return "unix time"
	case CompactDay:
		return "YYYYMMDD"
	case MonthName:
		return "month by name"
	case ExcelSerial:
		return "days as spreadsheets count them"
	case NoFormat, Formats:
	}
	return "not a date"
}

// The years of valid dates. Others are typing errors or placeholders such as 0001-01-01.
const (
	minYear = 1900
	maxYear = 2200
)

// Parse parses p as a date of the format. A time without an offset is in zone. A date
// without a time of day is a calendar day, independent of the zone, and becomes its midnight
// in UTC. It is false when p is not a date of the format.
func (f Format) Parse(p []byte, zone *time.Location) (value.Instant, bool) {
	switch f {
	case YearMonthDay:
		if at, ok := parsePlain(p, zone); ok {
			return at, true
		}
		return parseYearFirst(p, zone)
	case DayMonthYear:
		d, ok := ParseYearLast(p)
		return d.Instant(DayMonthYear, zone, ok)
	case MonthDayYear:
		d, ok := ParseYearLast(p)
		return d.Instant(MonthDayYear, zone, ok)
	case MonthName:
		return parseMonthName(p, zone)
	case ExcelSerial:
		return parseExcelSerial(p, zone)
	case UnixTime:
		return parseUnix(p)
	case CompactDay:
		return parseCompact(p)
	case NoFormat, Formats:
	}
	return value.Never, false
}

// parsePlain parses exactly the two forms of nearly all event files, in UTC: 2026-03-04
// 05:06:07 and 2026-03-04T05:06:07Z.
func parsePlain(p []byte, zone *time.Location) (value.Instant, bool) {
	var m dayMemo
	return m.parsePlain(p, zone)
}

// parseYearFirst parses a year, a month and a day with one separator, then an optional time
// of day.
func parseYearFirst(p []byte, zone *time.Location) (value.Instant, bool) {
	year, p, ok := leadingNumber(p, 4, 4)
	if !ok || len(p) < 4 || p[0] != '-' && p[0] != '/' && p[0] != '.' {
		return 0, false
	}
	separator := p[0]
	month, p, ok := leadingNumber(p[1:], 1, 2)
	if !ok || len(p) < 2 || p[0] != separator {
		return 0, false
	}
	day, p, ok := leadingNumber(p[1:], 1, 2)
	if !ok {
		return 0, false
	}
	clock, ok := parseTimeOfDay(p)
	return instant(year, month, day, clock, zone, ok)
}

// YearLast is a date of two numbers and a year, whose order of day and month is open.
type YearLast struct {
	Separator           byte
	first, second, year int
	clock               timeOfDay
}

// Instant is the date with its numbers in an order. After dots the day always comes first. It
// is false unless ok is set and there is such a day.
func (d YearLast) Instant(order Format, zone *time.Location, ok bool) (value.Instant, bool) {
	if order == MonthDayYear && d.Separator != '.' {
		return instant(d.year, d.first, d.second, d.clock, zone, ok)
	}
	return instant(d.year, d.second, d.first, d.clock, zone, ok)
}

// ParseYearLast parses two numbers and a year with one separator, then an optional time of
// day. The year may have two digits, except after hyphens, as codes look like that.
func ParseYearLast(p []byte) (d YearLast, ok bool) {
	d.first, p, ok = leadingNumber(p, 1, 2)
	if !ok || len(p) < 5 || p[0] != '/' && p[0] != '.' && p[0] != '-' {
		return d, false
	}
	d.Separator = p[0]
	d.second, p, ok = leadingNumber(p[1:], 1, 2)
	if !ok || len(p) < 3 || p[0] != d.Separator {
		return d, false
	}
	digits := chars.CountDigits(p[1:min(len(p), 6)])
	if digits != 4 && (digits != 2 || d.Separator == '-') {
		return d, false
	}
	d.year, p, _ = leadingNumber(p[1:], digits, digits)
	if digits == 2 {
		d.year = century(d.year)
	}
	d.clock, ok = parseTimeOfDay(p)
	return d, ok
}

// century is the full year of two digits: 69 is 1969, 68 is 2068.
func century(year int) int {
	if year < 69 {
		return 2000 + year
	}
	return 1900 + year
}

// parseExcelSerial parses days since 1899-12-30, with the time of day as a fraction. Only
// days from 1954 to 2119 are accepted.
func parseExcelSerial(p []byte, zone *time.Location) (value.Instant, bool) {
	const days, epoch = 5, -25569
	whole := chars.CountDigits(p)
	if whole != days || p[0] < '2' || p[0] > '7' {
		return 0, false
	}
	midnight := value.Instant(number.Integer(p[:whole])+epoch) * value.Day
	if whole == len(p) {
		return midnight, true
	}
	n, ok := number.Parse(p, false)
	if !ok || p[whole] != '.' {
		return 0, false
	}
	day := midnight.Time()
	second := math.Round((n.Value - math.Trunc(n.Value)) * float64(value.Day/value.Second)) // the precision of spreadsheets
	clock := timeOfDay{sinceMidnight: value.Instant(second) * value.Second}
	return instant(day.Year(), int(day.Month()), day.Day(), clock, zone, true)
}

// parseUnix parses seconds since 1970, with an optional fraction, or milliseconds,
// microseconds or nanoseconds. The number of digits tells which: 9 or 10, 12 or 13, 15 or
// 16, 18 or 19.
func parseUnix(p []byte) (value.Instant, bool) {
	whole := 0
	var n int64
	for whole < len(p) && whole < 20 && p[whole]-'0' <= 9 {
		n = n*10 + int64(p[whole]-'0')
		whole++
	}
	fraction := p[whole:]
	if len(fraction) > 0 {
		if whole > 10 || len(fraction) < 2 || fraction[0] != '.' {
			return 0, false
		}
	}
	switch whole {
	case 9, 10:
		ms, ok := parseFraction(fraction)
		return value.Instant(n*1000 + ms), ok && n <= maxUnix
	case 12, 13:
		return value.Instant(n), n/1000 <= maxUnix
	case 15, 16:
		return value.Instant(n / 1000), n/1000_000 <= maxUnix
	case 18, 19:
		return value.Instant(n / 1000_000), n >= 0 && n/1000_000_000 <= maxUnix
	}
	return 0, false
}

// maxUnix is the last second of maxYear.
var maxUnix = time.Date(maxYear+1, time.January, 1, 0, 0, 0, 0, time.UTC).Unix() - 1

// parseFraction parses ".123" as milliseconds; an empty text is 0.
func parseFraction(p []byte) (int64, bool) {
	if len(p) == 0 {
		return 0, true
	}
	var ms, unit int64 = 0, 100
	for _, c := range p[1:] {
		if c-'0' > 9 {
			return 0, false
		}
		ms += int64(c-'0') * unit
		unit /= 10
	}
	return ms, true
}

// parseCompact reads YYYYMMDD.
func parseCompact(p []byte) (value.Instant, bool) {
	if len(p) != 8 {
		return 0, false
	}
	n, _, ok := leadingNumber(p, 8, 8)
	return instant(n/10000, n/100%100, n%100, timeOfDay{dateOnly: true}, time.UTC, ok)
}

// leadingNumber parses between least and most digits at the start of p, and returns the rest.
func leadingNumber(p []byte, least, most int) (n int, rest []byte, ok bool) {
	i := 0
	for i < len(p) && i < most && p[i]-'0' <= 9 {
		n = n*10 + int(p[i]-'0')
		i++
	}
	return n, p[i:], i >= least
}

// instant combines a date and a time of day. It is false unless ok is set and there is such a
// day.
func instant(year, month, day int, c timeOfDay, zone *time.Location, ok bool) (value.Instant, bool) {
	if !ok || !isDay(year, month, day) {
		return 0, false
	}
	if c.location != nil {
		zone = c.location
	}
	midnight := value.Instant(days(year, month, day)) * value.Day
	if c.zone != "" {
		local := midnight + c.sinceMidnight
		ahead, known := OffsetNamed(zone, c.zone, local)
		return local - ahead, known
	}
	if c.usual != "" && zone != time.UTC {
		if ahead, known := OffsetNamed(zone, c.usual, midnight+c.sinceMidnight); known {
			c.offset = ahead
		}
	}
	if c.dateOnly || c.zoned || zone == time.UTC {
		return midnight + c.sinceMidnight - c.offset, true
	}
	return localInstant(midnight+c.sinceMidnight, zone), true
}

// isDay reports whether there is such a day within the valid years.
func isDay(year, month, day int) bool {
	if year < minYear || year > maxYear || month < 1 || month > 12 || day < 1 {
		return false
	}
	if day <= 28 {
		return true
	}
	switch month {
	case 2:
		return day == 29 && year%4 == 0 && (year%100 != 0 || year%400 == 0)
	case 4, 6, 9, 11:
		return day <= 30
	}
	return day <= 31
}

// days is the number of days from 1970-01-01 to a day of the Gregorian calendar. It counts
// years from March, so that the leap day is the last of its year and the days before a month
// are a linear function.
func days(year, month, day int) int {
	if month < 3 {
		year--
		month += 12
	}
	return 365*year + year/4 - year/100 + year/400 + (153*(month-3)+2)/5 + day - 719469
}

// IsPlain reports whether p is written as the instant would be printed.
func IsPlain(p []byte, at value.Instant) bool {
	switch len(p) {
	case len("2006-01-02"):
		return p[4] == '-' && p[7] == '-' && at == at.Midnight()
	case len("2006-01-02T15:04:05Z"):
		return p[4] == '-' && p[10] == 'T' && p[19] == 'Z' && at != at.Midnight()
	}
	return false
}
