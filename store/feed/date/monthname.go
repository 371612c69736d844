package date

import (
	"bytes"
	"strings"
	"time"

	"trialist/scoring/value"
	"trialist/store/feed/chars"
)

// monthNames are names and abbreviations of months in lower case, in several languages of
// Europe.
var monthNames = func() map[string]int {
	names := make(map[string]int)
	for i, list := range []string{
		"jan january januar jänner janv janvier ene enero gen gennaio januari",
		"feb february februar févr fév février fevrier febrero febbraio februari",
		"mar march märz mär mrz maerz mars marzo maart mrt",
		"apr april avr avril abr abril aprile",
		"may mai mayo mag maggio mei maj",
		"jun june juni juin junio giu giugno",
		"jul july juli juil juillet julio lug luglio",
		"aug august août aout ago agosto augustus augusti",
		"sep sept september septembre septiembre set settembre",
		"oct october okt oktober octobre octubre ott ottobre",
		"nov november novembre noviembre",
		"dec december dez dezember déc decembre décembre dic diciembre dicembre",
	} {
		for name := range strings.FieldsSeq(list) {
			names[name] = i + 1
		}
	}
	return names
}()

// weekdayNames are the days of the week as e-mail and logs write them.
const weekdayNames = "mon tue wed thu fri sat sun"

// dateWords has the starts of names of months and days, by wordStart. Some other words have
// the same value.
var dateWords = func() (words [1 << 15]bool) {
	for name := range monthNames {
		words[wordStart([]byte(name))] = true
	}
	for name := range strings.FieldsSeq(weekdayNames) {
		words[wordStart([]byte(name))] = true
	}
	return words
}()

// wordStart encodes the first three letters of a word, ignoring case. It is an index and not
// a key of a map, as it is needed for every cell that starts with a letter.
func wordStart(p []byte) int { return int(p[0]&31)<<10 | int(p[1]&31)<<5 | int(p[2]&31) }

// letters is the length, in bytes, of the word at the start of p.
func letters(p []byte) int {
	n := 0
	for n < len(p) && (p[n]|0x20-'a' < 26 || p[n] >= 0x80) {
		n++
	}
	return n
}

// takeMonth parses the name of a month at the start of p.
func takeMonth(p []byte) (month int, rest []byte, ok bool) {
	const longest = 12 // bytes
	n := letters(p)
	if n < 3 || n > longest || !dateWords[wordStart(p)] {
		return 0, p, false
	}
	month, ok = monthNames[string(bytes.ToLower(p[:n]))]
	return month, p[n:], ok
}

// takeWeekday skips the name of a day of the week and the separators after it.
func takeWeekday(p []byte) []byte {
	n := letters(p)
	if n < 3 || n > 3 && string(p[n-3:n]) != "day" || !strings.Contains(weekdayNames, string(bytes.ToLower(p[:3]))) {
		return p
	}
	return skipSeparators(p[n:])
}

// skipSeparators skips the separators between parts of a date.
func skipSeparators(p []byte) []byte { return bytes.TrimLeft(p, " ,.-/\u00a0") }

// parseMonthName parses a date whose month is a word, in any order of its parts:
// 15 Apr, 2021 00:03:00, March 3rd, 2026, 03-Nov-26, 2026 Nov 3, Mon, 02 Nov 2026
// 10:04:00 +0100, Mon Nov 2 10:04:05 2026.
func parseMonthName(p []byte, zone *time.Location) (value.Instant, bool) {
	p = takeWeekday(p)
	var day, month, year int
	var ok bool
	if len(p) > 0 && chars.IsDigit(p[0]) {
		digits := chars.CountDigits(p)
		first := 0
		if first, p, ok = leadingNumber(p, 1, 4); !ok {
			return 0, false
		}
		p = skipSeparators(skipOrdinal(p))
		if p = bytes.TrimPrefix(p, []byte("de ")); digits == 4 {
			year = first
		} else {
			day = first
		}
	}
	if month, p, ok = takeMonth(p); !ok {
		return 0, false
	}
	p = skipSeparators(p)
	if day == 0 {
		if day, p, ok = leadingNumber(p, 1, 2); !ok || len(p) > 0 && chars.IsDigit(p[0]) {
			return 0, false
		}
		p = skipOrdinal(p)
	}
	if year != 0 {
		clock, ok := parseTimeOfDay(p)
		return instant(year, month, day, clock, zone, ok)
	}
	return yearAndClock(day, month, bytes.TrimPrefix(skipSeparators(p), []byte("de ")), zone)
}

// yearAndClock parses the year and the time of day that end a date, in either order.
func yearAndClock(day, month int, p []byte, zone *time.Location) (value.Instant, bool) {
	digits := chars.CountDigits(p)
	if digits == 2 && len(p) > 2 && p[2] == ':' || digits == 1 { // as in Mon Nov 2 10:04:05 2026
		at := bytes.LastIndexByte(p, ' ')
		if at < 0 || len(p)-at != len(" 2026") {
			return 0, false
		}
		clock, read := parseTimeOfDay(append([]byte{' '}, p[:at]...))
		year, rest, ok := leadingNumber(p[at+1:], 4, 4)
		return instant(year, month, day, clock, zone, ok && read && len(rest) == 0 && !clock.dateOnly)
	}
	if digits != 2 && digits != 4 {
		return 0, false
	}
	year, p, _ := leadingNumber(p, digits, digits)
	if digits == 2 {
		year = century(year)
	}
	p = bytes.TrimPrefix(p, []byte(","))
	if rest, found := bytes.CutPrefix(p, []byte(" at ")); found {
		p = append([]byte{' '}, rest...)
	}
	if len(p) > 1 && p[0] == ':' && chars.IsDigit(p[1]) { // as web servers write it
		p = append([]byte{' '}, p[1:]...)
	}
	clock, ok := parseTimeOfDay(p)
	return instant(year, month, day, clock, zone, ok)
}

// skipOrdinal skips the suffix of an ordinal number, such as "rd".
func skipOrdinal(p []byte) []byte {
	if n := letters(p); n == 2 {
		switch string(bytes.ToLower(p[:2])) {
		case "st", "nd", "rd", "th":
			return p[2:]
		}
	}
	return p
}
