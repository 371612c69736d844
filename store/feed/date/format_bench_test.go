package date

import (
	"testing"
	"time"
)

// BenchmarkParseDates reads a date of each format.
func BenchmarkParseDates(b *testing.B) {
	for name, c := range map[string]struct {
		format Format
		text   string
	}{
		"RFC 3339": {YearMonthDay, "2026-03-04T05:06:07Z"},
		"zone":     {YearMonthDay, "2026-03-04T05:06:07.123+02:00"},
		"day":      {YearMonthDay, "2026-03-04"},
		"slashes":  {MonthDayYear, "03/04/2026 05:06"},
		"unix":     {UnixTime, "1767225600"},
	} {
		p := []byte(c.text)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, ok := c.format.Parse(p, time.UTC); !ok {
					b.Fatal("not a time")
				}
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}
