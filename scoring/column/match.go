package column

import (
	"math"
	"sync"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/value"
)

// Match has the rows that satisfy the predicate. Each distinct text is tested once,
// not once for each row that has it.
func (c *Column) Match(t *condition.Predicate, rows int) bitset.Bits {
	out := bitset.New(rows)
	switch {
	case t.MatchesAbsent(): // what an absent value satisfies, no other value does
		out.Fill(rows)
		if c != nil {
			out.DifferenceWith(c.Present())
		}
	case c == nil:
	case t.Op == condition.IsSet:
		return c.Present()
	case t.Op.ComparesNumber():
		c.matchNumbers(t, out)
	case t.Op.ComparesDate():
		c.matchDates(t, out)
	case t.Op == condition.IsNot:
		is := *t
		is.Op = condition.Is
		out = c.Present()
		out.DifferenceWith(c.Match(&is, rows))
	default:
		c.matchTexts(t, out)
		c.matchWrittenNumbers(t, out)
		c.matchWrittenDates(t, out)
	}
	return out
}

func (c *Column) matchNumbers(t *condition.Predicate, out bitset.Bits) {
	if c.numbers == nil {
		return
	}
	SetWhere(out, c.numbers, func(f float64) bool { return !math.IsNaN(f) && t.MatchesNumber(f) })
}

func (c *Column) matchDates(t *condition.Predicate, out bitset.Bits) {
	if c.Instants == nil {
		return
	}
	SetWhere(out, c.Instants, func(d value.Instant) bool { return d != value.Never && t.MatchesDate(d) })
}

// matchWrittenNumbers answers a rule about what was written for rows that read as
// numbers. Those with a text of their own were answered by their text already,
// which is right but for equality.
func (c *Column) matchWrittenNumbers(t *condition.Predicate, out bitset.Bits) {
	if c.Codes == nil || c.numbers == nil {
		c.matchNumbers(t, out)
		return
	}
	for row, f := range c.numbers {
		switch {
		case math.IsNaN(f):
		case c.Codes[row] == 0:
			if t.MatchesNumber(f) {
				out.Set(row)
			}
		case t.Op != condition.Is:
		case t.EqualsNumber(f, c.textAt(row)):
			out.Set(row)
		default:
			out.Clear(row)
		}
	}
}

// matchWrittenDates is matchWrittenNumbers for dates. The text may be equal where
// the day is not.
func (c *Column) matchWrittenDates(t *condition.Predicate, out bitset.Bits) {
	if c.Codes == nil && c.layouts == nil || c.Instants == nil {
		c.matchDates(t, out)
		return
	}
	for row, d := range c.Instants {
		switch {
		case d == value.Never:
		case c.Codes != nil && c.Codes[row] != 0:
			if t.Op == condition.Is && t.MatchesDate(d) {
				out.Set(row)
			}
		case t.Matches(c.Value(row)):
			out.Set(row)
		}
	}
}

func (c *Column) matchTexts(t *condition.Predicate, out bitset.Bits) {
	if c.Codes == nil {
		return
	}
	n := c.Texts.Len()
	answers := make([]bool, n+1)
	if half := n / 2; half > maxDistinct/2 {
		var other sync.WaitGroup
		other.Go(func() { c.Texts.matchPredicate(t, 0, half, answers[1:]) })
		c.Texts.matchPredicate(t, half, n, answers[1:])
		other.Wait()
	} else {
		c.Texts.matchPredicate(t, 0, n, answers[1:])
	}
	SetWhere(out, c.Codes, func(code uint32) bool { return answers[code] })
}
