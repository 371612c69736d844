package scoring

import (
	"slices"
	"testing"
)

func TestDateColumn(t *testing.T) {
	t.Parallel()
	dates := []Instant{Never, 0, 3 * Day}
	packed, err := NewDateColumn(dates).AppendBinary(nil)
	if err != nil {
		t.Fatal(err)
	}
	var c Column
	if err := c.UnmarshalBinary(packed); err != nil || !slices.Equal(c.Dates(), dates) {
		t.Errorf("dates %v were packed as %v, %v", dates, c.Dates(), err)
	}
	if got := NewColumn(2).Dates(); !slices.Equal(got, []Instant{Never, Never}) {
		t.Errorf("a column without dates has %v", got)
	}
	none := []Instant{Never, Never}
	if packed, err = NewDateColumn(none).AppendBinary(nil); err != nil {
		t.Fatal(err)
	}
	if err := c.UnmarshalBinary(packed); err != nil || !slices.Equal(c.Dates(), none) {
		t.Errorf("no dates were packed as %v, %v", c.Dates(), err)
	}
}
