package eval_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"trialist/scoring/account"
	"trialist/scoring/column"
	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/factstest"
	"trialist/scoring/value"
)

// benchColumns are columns like those of attributes, one for each kind.
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
			factstest.ReportRate(b, rows, "rows")
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
			factstest.ReportRate(b, rows, "rows")
		})
	}
}
