package columns

import (
	"time"

	"trialist/store/feed/date"
	"trialist/store/feed/field"
	"trialist/store/feed/number"
)

// Options is what the user says about the columns of a file. The zero value
// leaves everything to detection.
type Options struct {
	As          field.Kind         // what the rows are; zero to find out
	Map         map[string]string  // column header to field, over the names that are recognised
	Zone        *time.Location     // of times that carry none; nil is UTC
	Dates       date.Order         // of columns that read both ways
	Decimal     number.DecimalMark // of columns that read both ways
	Missing     []string           // words for nothing, instead of the usual ones; nil for those
	EraseBlanks bool               // blank cells take values away; otherwise they say nothing
}

// Location is the zone of times that carry none.
func (o Options) Location() *time.Location {
	if o.Zone == nil {
		return time.UTC
	}
	return o.Zone
}
