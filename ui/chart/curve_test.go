package chart_test

import (
	"strings"
	"testing"

	"trialist/ui/chart"
	"trialist/ui/clean"
	"trialist/ui/theme"
)

func TestInterval(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		low, value, high, mark, width int
		want                          clean.Text
	}{
		{200, 500, 800, -1, 11, "  ───●───  "},
		{200, 500, 800, 300, 11, "  ─│─●───  "},
		{200, 500, 800, 900, 11, "  ───●───│ "},
		{200, 500, 800, 500, 11, "  ───●───  "}, // the value is above the mark
		{500, 500, 500, -1, 11, "     ●     "},
		{-300, 0, 2000, -1, 5, "●────"}, // cut at the ends of the scale
		{200, 500, 800, -1, 1, "●"},
		{200, 500, 800, -1, 0, ""},
	} {
		if got := chart.Interval(styles, styles.Bar, test.low, test.value, test.high, test.mark, test.width).Text(); got != test.want {
			t.Errorf("%+v: %q", test, got)
		}
	}
}

func TestCurve(t *testing.T) {
	t.Parallel()
	points := []chart.Point{{0, 0, 0}, {800, 300, 600}, {1000, 1000, 1000}}
	for _, test := range []struct {
		ascii bool
		want  []string
	}{
		{false, []string{"   ●●", "  ●░ ", " ●░  ", " ░░  ", "●    "}},
		{true, []string{"   oo", "  o: ", " o:  ", " ::  ", "o    "}},
	} {
		var got []string
		for _, line := range chart.Curve(theme.New(theme.Options{ASCII: test.ascii}), points, 2, 5) {
			got = append(got, string(line.Text()))
		}
		if strings.Join(got, "\n") != strings.Join(test.want, "\n") {
			t.Errorf("ASCII %v:\n%s", test.ascii, strings.Join(got, "\n"))
		}
	}
	for _, size := range [][2]int{{0, 5}, {2, 0}} {
		if got := chart.Curve(styles, points, size[0], size[1]); got != nil {
			t.Errorf("%v: %v", size, got)
		}
	}
	if got := chart.Curve(styles, nil, 2, 5); got != nil {
		t.Errorf("no point: %v", got)
	}
}
