package grid_test

import (
	"slices"
	"strconv"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"trialist/ui/clean"
	"trialist/ui/grid"
	"trialist/ui/theme"
)

var people = grid.Table{Gap: 2, Sorted: 1, Columns: []grid.Column{
	{Title: "Name", MinWidth: 4, Width: 10, MaxWidth: 20},
	{Title: "Score", MinWidth: 3, Width: 7, MaxWidth: 9, AlignRight: true},
	{Title: "Town", Width: 8, HideOrder: 1},
	{Title: "Note", Width: 6, HideOrder: 2},
}}

func TestWidths(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		width int
		want  []int
	}{
		{60, []int{20, 9, 8, 6}},
		{45, []int{14, 9, 8, 6}},
		{39, []int{10, 7, 8, 6}},
		{38, []int{15, 9, 8, 0}},
		{31, []int{10, 7, 8, 0}},
		{30, []int{17, 9, 0, 0}},
		{21, []int{10, 7, 0, 0}},
		{15, []int{5, 6, 0, 0}},
		{11, []int{4, 3, 0, 0}},
		{0, []int{4, 3, 0, 0}},
	} {
		if got := people.Widths(test.width); !slices.Equal(got, test.want) {
			t.Errorf("width %d: %v, want %v", test.width, got, test.want)
		}
	}
}

func TestHiddenColumns(t *testing.T) {
	t.Parallel()
	table := grid.Table{Gap: 1, Columns: []grid.Column{{Width: 3}, {Width: 5, Hidden: true}, {Width: 2}}}
	if got := table.Widths(40); !slices.Equal(got, []int{3, 0, 2}) {
		t.Errorf("got %v", got)
	}
}

func TestHeaderAndRowLineUp(t *testing.T) {
	t.Parallel()
	styles := theme.New(theme.Options{})
	widths := people.Widths(39)
	if got, want := people.Header(styles, widths).Text(), clean.Text("  Name        Score ▼  Town      Note  "); got != want {
		t.Errorf("header\n%q, want\n%q", got, want)
	}
	cells := []clean.Text{"Northwind Analytics", "7", "Lyon", "x"}
	row := people.Row(styles, widths, 39, grid.State{Selected: true}, func(column, _ int) theme.Line {
		return styles.Text.Line(cells[column])
	})
	if got, want := row.Text(), clean.Text("▌ Northwind…        7  Lyon      x     "); got != want {
		t.Errorf("row\n%q, want\n%q", got, want)
	}
}

func TestColumnAt(t *testing.T) {
	t.Parallel()
	widths := people.Widths(39)
	for x, want := range map[int]int{0: -1, 2: 0, 11: 0, 12: -1, 14: 1, 20: 1, 23: 2, 38: 3, 39: -1} {
		if got := people.ColumnAt(widths, x); got != want {
			t.Errorf("cell %d is in column %d, want %d", x, got, want)
		}
	}
}

func TestRowsFitAnyWidth(t *testing.T) {
	t.Parallel()
	styles := theme.New(theme.Options{})
	for width := range 80 {
		row := people.Row(styles, people.Widths(width), width, grid.State{Selected: width%2 == 0, Marked: width%3 == 0}, func(int, int) theme.Line {
			return styles.Accent.Line("東京都 and a long name")
		})
		if got := ansi.StringWidth(row.Render(width)); got != width {
			t.Errorf("width %d: drew %d", width, got)
		}
	}
}

// fill gives a list names as rows.
func fill(list *grid.List[string], names ...string) {
	list.SetRows(len(names), func(i int) string { return names[i] }, func(k string) int { return slices.Index(names, k) })
}

func numbered(n int) []string {
	names := make([]string, n)
	for i := range names {
		names[i] = strconv.Itoa(i)
	}
	return names
}

func TestListKeepsTheRowNotTheIndex(t *testing.T) {
	t.Parallel()
	var list grid.List[string]
	list.Resize(3)
	fill(&list, "a", "b", "c", "d", "e")
	list.Select(3)
	if from, to := list.VisibleRange(); from != 1 || to != 4 {
		t.Fatalf("window %d to %d", from, to)
	}
	fill(&list, "x", "y", "d", "a", "b", "c", "e")
	if key, _ := list.Key(); key != "d" {
		t.Errorf("selected %q after the rows moved", key)
	}
	if from, _ := list.VisibleRange(); from != 0 {
		t.Errorf("the row left its line: the window starts at %d", from)
	}
	fill(&list, "x", "y", "z")
	if at, _ := list.Cursor(); at != 2 {
		t.Errorf("row gone: cursor at %d, want to stay at 2", at)
	}
}

func TestListKeepsItsKeyWhileEmpty(t *testing.T) {
	t.Parallel()
	var list grid.List[string]
	list.Resize(2)
	fill(&list, "a", "b", "c")
	list.Select(2)
	fill(&list)
	if _, ok := list.Key(); ok {
		t.Error("an empty list has a selected row")
	}
	fill(&list, "a", "b", "c")
	if key, ok := list.Key(); !ok || key != "c" {
		t.Errorf("selected %q", key)
	}
}

func TestListMoves(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name        string
		move        func(*grid.List[string])
		cursor, top int
	}{
		{"down", func(l *grid.List[string]) { l.Move(1) }, 21, 18},
		{"up past the start", func(l *grid.List[string]) { l.Move(-50) }, 0, 0},
		{"down past the end", func(l *grid.List[string]) { l.Move(500) }, 99, 90},
		{"page down", func(l *grid.List[string]) { l.Page(1) }, 29, 27},
		{"page up", func(l *grid.List[string]) { l.Page(-1) }, 11, 9},
		{"wheel down keeps the cursor", func(l *grid.List[string]) { l.Scroll(2) }, 20, 20},
		{"wheel down pushes the cursor", func(l *grid.List[string]) { l.Scroll(5) }, 23, 23},
		{"wheel up", func(l *grid.List[string]) { l.Scroll(-10) }, 17, 8},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var list grid.List[string]
			list.Resize(10)
			fill(&list, numbered(100)...)
			list.Select(27)
			list.Select(20)
			if from, _ := list.VisibleRange(); from != 18 {
				t.Fatalf("starts at %d", from)
			}
			test.move(&list)
			cursor, _ := list.Cursor()
			if from, _ := list.VisibleRange(); cursor != test.cursor || from != test.top {
				t.Errorf("cursor %d, top %d; want %d, %d", cursor, from, test.cursor, test.top)
			}
		})
	}
}

func TestIndexAt(t *testing.T) {
	t.Parallel()
	var list grid.List[string]
	list.Resize(5)
	fill(&list, numbered(3)...)
	if i, ok := list.IndexAt(2); !ok || i != 2 {
		t.Errorf("line 2 is row %d, %v", i, ok)
	}
	for _, line := range []int{-1, 3, 7} {
		if _, ok := list.IndexAt(line); ok {
			t.Errorf("line %d has a row", line)
		}
	}
}

func FuzzListStaysInRange(f *testing.F) {
	f.Add([]byte{1, 2, 3, 250, 9})
	f.Fuzz(func(t *testing.T, moves []byte) {
		var list grid.List[string]
		for _, m := range moves {
			n := int(m >> 3)
			switch m & 7 {
			case 0:
				fill(&list, numbered(n)...)
			case 1:
				list.Resize(n)
			case 2:
				list.Move(n - 16)
			case 3:
				list.Page(n - 16)
			case 4:
				list.Scroll(n - 16)
			case 5:
				list.Select(n)
			case 6:
				fill(&list, numbered(n*3)...)
			case 7:
				list.Resize(n / 4)
			}
			at, ok := list.Cursor()
			from, to := list.VisibleRange()
			if ok && (at < 0 || at >= list.Len()) || from < 0 || to > list.Len() || from > to && to != 0 {
				t.Fatalf("cursor %d, window %d to %d of %d", at, from, to, list.Len())
			}
		}
	})
}
