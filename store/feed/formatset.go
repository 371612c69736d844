package feed

import "time"

// formatSet is a set of date formats, one bit each.
type formatSet uint8

func (s formatSet) has(f dateFormat) bool { return s&(1<<f) != 0 }

// dateFormatsOf is the set of formats that read p as a date, and whether reading it
// day first and month first gives different days. The formats are those that
// an attribute can have: digits alone are a number.
func dateFormatsOf(p []byte) (set formatSet, differ bool) {
	if len(p) < len("1/1/2026") || len(p) > 48 || p[0]-'0' > 9 {
		return 0, false
	}
	var instants [dateFormats]int64
	for _, f := range []dateFormat{yearFirst, dayFirst, monthFirst} {
		if at, ok := f.parse(p, time.UTC); ok {
			set |= 1 << f
			instants[f] = int64(at)
		}
	}
	differ = set.has(dayFirst) && set.has(monthFirst) && instants[dayFirst] != instants[monthFirst]
	return set, differ
}

// timeFormatsOf is like readings where the column is known to hold times.
func timeFormatsOf(p []byte) (set formatSet, differ bool) {
	set, differ = dateFormatsOf(p)
	for _, f := range []dateFormat{unixTime, compactDay} {
		if _, ok := f.parse(p, time.UTC); ok {
			set |= 1 << f
		}
	}
	return set, differ
}
