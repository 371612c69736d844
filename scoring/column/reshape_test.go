package column

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"trialist/scoring/value"
)

// sameRows compares a column with what it should have.
func sameRows(t *testing.T, what string, c *Column, want []value.Value) {
	t.Helper()
	if c.Len() != len(want) {
		t.Fatalf("%s: %d rows, want %d", what, c.Len(), len(want))
	}
	for row, v := range want {
		if got := c.Value(row); got != v {
			t.Fatalf("%s: row %d is %v, want %v", what, row, got, v)
		}
	}
}

func TestConcatPatchAndTake(t *testing.T) {
	t.Parallel()
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 7))
		var parts []*Column
		var values []value.Value
		for range 1 + r.IntN(4) {
			part, of := randomColumn(r, 1+r.IntN(80))
			parts, values = append(parts, part), append(values, of...)
		}
		joined := Concat(parts...)
		sameRows(t, fmt.Sprint("joined, seed ", seed), joined, values)

		var rows []uint32
		patched := append([]value.Value{}, values...)
		for range r.IntN(20) {
			patched = append(patched, value.Value{})
		}
		for row := range patched {
			if r.IntN(3) == 0 {
				rows = append(rows, uint32(row))
			}
		}
		var with *Column
		if len(rows) > 0 {
			var of []value.Value
			with, of = randomColumn(r, len(rows))
			for i, row := range rows {
				patched[row] = of[i]
			}
		}
		after := joined.Patched(len(patched), rows, with)
		sameRows(t, fmt.Sprint("patched, seed ", seed), after, patched)
		sameRows(t, fmt.Sprint("before it was patched, seed ", seed), joined, values)

		var some []value.Value
		for _, row := range rows {
			some = append(some, patched[row])
		}
		sameRows(t, fmt.Sprint("picked, seed ", seed), after.Take(rows), some)
	}
}

func TestConcatOfManyTexts(t *testing.T) {
	t.Parallel()
	const rows = maxUniquenessSample + 100
	part := func(from int) *Column {
		c := New(rows)
		for row := range rows {
			c.SetText(row, fmt.Append(nil, "user", from+row))
		}
		return c
	}
	c := Concat(part(0), part(rows))
	for _, row := range []int{0, rows - 1, rows, 2*rows - 1} {
		if want := fmt.Sprint("user", row); c.Value(row).Text != want {
			t.Errorf("row %d is %q, want %q", row, c.Value(row).Text, want)
		}
	}
	with := New(1)
	with.SetText(0, []byte("user7"))
	if c = c.Patched(2*rows, []uint32{3}, with); c.Value(3).Text != "user7" || c.Fragmented() {
		t.Errorf("row 3 is %q, want user7", c.Value(3).Text)
	}
	for range rows + 10 {
		c = &Column{rows: c.rows, Codes: c.Codes, Texts: c.Texts, nearlyUnique: true}
		c.SetText(5, []byte("again"))
	}
	if !c.Fragmented() {
		t.Errorf("%d texts of %d rows are not too many", c.Texts.Len(), c.Len())
	}
}
