package store

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"trialist/scoring/condition"
	"trialist/scoring/eventlog"
)

// perSecond reports how many of something a benchmark did in a second.
func perSecond(b *testing.B, each int, unit string) {
	b.Helper()
	b.ReportMetric(float64(b.N)*float64(each)/b.Elapsed().Seconds(), unit+"/s")
}

// BenchmarkIDMap looks up ids in no order, in batches as an import does.
func BenchmarkIDMap(b *testing.B) {
	const batch = 4096
	random := rand.New(rand.NewPCG(1, 2))
	keys := make([][]byte, 10*benchAccounts())
	for i := range keys {
		keys[i] = fmt.Appendf(nil, "acc_%08x", uint32(i)*2654435761)
	}
	m := newIDMap(0)
	for _, key := range keys {
		m.getOrInsert(key)
	}
	asked, hashes := make([][]byte, batch), make([]uint64, batch)
	for i := range asked {
		asked[i] = keys[random.IntN(len(keys))]
	}
	for b.Loop() {
		for i, key := range asked {
			hashes[i] = m.hash(key)
		}
		m.prefetch(hashes)
		for i, key := range asked {
			if _, fresh := m.getOrInsertHashed(key, hashes[i]); fresh {
				b.Fatal("an id was lost")
			}
		}
	}
	perSecond(b, batch, "rows")
}

// BenchmarkPartitions sorts event rows by account, in memory and through a file.
func BenchmarkPartitions(b *testing.B) {
	f := newBenchmarkData(benchAccounts(), 20*benchAccounts())
	for _, c := range []struct {
		name  string
		words int
	}{{"memory", 0}, {"file", len(f.account) / 4}} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				s := newEventPartitions(b.TempDir(), c.words)
				for i, account := range f.account {
					e := wideEvent{Entry: eventlog.Entry{Event: eventlog.EventID(f.name[i]), At: f.at[i], Count: 1}}
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
			perSecond(b, len(f.account), "rows")
		})
	}
}

// BenchmarkSearch looks for a text in the ids, names and domains of all accounts,
// which are in memory.
func BenchmarkSearch(b *testing.B) {
	f := newBenchmarkData(benchAccounts(), benchAccounts())
	s := importedStore(b, f)
	source := NewIndex(NewCache(s)).Source(condition.Moment{AsOf: day(40)})
	find := func(needle string) {
		if _, err := source.Text(b.Context(), needle); err != nil {
			b.Fatal(err)
		}
	}
	find("company") // which reads the names
	for i := 0; b.Loop(); i++ {
		find(fmt.Sprint("ny ", i)) // each another: answers are kept
	}
	perSecond(b, benchAccounts(), "names")
}

// BenchmarkFirstRows reads what the list shows first, anywhere in the file.
func BenchmarkFirstRows(b *testing.B) {
	f := newBenchmarkData(benchAccounts(), benchAccounts())
	s := importedStore(b, f)
	random := rand.New(rand.NewPCG(5, 5))
	slots := make([]uint32, 50)
	for b.Loop() {
		for i := range slots {
			slots[i] = random.Uint32N(uint32(benchAccounts()))
		}
		if rows, err := s.Rows(b.Context(), slots); err != nil || len(rows) == 0 {
			b.Fatal(rows, err)
		}
	}
	perSecond(b, len(slots), "rows")
}
