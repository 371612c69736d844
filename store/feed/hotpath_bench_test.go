package feed

import (
	"testing"
	"time"
)

// BenchmarkParseDates reads a date of each format.
func BenchmarkParseDates(b *testing.B) {
	for name, c := range map[string]struct {
		format dateFormat
		text   string
	}{
		"RFC 3339": {yearFirst, "2026-03-04T05:06:07Z"},
		"zone":     {yearFirst, "2026-03-04T05:06:07.123+02:00"},
		"day":      {yearFirst, "2026-03-04"},
		"slashes":  {monthFirst, "03/04/2026 05:06"},
		"unix":     {unixTime, "1767225600"},
	} {
		p := []byte(c.text)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, ok := c.format.parse(p, time.UTC); !ok {
					b.Fatal("not a time")
				}
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}
