package scoring

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
)

// perSecond reports how many of something a benchmark did in a second.
func perSecond(b *testing.B, each int, unit string) {
	b.Helper()
	b.ReportMetric(float64(b.N)*float64(each)/b.Elapsed().Seconds(), unit+"/s")
}

// benchLogs are the logs of so many accounts with 50 events each.
func benchLogs(accounts int) []Log {
	r := rand.New(rand.NewPCG(1, 1))
	logs := make([]Log, accounts)
	for i := range logs {
		logs[i] = PackLog(workEntries(r, 50))
	}
	return logs
}

func BenchmarkPackLog(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	files := make([][]Entry, 64)
	for i := range files {
		files[i] = workEntries(r, 50)
	}
	var m Merger
	var log Log
	for b.Loop() {
		for _, entries := range files {
			log, _, _, _ = m.Merge(log[:0], nil, entries)
		}
	}
	perSecond(b, 50*len(files), "rows")
}

// BenchmarkScanLog walks over the groups of logs, and over every event in them.
func BenchmarkScanLog(b *testing.B) {
	logs := benchLogs(2000)
	b.Run("groups", func(b *testing.B) {
		count := 0
		for b.Loop() {
			for _, log := range logs {
				for g := range log.Groups() {
					count += g.Count
				}
			}
		}
		perSecond(b, 50*len(logs), "rows")
	})
	b.Run("entries", func(b *testing.B) {
		count := 0
		for b.Loop() {
			for _, log := range logs {
				for e := range log.Entries() {
					count += int(e.Count)
				}
			}
		}
		perSecond(b, 50*len(logs), "rows")
	})
}

// benchColumns are columns of each type, as attributes come.
func benchColumns(rows int) map[string]*Column {
	r := rand.New(rand.NewPCG(3, 3))
	columns := map[string]*Column{
		"number": NewColumn(rows), "date": NewColumn(rows), "few texts": NewColumn(rows), "many texts": NewColumn(rows), "flag": NewColumn(rows),
	}
	for row := range rows {
		columns["number"].Set(row, NumberValue(float64(r.IntN(5000))))
		columns["date"].Set(row, DateValue(1_760_000_000_000+Instant(r.IntN(90*86400))*Second))
		columns["few texts"].Set(row, TextValue(fmt.Sprint("country ", r.IntN(40))))
		columns["many texts"].Set(row, TextValue(fmt.Sprintf("someone%d@company-%d.test", r.IntN(9), row)))
		columns["flag"].Set(row, FlagValue(r.IntN(2) == 0))
	}
	return columns
}

func BenchmarkColumn(b *testing.B) {
	const rows = 50_000
	for name, column := range benchColumns(rows) {
		packed, err := column.AppendBinary(nil)
		if err != nil {
			b.Fatal(err)
		}
		b.Run("decode="+name, func(b *testing.B) {
			for b.Loop() {
				var c Column
				if err := c.UnmarshalBinary(packed); err != nil {
					b.Fatal(err)
				}
			}
			perSecond(b, rows, "rows")
		})
	}
}

// oneColumn is facts where every attribute is the same column.
type oneColumn struct {
	*MemoryFacts
	column *Column
}

func (f *oneColumn) Column(context.Context, Scope, string) (*Column, error) { return f.column, nil }

// BenchmarkTestColumn answers one rule about an attribute of each type.
func BenchmarkTestColumn(b *testing.B) {
	const rows = 50_000
	columns := benchColumns(rows)
	for name, rule := range map[string]string{
		"number":     `attribute a is more than 2500`,
		"date":       `attribute a is after 2025-11-01`,
		"few texts":  `attribute a is "country 3"|"country 5"`,
		"many texts": `attribute a does not contain company-7|company-8`,
		"flag":       `attribute a is yes`,
	} {
		c, err := ParseCondition(rule)
		if err != nil {
			b.Fatal(err)
		}
		facts := &oneColumn{NewMemoryFacts(make([]Account, rows)), columns[name]}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := Match(b.Context(), facts, Moment{AsOf: 1_770_000_000_000}, []Condition{c}); err != nil {
					b.Fatal(err)
				}
			}
			perSecond(b, rows, "rows")
		})
	}
}

func BenchmarkSummary1M(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	card := randomCard(rng, cardShape{10, 10})
	p := randomPopulation(rng, card, 1_000_000, 24*14)
	for b.Loop() {
		Summarize(p, card)
	}
	perSecond(b, 1_000_000, "rows")
}
