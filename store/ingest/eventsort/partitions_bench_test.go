package eventsort

import (
	"testing"

	"trialist/scoring/eventlog"
	"trialist/store/storetest"
)

// BenchmarkPartitions sorts event rows by account, in memory and through a file.
func BenchmarkPartitions(b *testing.B) {
	f := storetest.NewBenchmarkData(storetest.BenchAccounts(), 20*storetest.BenchAccounts())
	for _, c := range []struct {
		name  string
		words int
	}{{"memory", 0}, {"file", len(f.Account) / 4}} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				s := NewPartitions(b.TempDir(), c.words)
				for i, account := range f.Account {
					e := Row{Entry: eventlog.Entry{Event: eventlog.EventID(f.Name[i]), At: f.At[i], Count: 1}}
					if err := s.Add(account+1, e); err != nil {
						b.Fatal(err)
					}
				}
				r, err := s.NewReader()
				if err != nil {
					b.Fatal(err)
				}
				rows := Rows{}
				for _, ok := r.Account(); ok; _, ok = r.Account() {
					rows.Compact, rows.Wide = rows.Compact[:0], rows.Wide[:0]
					if err := r.ReadAccount(&rows); err != nil {
						b.Fatal(err)
					}
				}
				s.Close()
			}
			storetest.PerSecond(b, len(f.Account), "rows")
		})
	}
}
