package scoring

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// columnNow is the as-of around which the dates of random columns lie.
const columnNow = Instant(1_770_000_000_000)

// randomInstant is about as-of, at midnight or at any millisecond.
func randomInstant(r *rand.Rand) Instant {
	at := columnNow - Instant(r.IntN(40)-4)*Day
	if r.IntN(4) == 0 {
		return at.Midnight()
	}
	return at - Instant(r.IntN(int(Day)))
}

// randomValue is of any kind.
func randomValue(r *rand.Rand) Value {
	switch r.IntN(6) {
	case 0:
		return NumberValue([]float64{-1, 0, 3.5, 12, 50, 1e300}[r.IntN(6)])
	case 1, 2:
		return DateValue(randomInstant(r))
	case 3:
		return FlagValue(r.IntN(2) == 0)
	case 4:
		texts := []string{"US", "uk", "Canada", "yes", "no", "12", "3.5", "2026-01-20", "Straße", "İstanbul", "|"}
		return TextValue(texts[r.IntN(len(texts))])
	}
	return Value{}
}

// randomColumn is a column and what was put in it, some of it twice.
func randomColumn(r *rand.Rand, rows int) (*Column, []Value) {
	c, values := NewColumn(rows), make([]Value, rows)
	kind := r.IntN(8)
	for range 2 * rows {
		row := r.IntN(rows)
		v := randomValue(r)
		switch kind {
		case 0:
			v = NumberValue(float64(r.IntN(100_000) - 10))
		case 1:
			v = NumberValue(r.Float64())
		case 2:
			v = DateValue(randomInstant(r).Midnight())
		case 3:
			v = DateValue(randomInstant(r) / Second * Second)
		case 4:
			v = TextValue(fmt.Sprint("text", r.IntN(300)))
		case 5:
			v = FlagValue(r.IntN(2) == 0)
		}
		if v.Kind == Text && r.IntN(2) == 0 {
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
		rule := Rule{Subject: AttributeSubject, Name: "x", Operator: []Operator{IsSet, IsNotSet, Is, LessThan, InPast}[r.IntN(5)]}
		rule.Number, rule.Texts = 50, []string{"text7", "yes", "12"}
		test := newValueTest(rule, Moment{AsOf: columnNow})
		bits := unpacked.test(&test, len(values))
		for row, v := range values {
			if bits.Has(row) != test.holds(v) {
				t.Fatalf("seed %d: %v of %v is %t", seed, rule.Operator, v, bits.Has(row))
			}
		}
	}
}

func TestColumnExtremes(t *testing.T) {
	t.Parallel()
	for _, values := range [][]Value{
		{NumberValue(math.MaxFloat64), NumberValue(-1 << 60), NumberValue(math.Copysign(0, -1))},
		{NumberValue(1 << 53), NumberValue(-1 << 53), {}},
		{DateValue(math.MaxInt64), DateValue(Never + 1), {}},
		{DateValue(-1), DateValue(0), DateValue(1)},
		{TextValue("\x00"), TextValue("a b"), TextValue("A B")},
		{{}, {}, {}},
	} {
		c := NewColumn(len(values))
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
	c := NewColumn(1)
	c.Set(0, NumberValue(math.NaN()))
	if got := c.Value(0); got.Kind != Absent {
		t.Errorf("what is not a number is %v, want absent", got)
	}
	if got := c.Value(1); got.Kind != Absent {
		t.Errorf("a row that is not there is %v, want absent", got)
	}
}

func TestColumnOfManyTexts(t *testing.T) {
	t.Parallel()
	const rows = maxIndex + 10
	c := NewColumn(rows)
	for row := range rows {
		c.SetText(row, fmt.Append(nil, "user", row%(maxIndex+5)))
	}
	for _, row := range []int{0, maxIndex - 1, maxIndex + 4, maxIndex + 5, rows - 1} {
		if want := fmt.Sprint("user", row%(maxIndex+5)); c.Value(row).Text != want {
			t.Errorf("row %d is %q, want %q", row, c.Value(row).Text, want)
		}
	}
	test := newValueTest(Rule{Operator: Is, Texts: []string{"USER3", "user50000"}}, Moment{})
	want := []int{3, 50_000, maxIndex + 5 + 3}
	if got := slices.Collect(c.test(&test, rows).All()); !slices.Equal(got, want) {
		t.Errorf("the rule holds in rows %v, want %v", got, want)
	}
}

func TestColumnIsNarrow(t *testing.T) {
	t.Parallel()
	c := NewColumn(1000)
	for row := range 1000 {
		c.Set(row, NumberValue(float64(1_000_000+row%200)))
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
			if !errors.Is(err, ErrColumn) {
				t.Errorf("got %v, want ErrColumn", err)
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

func TestColumnWithout(t *testing.T) {
	t.Parallel()
	c, values := randomColumn(rand.New(rand.NewPCG(9, 7)), 100)
	drop := NewBits(100)
	for row := range 50 {
		drop.Set(2 * row)
	}
	d := c.without(drop)
	for row, v := range values {
		if c.Value(row) != v {
			t.Fatal("the column itself was changed")
		}
		if got := d.Value(row); (row%2 == 0 && got.Kind != Absent) || row%2 == 1 && got != v {
			t.Errorf("row %d is %v, was %v", row, got, v)
		}
	}
	if len(c.words.text) > 0 && &d.words.text[0] != &c.words.text[0] {
		t.Error("texts were copied for nothing")
	}
}
