package rank_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"trialist/scoring/account"
	"trialist/scoring/column"
	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/eventlog"
	"trialist/scoring/factstest"
	"trialist/scoring/rank"
	"trialist/scoring/ranktest"
	"trialist/scoring/rulebooktest"
	"trialist/scoring/value"
)

// perSecond reports how many of something a benchmark did in a second.
func perSecond(b *testing.B, each int, unit string) {
	b.Helper()
	b.ReportMetric(float64(b.N)*float64(each)/b.Elapsed().Seconds(), unit+"/s")
}

// benchLogs are the logs of so many accounts with 50 events each.
func benchLogs(accounts int) []eventlog.Log {
	r := rand.New(rand.NewPCG(1, 1))
	logs := make([]eventlog.Log, accounts)
	for i := range logs {
		logs[i] = eventlog.Encode(factstest.WorkloadEntries(r, 50))
	}
	return logs
}

func BenchmarkMergeIntoEmptyLog(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	files := make([][]eventlog.Entry, 64)
	for i := range files {
		files[i] = factstest.WorkloadEntries(r, 50)
	}
	var m eventlog.Merger
	var log eventlog.Log
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
func benchColumns(rows int) map[string]*column.Column {
	r := rand.New(rand.NewPCG(3, 3))
	columns := map[string]*column.Column{
		"number": column.New(rows), "date": column.New(rows), "few texts": column.New(rows), "many texts": column.New(rows), "flag": column.New(rows),
	}
	for row := range rows {
		columns["number"].Set(row, value.NumberValue(float64(r.IntN(5000))))
		columns["date"].Set(row, value.DateValue(1_760_000_000_000+value.Instant(r.IntN(90*86400))*value.Second))
		columns["few texts"].Set(row, value.TextValue(fmt.Sprint("country ", r.IntN(40))))
		columns["many texts"].Set(row, value.TextValue(fmt.Sprintf("someone%d@company-%d.test", r.IntN(9), row)))
		columns["flag"].Set(row, value.YesNoValue(r.IntN(2) == 0))
	}
	return columns
}

func BenchmarkDecodeColumn(b *testing.B) {
	const rows = 50_000
	for name, col := range benchColumns(rows) {
		packed, err := col.AppendBinary(nil)
		if err != nil {
			b.Fatal(err)
		}
		b.Run("decode="+name, func(b *testing.B) {
			for b.Loop() {
				var c column.Column
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
	*factstest.Facts
	column *column.Column
}

func (f *oneColumn) Column(context.Context, eval.Scope, string) (*column.Column, error) {
	return f.column, nil
}

// BenchmarkMatchColumn answers one rule about an attribute of each type.
func BenchmarkMatchColumn(b *testing.B) {
	const rows = 50_000
	columns := benchColumns(rows)
	for name, rule := range map[string]string{
		"number":     `attribute a is more than 2500`,
		"date":       `attribute a is after 2025-11-01`,
		"few texts":  `attribute a is "country 3"|"country 5"`,
		"many texts": `attribute a does not contain company-7|company-8`,
		"flag":       `attribute a is yes`,
	} {
		c, err := condition.Parse(rule)
		if err != nil {
			b.Fatal(err)
		}
		facts := &oneColumn{factstest.NewFacts(make([]account.Account, rows)), columns[name]}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := eval.Match(b.Context(), facts, condition.Moment{AsOf: 1_770_000_000_000}, []condition.Condition{c}); err != nil {
					b.Fatal(err)
				}
			}
			perSecond(b, rows, "rows")
		})
	}
}

func BenchmarkSummary1M(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	card := rulebooktest.RandomCard(rng, rulebooktest.CardShape{Adoption: 10, Fit: 10})
	p := ranktest.RandomPopulation(rng, card, 1_000_000, 24*14)
	for b.Loop() {
		rank.Summarize(p, card)
	}
	perSecond(b, 1_000_000, "rows")
}
