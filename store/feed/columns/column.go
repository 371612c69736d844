package columns

import (
	"fmt"
	"strings"

	"trialist/scoring/value"
	"trialist/store/feed/date"
	"trialist/store/feed/field"
	"trialist/store/feed/sample"
)

// Column is one column of a file, or one key of its objects, and what becomes
// of its values.
type Column struct {
	Header     string
	plain      string // the header as it is compared
	Field      string
	Attributes []string // the names its values are kept under; none for ids, event names and the like
	Text       bool     // values stay text
	mapped     bool     // the user said what it is
	UTC        bool     // its name says that its times are in UTC
	fallback   bool     // it is the start of the trial only as nothing better is there

	WholeFloats bool // of ids: all are whole numbers with a fraction of zeros, which is no part of them

	Stats  sample.Stats     // what its cells have in common
	Format date.Format      // of most of its dates; NoFormat when most values are none
	Order  date.Format      // DayMonthYear or MonthDayYear, of dates whose numbers could be in either order; NoFormat where it is not known
	Layout value.DateLayout // of the last of its dates
	Comma  bool             // its numbers have a decimal comma
	counts columnCounts
}

// IsDate reports whether the column's values must be dates.
func (c *Column) IsDate() bool {
	switch c.Field {
	case field.Time, field.TrialStart, field.TrialEnd, field.ConvertedAt, field.ChurnedAt:
		return true
	}
	return false
}

// Named is a value of the column under the name at a place among its attributes.
// The start of the trial is a fallback where the column is one of the last resort,
// and keeps no text of its own then.
func (c *Column) Named(place int, v value.Value) value.Value {
	if c.fallback && c.Field == field.TrialStart && place == 0 {
		v.Fallback, v.Text, v.Layout = true, "", 0
	}
	return v
}

// detail words how the values of a column are read.
func (c *Column) detail() string {
	var detail string
	switch {
	case c.Field == field.Ignored || c.Field != field.Time && len(c.Attributes) == 0:
		return ""
	case c.Format != date.NoFormat:
		detail = c.Format.String()
	case c.Text:
		detail = "text"
	default:
		if detail = c.Stats.Kind(); c.Comma && detail == value.Number.String() {
			detail += " with a decimal comma"
		}
	}
	if c.Field == field.Attribute && c.Attributes[0] != c.Header {
		detail = fmt.Sprintf("as %q, %s", c.Attributes[0], detail)
	}
	if len(c.Attributes) == 2 {
		detail += ", for want of a better column; also an attribute"
	}
	return strings.TrimSuffix(detail, ", ")
}
