package exporting

import (
	"context"
	"errors"
	"io"
	"os"

	"trialist/cmd/trialist/session"
	"trialist/cmd/trialist/terminal"
	"trialist/scoring/record"
	"trialist/scoring/value"
	"trialist/store/feed"
	"trialist/store/feed/date"
	"trialist/store/feed/export"
	"trialist/store/feed/number"
)

// readingFlags are flags of import that say how a file is to be read.
type readingFlags struct {
	words   string
	dates   date.Order
	decimal number.DecimalMark
	zoned   bool // with the time zone of the workspace
}

// readings lists the flags to try, the fewest first.
func readings(zone *value.Zone) []readingFlags {
	var list []readingFlags
	for _, zoned := range []bool{false, true} {
		if zoned && zone == nil {
			continue
		}
		for _, dates := range []date.Order{date.UnknownOrder, date.DayFirst, date.MonthFirst} {
			for _, decimal := range []number.DecimalMark{number.UnknownDecimal, number.DecimalPoint, number.DecimalComma} {
				r := readingFlags{dates: dates, decimal: decimal, zoned: zoned}
				if zoned {
					r.words += " --tz " + zone.Name()
				}
				r.words += []string{"", " --dates dmy", " --dates mdy"}[dates] + []string{"", " --decimal point", " --decimal comma"}[decimal]
				list = append(list, r)
			}
		}
	}
	return list
}

// readingAdvice reads the export back and says with which flags that gives the values
// that were written; "" where it takes none.
func readingAdvice(ctx context.Context, s *session.Session, rows attributeRows, names []string, o export.Options) (string, error) {
	zone, _, err := s.TimeZone(ctx)
	if err != nil {
		return "", err
	}
	file, err := os.CreateTemp("", "trialist-*.csv")
	if err != nil {
		return "", err
	}
	defer os.Remove(file.Name()) //nolint:errcheck // a temporary file
	defer file.Close()           //nolint:errcheck // only what was written is read
	out, write := rows.writer(terminal.NewSafeWriter(file), names, o)
	if err := rows.each(ctx, write); err != nil {
		return "", err
	}
	if err := out.Flush(); err != nil {
		return "", err
	}
	for _, r := range readings(zone) {
		same, err := r.givesBack(ctx, file.Name(), rows, zone)
		switch {
		case err != nil:
			return "", err
		case same && r.words == "":
			return "", nil
		case same:
			return "to read these values as they were read, import the file with" + r.words + "; export --normalized needs no flags", nil
		}
	}
	return "some dates or numbers were written in ways that no flags of import tell apart; export --normalized writes all of them so that they are read as they were", nil
}

// errReadOtherwise is that a value is read otherwise than it was.
var errReadOtherwise = errors.New("read otherwise")

// givesBack reports whether reading the file with the flags gives the rows.
func (r readingFlags) givesBack(ctx context.Context, path string, rows attributeRows, zone *value.Zone) (bool, error) {
	o := feed.Options{Dates: r.dates, Decimal: r.decimal}
	if r.zoned {
		o.Zone = zone.Location()
	}
	file, err := feed.Open(path, o)
	if err != nil {
		return false, nil //nolint:nilerr // it asks for flags
	}
	defer file.Close() //nolint:errcheck // only read
	if file.Kind != rows.kind {
		return false, nil
	}
	var read readRows
	err = rows.each(ctx, func(row attributeRow) error {
		got, err := read.next(file)
		if err != nil {
			return err
		}
		if !sameReading(row.attributes, got) {
			return errReadOtherwise
		}
		return nil
	})
	if errors.Is(err, errReadOtherwise) || errors.Is(err, io.EOF) {
		return false, nil
	}
	return err == nil, err
}

// readRows takes the rows of a file one by one.
type readRows struct {
	batch record.Batch
	at    int
}

// next is the attributes of the next row. The error is errReadOtherwise for one that
// would be rejected.
func (r *readRows) next(file *feed.File) ([]value.Attribute, error) {
	if r.at == len(r.batch.Customers)+len(r.batch.Contacts) {
		r.batch.Reset()
		r.at = 0
		if err := file.Next(&r.batch); err != nil {
			return nil, err
		}
	}
	if len(r.batch.Rejects) > 0 || r.at == r.batch.Len() {
		return nil, errReadOtherwise
	}
	r.at++
	if len(r.batch.Customers) > 0 {
		return r.batch.Customers[r.at-1].Attributes, nil
	}
	return r.batch.Contacts[r.at-1].Attributes, nil
}

// sameReading reports whether the attributes that a row had are read as they were.
func sameReading(had, read []value.Attribute) bool {
	values := make(map[string]value.Value, len(read))
	for _, a := range read {
		values[a.Name] = a.Value
	}
	for _, a := range had {
		got := values[a.Name]
		if got.Kind != a.Value.Kind || got.Number != a.Value.Number || got.Date != a.Value.Date || got.String() != a.Value.String() {
			return false
		}
	}
	return true
}
