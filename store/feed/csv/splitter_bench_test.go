package csv

import (
	"bytes"
	"testing"
)

// BenchmarkSplitCSV splits lines into fields, without and with quotes.
func BenchmarkSplitCSV(b *testing.B) {
	const rows = 50_000
	text := bytes.Repeat([]byte("acc_9e3779b1,Viewed dashboard,2026-11-01T10:00:00Z,user@example.com\n"), rows)
	for name, quotes := range map[string]bool{"plain": false, "with quotes": true} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				s := splitter{delimiter: ',', eol: '\n'}
				for rest := text; len(rest) > 0; {
					n, err := s.record(rest, quotes, true)
					if err != nil || n == 0 {
						b.Fatal(n, err)
					}
					rest = rest[n:]
				}
			}
			b.ReportMetric(float64(b.N)*rows/b.Elapsed().Seconds(), "rows/s")
		})
	}
}
