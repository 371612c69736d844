package store

import (
	"fmt"
	"testing"

	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

// eventsEach is how many events an account has on average.
const eventsEach = 50

func BenchmarkImport(b *testing.B) {
	f := newBenchmarkData(benchAccounts(), eventsEach*benchAccounts())
	rows := f.customers()
	b.Run("customers", func(b *testing.B) {
		for b.Loop() {
			s := open(b, newPath(b), Options{})
			importRows(b, s, rows)
		}
		b.ReportMetric(float64(b.N*len(rows.customers))/b.Elapsed().Seconds(), "rows/s")
	})
	b.Run("events", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			s := open(b, newPath(b), Options{})
			importRows(b, s, rows)
			b.StartTimer()
			if _, err := s.Import(b.Context(), &trafficReader{benchmarkData: f}, ImportOptions{}); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(b.N*len(f.account))/b.Elapsed().Seconds(), "rows/s")
	})
	b.Run("events again", func(b *testing.B) {
		s := importedStore(b, f)
		for b.Loop() {
			audit, err := s.Import(b.Context(), &trafficReader{benchmarkData: f}, ImportOptions{})
			if err != nil || audit.New > 0 {
				b.Fatal(audit, err)
			}
		}
		b.ReportMetric(float64(b.N*len(f.account))/b.Elapsed().Seconds(), "rows/s")
	})
}

// twentySignals are five of each sort.
func twentySignals(b *testing.B) rulebook.Rulebook {
	book := rulebook.DefaultRulebook()
	add := func(side rulebook.Side, words string) {
		card, err := book.Card.Add(rulebook.Signal{Name: fmt.Sprint("signal ", len(book.Card.Adoption), len(book.Card.Fit)), Side: side, Weight: 5, Enabled: true, When: sentence(b, words)})
		if err != nil {
			b.Fatal(err)
		}
		book.Card = card
	}
	for i := range 5 {
		add(rulebook.Adoption, fmt.Sprintf(`event "Event number %d" happened more than %d times ever`, 3*i, i))
		add(rulebook.Adoption, fmt.Sprintf(`event "Event number %d" happened more than 0 times in the first %d days of the trial`, 3*i+1, i+2))
		add(rulebook.Adoption, fmt.Sprintf(`event "Event number %d" happened more than 1 times in the last %d days`, 3*i+2, i+4))
	}
	for _, words := range []string{
		`attribute employees is more than 50`, `attribute country is US|UK`, `attribute email does not contain gmail|hotmail`,
		`attribute industry is "industry 3"|"industry 4"`, `attribute employees is less than 400 and attribute country is not FR`,
	} {
		add(rulebook.Fit, words)
	}
	return book
}

func BenchmarkEvaluateFromDisk(b *testing.B) {
	f := newBenchmarkData(benchAccounts(), eventsEach*benchAccounts())
	s := importedStore(b, f)
	book := twentySignals(b)
	path := s.Path()
	b.Run("nothing cached", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			if err := NewCache(s).Clear(b.Context()); err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
			population(b, path, book, day(28))
		}
	})
	b.Run("columns cached", func(b *testing.B) {
		at := day(40)
		for b.Loop() {
			at++ // which the matches of sliding windows are not good for
			population(b, path, book, at)
		}
	})
	b.Run("after an import of a hundredth of the accounts", func(b *testing.B) {
		population(b, path, book, day(40))
		for at := day(29); b.Loop(); at += value.Second {
			b.StopTimer()
			var rows sourceRows
			for i := 0; i < len(f.accounts); i += 100 {
				rows.events = append(rows.events, event{account: string(f.accounts[i]), name: "Event number 3", at: at})
			}
			importRows(b, s, rows)
			b.StartTimer()
			population(b, path, book, day(40))
		}
	})
	b.Run("all cached", func(b *testing.B) {
		population(b, path, book, day(40))
		for b.Loop() {
			population(b, path, book, day(40))
		}
	})
}

// population opens the workspace as a new process does, and reads it.
func population(b *testing.B, path string, book rulebook.Rulebook, asOf value.Instant) {
	b.Helper()
	s, err := Open(b.Context(), path, Options{})
	if err != nil {
		b.Fatal(err)
	}
	if _, err := NewCache(s).Population(b.Context(), book, asOf); err != nil {
		b.Fatal(err)
	}
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkImportOneEvent imports one event, as a listener does, into a workspace
// of TRIALIST_BENCH_ACCOUNTS accounts.
func BenchmarkImportOneEvent(b *testing.B) {
	f := newBenchmarkData(benchAccounts(), benchAccounts())
	s := importedStore(b, f)
	at := day(40)
	for i := 0; b.Loop(); i++ {
		account := f.accounts[i*7919%len(f.accounts)]
		audit := importRows(b, s, sourceRows{events: []event{{account: string(account), name: "Event number 3", at: at + value.Instant(i)}}})
		if audit.New != 1 {
			b.Fatal(audit)
		}
	}
}
