package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// oddCells are cells of four columns that are written in many ways: a date with the
// day first, an amount with a decimal comma, an answer and a code.
var oddCells = [4][]string{
	{"03/11/2026", "14/11/2026 08:30", "2026-11-05", "5 Nov 2026", "Thu, 05 Nov 2026 10:00:00 GMT", "soon", "N/A", "", "46331", "3.11.26"},
	{"1499,50", "99,00 €", "1.200", "-5", "n/a", "20", "7,5 %", "many", "", "12 345,6"},
	{"yes", "N", "t", "0", "1", "on", "maybe", "none", "", "No"},
	{"007", "7", "1.10", "1.1", "NO", "+300", "(blank)", "", "A-1", "1e3"},
}

// TestOddCellsAnswerTheSameInAnyOrder imports rows with odd cells once as they are,
// and then shuffled, with another delimiter or line end, and cut in two with the
// conventions given by flags. All workspaces must give the same answers, and export
// what was written.
func TestOddCellsAnswerTheSameInAnyOrder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	random := rand.New(rand.NewPCG(3, 1))
	rows := make([][]string, 300)
	for i := range rows {
		rows[i] = []string{fmt.Sprintf("account-%d", i)}
		for _, cells := range oddCells {
			rows[i] = append(rows[i], cells[random.IntN(len(cells))])
		}
	}
	write := func(name, delimiter, end string, rows [][]string) string {
		var text strings.Builder
		text.WriteString(strings.Join([]string{"account_id", "trial_started_at", "amount", "vip", "code"}, delimiter) + end)
		for _, row := range rows {
			for i, cell := range row {
				if i > 0 {
					text.WriteString(delimiter)
				}
				fmt.Fprintf(&text, "%q", cell)
			}
			text.WriteString(end)
		}
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	answers := func(name string, imports ...[]string) (string, string) {
		db := filepath.Join(dir, name+".db")
		for _, args := range imports {
			trialist(t, db, append([]string{"import"}, args...)...)
		}
		for i, when := range []string{
			"attribute trial_started_at is before 2026-11-05", "attribute trial_started_at is on 2026-11-05", "attribute trial_started_at is set",
			"attribute amount is more than 20", "attribute amount is at most 7.5", "attribute amount ends with €", "attribute amount is not set",
			"attribute vip is yes", "attribute vip is no", `attribute vip is not "yes"`,
			"attribute code is 7", "attribute code is 1.10", "attribute code is not 1.1", "attribute code is more than 100", "attribute code is NO",
		} {
			trialist(t, db, "signals", "add", "--side", "fit", "--name", fmt.Sprint("s", i), "--when", when)
		}
		return trialist(t, db, "list", "--json", "--status", "all", "--limit", "1000", "--as-of", "2026-11-20"), sortedLines(trialist(t, db, "export", "customers"))
	}
	wantList, wantExport := answers("whole", []string{write("whole.csv", ",", "\n", rows)})
	for _, signal := range []string{`"s0"`, `"s4"`, `"s7"`, `"s10"`, `"s14"`} {
		if n := strings.Count(wantList, signal); n < 10 || n > 290 {
			t.Errorf("%s matches %d of 300", signal, n)
		}
	}
	shuffled := func() [][]string {
		random.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		return rows
	}
	flags := []string{"--dates", "dmy", "--decimal", "comma"}
	first, second := write("first.csv", ",", "\n", shuffled()[:7]), write("second.csv", ",", "\n", rows[7:])
	for name, imports := range map[string][][]string{
		"shuffled": {{write("shuffled.csv", ",", "\n", shuffled())}},
		"tabs":     {{write("tabs.tsv", "\t", "\r\n", shuffled())}},
		"semi":     {{write("semi.csv", ";", "\r\n", shuffled())}},
		"cut":      {append([]string{second}, flags...), append([]string{first}, flags...)},
	} {
		list, export := answers(name, imports...)
		if list != wantList {
			t.Errorf("%s: the answers differ", name)
		}
		if export != wantExport {
			t.Errorf("%s: the exports differ:\n%s\nwant\n%s", name, export, wantExport)
		}
	}
}
