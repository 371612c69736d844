package column

import (
	"slices"
	"testing"

	"trialist/scoring/value"
)

func TestDateColumn(t *testing.T) {
	t.Parallel()
	dates := []value.Instant{value.Never, 0, 3 * value.Day}
	packed, err := FromDates(dates).AppendBinary(nil)
	if err != nil {
		t.Fatal(err)
	}
	var c Column
	if err := c.UnmarshalBinary(packed); err != nil || !slices.Equal(c.Dates(), dates) {
		t.Errorf("dates %v were packed as %v, %v", dates, c.Dates(), err)
	}
	if got := New(2).Dates(); !slices.Equal(got, []value.Instant{value.Never, value.Never}) {
		t.Errorf("a column without dates has %v", got)
	}
	none := []value.Instant{value.Never, value.Never}
	if packed, err = FromDates(none).AppendBinary(nil); err != nil {
		t.Fatal(err)
	}
	if err := c.UnmarshalBinary(packed); err != nil || !slices.Equal(c.Dates(), none) {
		t.Errorf("no dates were packed as %v, %v", c.Dates(), err)
	}
}
