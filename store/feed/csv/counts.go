package csv

import (
	"fmt"

	"trialist/store/feed/chars"
	"trialist/store/feed/columns"
	"trialist/store/feed/number"
	"trialist/store/feed/rows"
)

// countForms is how the counts of events of a file are written. A count is a whole number,
// so 1.200 has thousands, and tells that 3.000 beside it has them too.
type countForms struct {
	onlyPoint int    // counts that are whole numbers only if the decimal mark is a point
	onlyComma int    // those for which it has to be a comma
	differ    int    // counts that are one number with a point and another with a comma
	example   string // the first of those
}

// observe takes a count into account.
func (f *countForms) observe(p []byte) {
	point, byPoint := rows.ParseCount(p, number.DecimalPoint)
	comma, byComma := rows.ParseCount(p, number.DecimalComma)
	switch {
	case byPoint && !byComma:
		f.onlyPoint++
	case byComma && !byPoint:
		f.onlyComma++
	case byPoint && point != comma:
		if f.differ++; f.differ == 1 {
			f.example = string(p)
		}
	}
}

// decimalMark is the decimal mark of the counts in a column; unknown where they show none.
// The error asks for it.
func (f *countForms) decimalMark(l *columns.Layout, c *columns.Column, o columns.Options, delimiter byte) (number.DecimalMark, error) {
	switch {
	case o.Decimal != number.UnknownDecimal:
		return o.Decimal, nil
	case f.onlyPoint > 0 && f.onlyComma > 0:
		return number.UnknownDecimal, nil // rows that read both ways are rejected
	case f.onlyPoint > 0:
		return number.DecimalPoint, nil
	case f.onlyComma > 0:
		return number.DecimalComma, nil
	case f.differ == 0:
		return number.UnknownDecimal, nil
	case delimiter != ';':
		return number.DecimalPoint, nil
	}
	if commas, points := l.DecimalsElsewhere(); commas {
		return number.DecimalComma, nil
	} else if points {
		return number.DecimalPoint, nil
	}
	return number.UnknownDecimal, fmt.Errorf("the counts of column %q could be thousands or have a fraction of zeros: %q; say --decimal comma or --decimal point",
		c.Header, chars.Excerpt(f.example, 40))
}
