package output

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"
)

func sampleTable() *Table {
	t := NewTable(
		Column{Header: "#", AlignRight: true}, Column{Header: "trial", Shrinkable: true},
		Column{Header: "fit", AlignRight: true}, Column{Header: "owner", DropOrder: 1}, Column{Header: "seen", AlignRight: true, DropOrder: 2},
	)
	t.AddRow("1", "Northwind Analytics of Utrecht", "100", "Ana", "2h")
	t.AddRow("10", "日本語の名前", "7", "", "12d")
	return t
}

func TestTableFitsItsTerminal(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		width int
		want  string
	}{
		{"no terminal", 0, `
 #  trial                           fit  owner  seen
 1  Northwind Analytics of Utrecht  100  Ana      2h
10  日本語の名前                      7          12d
`},
		{"names are cut first", 40, `
 #  trial               fit  owner  seen
 1  Northwind Analyti…  100  Ana      2h
10  日本語の名前          7          12d
`},
		{"then columns left out, the least wanted first", 30, `
 #  trial           fit  owner
 1  Northwind Ana…  100  Ana
10  日本語の名前      7
`},
		{"then lines cut", 10, `
 #  trial…
 1  North…
10  日本…
`},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var b strings.Builder
			if err := sampleTable().writeFitted(&b, test.width); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, "\n"+b.String()); diff != "" {
				t.Errorf("want - got +\n%s", diff)
			}
		})
	}
}

// TestTableKeepsNames has a name for which other columns are left out before it is cut to
// the least, and which is left out before an id is.
func TestTableKeepsNames(t *testing.T) {
	t.Parallel()
	for width, want := range map[int]string{
		70: "Northwind Analytics of Ut…  northwind  Ana  Created a project, Import…",
		54: "Northwind Analytics of …  northwind  Ana  Created a p…",
		53: "Northwind Analytics of Utrecht  northwind  Ana",
		40: "Northwind Analytics of …  northwind  Ana",
		34: "Northwind Analytics of…  northwind",
		23: "Northwind A…  northwind",
		20: "northwind",
	} {
		table, b := NewTable(
			Column{Header: "trial", Shrinkable: true, MinWidth: 24, DropOrder: 1}, Column{Header: "id"},
			Column{Header: "by", DropOrder: 2}, Column{Header: "signals", Shrinkable: true, DropOrder: 3},
		), &strings.Builder{}
		table.AddRow("Northwind Analytics of Utrecht", "northwind", "Ana", "Created a project, Imported contacts")
		if err := table.writeFitted(b, width); err != nil {
			t.Fatal(err)
		}
		if got := strings.Split(b.String(), "\n")[1]; got != want {
			t.Errorf("%d cells: %q, want %q", width, got, want)
		}
	}
}

func TestTableNeverPassesTheEdge(t *testing.T) {
	t.Parallel()
	for width := 1; width < 80; width++ {
		var b strings.Builder
		if err := sampleTable().writeFitted(&b, width); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(b.String()) {
			if got := ansi.StringWidth(strings.TrimSuffix(line, "\n")); got > width {
				t.Errorf("%d cells in a terminal of %d: %q", got, width, line)
			}
		}
	}
}

// TestTableOnlyWidens writes a table in three parts. Columns never get narrower, and
// a new header introduces a column that was empty before.
func TestTableOnlyWidens(t *testing.T) {
	t.Parallel()
	table, b := sampleTable(), &strings.Builder{}
	table.cells = nil
	table.ReserveWidth(0, "100")
	for _, row := range [][]string{
		{"1", "Acme", "100", "", "2h"}, {"2", "Blue Harbor", "7", "", "12d"}, {"3", "Core", "5", "Ana", ""},
	} {
		table.AddRow(row...)
		if err := table.writeFitted(b, 0); err != nil {
			t.Fatal(err)
		}
	}
	want := `
  #  trial  fit  seen
  1  Acme   100    2h
  2  Blue Harbor    7   12d
  #  trial        fit  owner  seen
  3  Core           5  Ana
`
	if diff := cmp.Diff(want, "\n"+b.String()); diff != "" {
		t.Errorf("want - got +\n%s", diff)
	}
}
