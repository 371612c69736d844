package ingest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"trialist/scoring/eventlog"
	"trialist/store/storetest"
)

// BenchmarkIDMap looks up ids in no order, as an import does.
func BenchmarkIDMap(b *testing.B) {
	const batch = 4096
	random := rand.New(rand.NewPCG(1, 2))
	keys := make([][]byte, 10*storetest.BenchAccounts())
	for i := range keys {
		keys[i] = fmt.Appendf(nil, "acc_%08x", uint32(i)*2654435761)
	}
	m := newIDMap(0)
	for _, key := range keys {
		m.getOrInsert(key)
	}
	asked, hashes := make([][]byte, batch), make([]uint64, lookUpRows)
	for i := range asked {
		asked[i] = keys[random.IntN(len(keys))]
	}
	for b.Loop() {
		for keys := range slices.Chunk(asked, lookUpRows) {
			for i, key := range keys {
				hashes[i] = m.hash(key)
			}
			m.touch(hashes)
			for i, key := range keys {
				if _, fresh := m.getOrInsertHashed(key, hashes[i]); fresh {
					b.Fatal("an id was lost")
				}
			}
		}
	}
	storetest.PerSecond(b, batch, "rows")
}

// BenchmarkPartitions sorts event rows by account, in memory and through a file.
func BenchmarkPartitions(b *testing.B) {
	f := storetest.NewBenchmarkData(storetest.BenchAccounts(), 20*storetest.BenchAccounts())
	for _, c := range []struct {
		name  string
		words int
	}{{"memory", 0}, {"file", len(f.Account) / 4}} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				s := newEventPartitions(b.TempDir(), c.words)
				for i, account := range f.Account {
					e := wideEvent{Entry: eventlog.Entry{Event: eventlog.EventID(f.Name[i]), At: f.At[i], Count: 1}}
					if err := s.add(account+1, e); err != nil {
						b.Fatal(err)
					}
				}
				r, err := s.newReader()
				if err != nil {
					b.Fatal(err)
				}
				rows := accountEvents{}
				for _, ok := r.next(); ok; _, ok = r.next() {
					rows.compact, rows.wide = rows.compact[:0], rows.wide[:0]
					if err := r.readAccount(&rows); err != nil {
						b.Fatal(err)
					}
				}
				s.close()
			}
			storetest.PerSecond(b, len(f.Account), "rows")
		})
	}
}
