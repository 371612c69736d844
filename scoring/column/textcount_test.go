package column

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"trialist/scoring/value"
)

func TestCountTexts(t *testing.T) {
	t.Parallel()
	c := New(8)
	for row, text := range []string{"FR", "DE", "FR", "", "US", "FR", "DE", "US"} {
		if text != "" {
			c.Set(row, value.TextValue(text))
		}
	}
	got := c.CountTexts(func(row int) bool { return row != 7 }, 2)
	if want := []TextCount{{"FR", 3}, {"DE", 2}}; !cmp.Equal(got, want) {
		t.Error(cmp.Diff(want, got))
	}
	if got := (*Column)(nil).CountTexts(func(int) bool { return true }, 5); got != nil {
		t.Errorf("no column has %v", got)
	}
}
