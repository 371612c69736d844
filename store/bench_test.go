package store_test

import (
	"fmt"
	"testing"

	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/facts"
	"trialist/store/ingest"
	"trialist/store/ingest/ingesttest"
	"trialist/store/storetest"
)

// eventsEach is how many events an account has on average.
const eventsEach = 50

func BenchmarkImport(b *testing.B) {
	f := storetest.NewBenchmarkData(storetest.BenchAccounts(), eventsEach*storetest.BenchAccounts())
	rows := f.Customers()
	b.Run("customers", func(b *testing.B) {
		for b.Loop() {
			s := storetest.Open(b, storetest.NewPath(b), store.Options{})
			ingesttest.ImportRows(b, s, rows)
		}
		b.ReportMetric(float64(b.N*len(rows.Customers))/b.Elapsed().Seconds(), "rows/s")
	})
	b.Run("events", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			s := storetest.Open(b, storetest.NewPath(b), store.Options{})
			ingesttest.ImportRows(b, s, rows)
			b.StartTimer()
			if _, err := ingest.Run(b.Context(), s, &storetest.TrafficReader{BenchmarkData: f}, ingest.Options{}); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(b.N*len(f.Account))/b.Elapsed().Seconds(), "rows/s")
	})
	b.Run("events again", func(b *testing.B) {
		s := ingesttest.ImportedStore(b, f)
		for b.Loop() {
			audit, err := ingest.Run(b.Context(), s, &storetest.TrafficReader{BenchmarkData: f}, ingest.Options{})
			if err != nil || audit.New > 0 {
				b.Fatal(audit, err)
			}
		}
		b.ReportMetric(float64(b.N*len(f.Account))/b.Elapsed().Seconds(), "rows/s")
	})
}

// twentySignals are five of each sort.
func twentySignals(b *testing.B) rulebook.Rulebook {
	book := rulebook.Default()
	add := func(side rulebook.Side, words string) {
		card, err := book.Card.Add(rulebook.Signal{Name: fmt.Sprint("signal ", len(book.Card.Adoption), len(book.Card.Fit)), Side: side, Weight: 5, Enabled: true, When: storetest.Sentence(b, words)})
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
	f := storetest.NewBenchmarkData(storetest.BenchAccounts(), eventsEach*storetest.BenchAccounts())
	s := ingesttest.ImportedStore(b, f)
	book := twentySignals(b)
	path := s.Path()
	b.Run("nothing cached", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			if err := facts.New(s).Clear(b.Context()); err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
			population(b, path, book, storetest.Day(28))
		}
	})
	b.Run("columns cached", func(b *testing.B) {
		at := storetest.Day(40)
		for b.Loop() {
			at++ // which the matches of sliding windows are not good for
			population(b, path, book, at)
		}
	})
	b.Run("after an import of a hundredth of the accounts", func(b *testing.B) {
		population(b, path, book, storetest.Day(40))
		for at := storetest.Day(29); b.Loop(); at += value.Second {
			b.StopTimer()
			var rows storetest.SourceRows
			for i := 0; i < len(f.Accounts); i += 100 {
				rows.Events = append(rows.Events, storetest.Event{Account: string(f.Accounts[i]), Name: "Event number 3", At: at})
			}
			ingesttest.ImportRows(b, s, rows)
			b.StartTimer()
			population(b, path, book, storetest.Day(40))
		}
	})
	b.Run("all cached", func(b *testing.B) {
		population(b, path, book, storetest.Day(40))
		for b.Loop() {
			population(b, path, book, storetest.Day(40))
		}
	})
}

// population opens the workspace as a new process does, and reads it.
func population(b *testing.B, path string, book rulebook.Rulebook, asOf value.Instant) {
	b.Helper()
	s, err := store.Open(b.Context(), path, store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	if _, err := facts.New(s).Population(b.Context(), book, asOf); err != nil {
		b.Fatal(err)
	}
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkImportOneEvent imports one event, as a listener does, into a workspace
// of TRIALIST_BENCH_ACCOUNTS accounts.
func BenchmarkImportOneEvent(b *testing.B) {
	f := storetest.NewBenchmarkData(storetest.BenchAccounts(), storetest.BenchAccounts())
	s := ingesttest.ImportedStore(b, f)
	at := storetest.Day(40)
	for i := 0; b.Loop(); i++ {
		account := f.Accounts[i*7919%len(f.Accounts)]
		audit := ingesttest.ImportRows(b, s, storetest.SourceRows{Events: []storetest.Event{{Account: string(account), Name: "Event number 3", At: at + value.Instant(i)}}})
		if audit.New != 1 {
			b.Fatal(audit)
		}
	}
}
