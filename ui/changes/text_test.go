package changes

import (
	"slices"
	"testing"

	"trialist/ui/theme"
)

// Signals that did a change are broken between them, and what is beyond the last line stays
// on it to be cut.
func TestSignalsArePacked(t *testing.T) {
	t.Parallel()
	var styles theme.Theme
	parts := []theme.Line{styles.Text.Line("+one"), styles.Text.Line("+two"), styles.Text.Line("+three"), styles.Text.Line("+four")}
	for _, test := range []struct {
		width, most int
		want        []string
	}{
		{40, 2, []string{"+one, +two, +three, +four"}},
		{18, 2, []string{"+one, +two, +three", "+four"}},
		{17, 2, []string{"+one, +two", "+three, +four"}},
		{6, 2, []string{"+one", "+two, +three, +four"}},
		{6, 1, []string{"+one, +two, +three, +four"}},
		{1, 9, []string{"+one", "+two", "+three", "+four"}},
	} {
		var got []string
		for _, line := range packParts(styles, parts, test.width, test.most) {
			got = append(got, string(line.Text()))
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%d cells, %d lines: %q, want %q", test.width, test.most, got, test.want)
		}
	}
	if got := packParts(styles, nil, 10, 2); len(got) != 0 {
		t.Errorf("nothing takes %d lines", len(got))
	}
}
