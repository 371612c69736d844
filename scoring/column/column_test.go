package column

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/value"
)

// columnNow is the as-of around which the dates of random columns lie.
const columnNow = value.Instant(1_770_000_000_000)

// randomInstant is about as-of, at midnight or at any millisecond.
func randomInstant(r *rand.Rand) value.Instant {
	at := columnNow - value.Instant(r.IntN(40)-4)*value.Day
	if r.IntN(4) == 0 {
		return at.Midnight()
	}
	return at - value.Instant(r.IntN(int(value.Day)))
}

// randomValue is of any kind.
func randomValue(r *rand.Rand) value.Value {
	switch r.IntN(6) {
	case 0:
		return value.NumberValue([]float64{-1, 0, 3.5, 12, 50, 1e300}[r.IntN(6)])
	case 1, 2:
		return value.DateValue(randomInstant(r))
	case 3:
		return oneOf(r, value.YesNoValue(true), value.YesNoValue(false), value.NumberValue(1.1).Written("1.10"), value.NumberValue(12).Written("$12"),
			value.NumberValue(1).Written("01"), value.NumberValue(7), value.NumberValue(1), value.NumberValue(0),
			value.DateValue(columnNow.Midnight()).Written("2.2.2026"), value.DateValue(columnNow.Midnight()).Written("2026-02-02 00:00:00"), value.NumberValue(1234).Written("1.234"))
	case 4:
		texts := []string{"US", "uk", "Canada", "yes", "no", "12", "3.5", "2026-01-20", "Straße", "İstanbul", "|"}
		return value.TextValue(texts[r.IntN(len(texts))])
	}
	return value.Value{}
}

func oneOf[T any](r *rand.Rand, choices ...T) T { return choices[r.IntN(len(choices))] }

// randomColumn is a column and what was put in it, some of it twice.
func randomColumn(r *rand.Rand, rows int) (*Column, []value.Value) {
	c, values := New(rows), make([]value.Value, rows)
	kind := r.IntN(8)
	for range 2 * rows {
		row := r.IntN(rows)
		v := randomValue(r)
		switch kind {
		case 0:
			v = value.NumberValue(float64(r.IntN(100_000) - 10))
		case 1:
			v = value.NumberValue(r.Float64())
		case 2:
			v = value.DateValue(randomInstant(r).Midnight())
		case 3:
			v = value.DateValue(randomInstant(r) / value.Second * value.Second)
		case 4:
			v = value.TextValue(fmt.Sprint("text", r.IntN(300)))
		case 5:
			v = value.YesNoValue(r.IntN(2) == 0)
		}
		if v.Kind == value.Text && r.IntN(2) == 0 {
			c.SetText(row, []byte(v.Text))
		} else {
			c.Set(row, v)
		}
		values[row] = v
	}
	return c, values
}

func TestColumnKeepsValues(t *testing.T) {
	t.Parallel()
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 7))
		c, values := randomColumn(r, 1+r.IntN(300))
		packed, err := c.AppendBinary([]byte("x"))
		if err != nil {
			t.Fatal(err)
		}
		var unpacked Column
		if err := unpacked.UnmarshalBinary(packed[1:]); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		for row, want := range values {
			if got := c.Value(row); got != want {
				t.Fatalf("seed %d: row %d is %v, want %v", seed, row, got, want)
			}
			if got := unpacked.Value(row); got != want {
				t.Fatalf("seed %d: row %d is %v after packing, want %v", seed, row, got, want)
			}
		}
		if unpacked.Len() != len(values) {
			t.Errorf("seed %d: %d rows after packing, want %d", seed, unpacked.Len(), len(values))
		}
		rule := condition.Rule{Subject: condition.AttributeSubject, Name: "x", Operator: []condition.Operator{condition.IsSet, condition.IsNotSet, condition.Is, condition.LessThan, condition.InPast, condition.IsNot, condition.IsYes, condition.IsNo, condition.Contains, condition.DoesNotContain}[r.IntN(10)]}
		rule.Number, rule.Texts = 50, oneOf(r, []string{"text7", "yes", "12"}, []string{"1.1"}, []string{"1.10"}, []string{"$12", "2026-02-02"}, []string{"2.2.2026", "1.234"}, []string{"2026-02-02 00:00:00"}, []string{"00:00"}, []string{"1"})
		test := condition.CompilePredicate(rule, condition.Moment{AsOf: columnNow})
		bits := unpacked.Match(&test, len(values))
		for row, v := range values {
			if bits.Has(row) != test.Matches(v) {
				t.Fatalf("seed %d: %v of %v is %t", seed, rule.Operator, v, bits.Has(row))
			}
		}
	}
}

func TestColumnExtremes(t *testing.T) {
	t.Parallel()
	for _, values := range [][]value.Value{
		{value.NumberValue(math.MaxFloat64), value.NumberValue(-1 << 60), value.NumberValue(math.Copysign(0, -1))},
		{value.NumberValue(1 << 53), value.NumberValue(-1 << 53), {}},
		{value.DateValue(math.MaxInt64), value.DateValue(value.Never + 1), {}},
		{value.DateValue(-1), value.DateValue(0), value.DateValue(1)},
		{value.TextValue("\x00"), value.TextValue("a b"), value.TextValue("A B")},
		{{}, {}, {}},
	} {
		c := New(len(values))
		for row, v := range values {
			c.Set(row, v)
		}
		packed, _ := c.AppendBinary(nil)
		var unpacked Column
		if err := unpacked.UnmarshalBinary(packed); err != nil {
			t.Fatalf("%v: %v", values, err)
		}
		for row, want := range values {
			if got := unpacked.Value(row); got != want {
				t.Errorf("row %d of %v is %v", row, values, got)
			}
		}
	}
	c := New(1)
	c.Set(0, value.NumberValue(math.NaN()))
	if got := c.Value(0); got.Kind != value.Absent {
		t.Errorf("what is not a number is %v, want absent", got)
	}
	if got := c.Value(1); got.Kind != value.Absent {
		t.Errorf("a row that is not there is %v, want absent", got)
	}
}

func TestColumnOfManyTexts(t *testing.T) {
	t.Parallel()
	const rows = maxDistinct + 10
	c := New(rows)
	for row := range rows {
		c.SetText(row, fmt.Append(nil, "user", row%(maxDistinct+5)))
	}
	for _, row := range []int{0, maxDistinct - 1, maxDistinct + 4, maxDistinct + 5, rows - 1} {
		if want := fmt.Sprint("user", row%(maxDistinct+5)); c.Value(row).Text != want {
			t.Errorf("row %d is %q, want %q", row, c.Value(row).Text, want)
		}
	}
	test := condition.CompilePredicate(condition.Rule{Operator: condition.Is, Texts: []string{"USER3", "user50000"}}, condition.Moment{})
	want := []int{3, 50_000, maxDistinct + 5 + 3}
	if got := slices.Collect(c.Match(&test, rows).All()); !slices.Equal(got, want) {
		t.Errorf("the rule holds in rows %v, want %v", got, want)
	}
}

func TestColumnIsPackedNarrowly(t *testing.T) {
	t.Parallel()
	c := New(1000)
	for row := range 1000 {
		c.Set(row, value.NumberValue(float64(1_000_000+row%200)))
	}
	if packed, _ := c.AppendBinary(nil); len(packed) > 1100 {
		t.Errorf("1000 numbers within 200 of one another take %d bytes, want one each", len(packed))
	}
}

func FuzzColumn(f *testing.F) {
	for seed := range uint64(10) {
		c, _ := randomColumn(rand.New(rand.NewPCG(seed, 7)), 20)
		packed, _ := c.AppendBinary(nil)
		f.Add(packed)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var c Column
		if err := c.UnmarshalBinary(b); err != nil {
			if !errors.Is(err, ErrDamaged) {
				t.Errorf("got %v, want ErrDamaged", err)
			}
			return
		}
		if c.Len() > 1<<16 {
			return // without values, as every value takes a byte
		}
		packed, _ := c.AppendBinary(nil)
		var again Column
		if err := again.UnmarshalBinary(packed); err != nil {
			t.Fatalf("what was read cannot be read again: %v", err)
		}
		for row := range c.Len() {
			if c.Value(row) != again.Value(row) {
				t.Fatalf("row %d is %v, then %v", row, c.Value(row), again.Value(row))
			}
		}
	})
}

func TestWithoutRows(t *testing.T) {
	t.Parallel()
	c, values := randomColumn(rand.New(rand.NewPCG(9, 7)), 100)
	drop := bitset.New(100)
	for row := range 50 {
		drop.Set(2 * row)
	}
	d := c.WithoutRows(drop)
	for row, v := range values {
		if c.Value(row) != v {
			t.Fatal("the column itself was changed")
		}
		if got := d.Value(row); (row%2 == 0 && got.Kind != value.Absent) || row%2 == 1 && got != v {
			t.Errorf("row %d is %v, was %v", row, got, v)
		}
	}
	if len(c.Texts.text) > 0 && &d.Texts.text[0] != &c.Texts.text[0] {
		t.Error("texts were copied for nothing")
	}
}
