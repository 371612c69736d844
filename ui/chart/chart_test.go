package chart_test

import (
	"slices"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"trialist/ui/chart"
	"trialist/ui/clean"
	"trialist/ui/theme"
)

var styles = theme.New(theme.Options{})

func TestBar(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		value, width int
		want         clean.Text
	}{
		{0, 4, "    "},
		{1, 4, "▏   "},
		{250, 4, "█   "},
		{500, 4, "██  "},
		{750, 10, "███████▌  "},
		{999, 4, "███▉"},
		{1000, 4, "████"},
		{2000, 4, "████"},
		{-5, 4, "    "},
		{500, 0, ""},
		{500, -3, ""},
	} {
		if got := chart.Bar(styles, styles.Bar, test.value, test.width).Text(); got != test.want {
			t.Errorf("%d in %d cells: %q, want %q", test.value, test.width, got, test.want)
		}
	}
}

func TestThinBar(t *testing.T) {
	t.Parallel()
	for value, want := range map[int]clean.Text{-1: "    ", 0: "    ", 1: "╸   ", 500: "━━  ", 600: "━━╸ ", 999: "━━━╸", 1000: "━━━━"} {
		if got := chart.ThinBar(styles, styles.Bar, value, 4).Text(); got != want {
			t.Errorf("%d: %q, want %q", value, got, want)
		}
	}
	if got := chart.ThinBar(styles, styles.Bar, 500, 0); got != nil {
		t.Errorf("no room: %q", got.Text())
	}
}

func TestGauge(t *testing.T) {
	t.Parallel()
	for value, want := range map[int]clean.Text{0: "    ", 500: "██░░", 1000: "████"} {
		got := chart.Gauge(styles, styles.Bar, value, 4).Text()
		if value == 0 {
			want = "░░░░"
		}
		if got != want {
			t.Errorf("%d: %q, want %q", value, got, want)
		}
	}
}

func TestDots(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		quarters []int
		width    int
		want     clean.Text
	}{
		{[]int{4, 4, 0, 4, 0}, 9, "● ● ○ ● ○"},
		{[]int{4, 4, 0, 4, 0}, 8, "●●○●○"},
		{[]int{4, 4, 0, 1, 0}, 4, "3/5"},
		{[]int{0, 1, 2, 3, 4}, 9, "○ ◔ ◑ ◕ ●"},
		{make([]int, 64), 10, "0/64"},
		{nil, 10, ""},
		{[]int{4}, 1, "●"},
		{[]int{4}, 0, ""},
	} {
		if got := chart.Dots(styles, styles.Bar, test.quarters, test.width).Text(); got != test.want {
			t.Errorf("%v in %d cells: %q, want %q", test.quarters, test.width, got, test.want)
		}
	}
}

func TestQuarters(t *testing.T) {
	t.Parallel()
	for levels, want := range map[int][]int{1: {0, 4}, 2: {0, 2, 4}, 3: {0, 1, 3, 4}, 4: {0, 1, 2, 3, 4}} {
		for level, quarters := range want {
			if got := chart.Quarters(level, levels); got != quarters {
				t.Errorf("level %d of %d fills %d quarters, want %d", level, levels, got, quarters)
			}
		}
	}
}

func TestSparkline(t *testing.T) {
	t.Parallel()
	if got := chart.Sparkline(styles, styles.Bar, []int{0, 250, 500, 750, 1000}, 5).Text(); got != "▁▂▃▄▆" {
		t.Errorf("got %q", got)
	}
	if got := chart.Sparkline(styles, styles.Bar, []int{0, 0, 1000}, 2).Text(); got != "▁▆" {
		t.Errorf("the newest must stay: %q", got)
	}
	if got := chart.Sparkline(styles, styles.Bar, []int{5}, -1).Text(); got != "" {
		t.Errorf("got %q", got)
	}
}

func TestHistogram(t *testing.T) {
	t.Parallel()
	if got := chart.Histogram(styles, styles.Bar, []int{0, 1, 50, 100}).Text(); got != " ▂▄▆" {
		t.Errorf("got %q", got)
	}
	if got := chart.Histogram(styles, styles.Bar, nil).Text(); got != "" {
		t.Errorf("got %q", got)
	}
}

func TestStepBar(t *testing.T) {
	t.Parallel()
	for done, want := range map[int]clean.Text{0: "□□□□", 3: "■■■□", 9: "■■■■", -1: "□□□□"} {
		if got := chart.StepBar(styles, styles.Bar, done, 4).Text(); got != want {
			t.Errorf("%d: %q, want %q", done, got, want)
		}
	}
}

func TestHeatCell(t *testing.T) {
	t.Parallel()
	for count, want := range map[int]clean.Text{0: "·", 1: "░", 25: "░", 26: "▒", 60: "▓", 100: "█", 500: "█"} {
		if got := chart.HeatCell(styles, styles.Bar, count, 100).Text(); got != want {
			t.Errorf("%d: %q, want %q", count, got, want)
		}
	}
}

func TestAsciiStaysAscii(t *testing.T) {
	t.Parallel()
	styles := theme.New(theme.Options{ASCII: true})
	line := chart.Bar(styles, styles.Bar, 700, 8).Join(chart.Dots(styles, styles.Bar, []int{0, 1, 2, 3, 4}, 9)).Join(chart.Sparkline(styles, styles.Bar, []int{1, 900}, 4)).
		Join(chart.StepBar(styles, styles.Bar, 2, 5)).Join(chart.Gauge(styles, styles.Bar, 300, 6)).Join(chart.HeatCell(styles, styles.Bar, 3, 4)).
		Join(chart.ThinBar(styles, styles.Bar, 700, 5))
	for _, r := range ansi.Strip(line.Render(60)) {
		if r > 0x7e {
			t.Errorf("%q is not ASCII", r)
		}
	}
}

func TestColumns(t *testing.T) {
	t.Parallel()
	counts := []int{0, 1, 50, 100}
	for _, test := range []struct {
		most, wide, height int
		want               []clean.Text
	}{
		{100, 1, 1, []clean.Text{" ▁▃▆"}},
		{200, 1, 1, []clean.Text{" ▁▂▃"}},
		{100, 2, 2, []clean.Text{"      ██", "  ▁▁████"}},
		{0, 1, 1, []clean.Text{"    "}},
		{100, 1, 0, nil},
	} {
		lines := chart.Columns(styles, styles.Bar, styles.Glyphs.Eighths[8], counts, test.most, test.wide, test.height)
		if len(lines) != len(test.want) {
			t.Fatalf("%+v: %d lines", test, len(lines))
		}
		for i, line := range lines {
			if got := line.Text(); got != test.want[i] {
				t.Errorf("%+v: line %d is %q", test, i, got)
			}
		}
	}
}

func TestStepBarChange(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		was, done int
		want      []clean.Text // runs of one style
	}{
		{2, 2, []clean.Text{"■■", "□□"}},
		{1, 3, []clean.Text{"■", "■■", "□"}},
		{3, 1, []clean.Text{"■", "□□", "□"}},
		{9, 4, []clean.Text{"■■■■"}},
	} {
		line := chart.StepBarChange(styles, styles.Bar, styles.Accent, test.was, test.done, 4)
		var got []clean.Text
		for _, span := range line {
			if span.Text != "" {
				got = append(got, span.Text)
			}
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%d to %d: %q, want %q", test.was, test.done, got, test.want)
		}
	}
}

func TestBarsThatCouldReachFurther(t *testing.T) {
	t.Parallel()
	ascii := theme.New(theme.Options{ASCII: true})
	for _, test := range []struct {
		value, reach, width int
		thin, asciiThin     clean.Text
		gauge               clean.Text
	}{
		{400, 800, 10, "━━━━────  ", "====....  ", "████▒▒▒▒░░"},
		{450, 800, 10, "━━━━╸───  ", "====-...  ", "████▌▒▒▒░░"},
		{0, 1000, 4, "────", "....", "▒▒▒▒"},
		{400, 400, 10, "━━━━      ", "====      ", "████░░░░░░"},
		{400, 300, 10, "━━━━      ", "====      ", "████░░░░░░"},
		{1000, 1000, 4, "━━━━", "====", "████"},
	} {
		if got := chart.ThinBarTo(styles, styles.Bar, test.value, test.reach, test.width).Text(); got != test.thin {
			t.Errorf("%d to %d: %q, want %q", test.value, test.reach, got, test.thin)
		}
		if got := chart.ThinBarTo(ascii, ascii.Bar, test.value, test.reach, test.width).Text(); got != test.asciiThin {
			t.Errorf("%d to %d in ASCII: %q, want %q", test.value, test.reach, got, test.asciiThin)
		}
		if got := chart.GaugeTo(styles, styles.Bar, test.value, test.reach, test.width).Text(); got != test.gauge {
			t.Errorf("%d to %d as a gauge: %q, want %q", test.value, test.reach, got, test.gauge)
		}
	}
}
