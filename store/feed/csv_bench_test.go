package feed

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"testing"
	"time"

	"trialist/scoring/record"
)

// eventsCSV is n made-up events in time order, the shape of a product's export.
func eventsCSV(n int) []byte {
	random := rand.New(rand.NewPCG(1, 2))
	start := time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC)
	var b bytes.Buffer
	b.WriteString("account_id,event,timestamp\n")
	for i := range n {
		at := start.Add(time.Duration(i) * 30 * 24 * time.Hour / time.Duration(n))
		fmt.Fprintf(&b, "acc_%08x,event_%02d,%s\n", uint32(random.IntN(100_000)*0x9e3779b1), random.IntN(30), at.Format("2006-01-02T15:04:05Z"))
	}
	return b.Bytes()
}

// drain reads a file to its end and returns its rows by kind.
func drain(tb testing.TB, f *File) (customers, contacts, events, rejects int) {
	tb.Helper()
	var b record.Batch
	for {
		b.Reset()
		err := f.Next(&b)
		if errors.Is(err, io.EOF) {
			return customers, contacts, events, rejects
		}
		if err != nil {
			tb.Fatal(err)
		}
		customers, contacts = customers+len(b.Customers), contacts+len(b.Contacts)
		events, rejects = events+len(b.Events()), rejects+len(b.Rejects)
	}
}

// BenchmarkCSVEvents reads events, beside the standard library splitting the
// same text into strings and doing nothing with them.
func BenchmarkCSVEvents(b *testing.B) {
	const rows = 500_000
	text := eventsCSV(rows)
	b.Run("feed", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			f, err := Open("-", Options{Stdin: bytes.NewReader(text)})
			if err != nil {
				b.Fatal(err)
			}
			if _, _, events, _ := drain(b, f); events != rows {
				b.Fatalf("%d events", events)
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*rows), "ns/row")
	})
	b.Run("encoding", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			r := csv.NewReader(bytes.NewReader(text))
			r.ReuseRecord = true
			n := 0
			for {
				if _, err := r.Read(); errors.Is(err, io.EOF) {
					break
				} else if err != nil {
					b.Fatal(err)
				}
				n++
			}
			if n != rows+1 {
				b.Fatalf("%d records", n)
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*rows), "ns/row")
	})
}
