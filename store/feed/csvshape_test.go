package feed

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trialist/scoring/record"
)

// TestShapes checks that files which are not as regular as a table should be read
// like the table they mean, and that it is said.
func TestShapes(t *testing.T) {
	t.Parallel()
	const plain = "account_id,company,trial_start,seats\na,Alpha,2026-11-02,100\nb,Beta,2026-11-03,50\nc,,2026-11-04,\n"
	want := withoutLines(rowsOf(t, openText(t, plain, Options{})))
	rows := strings.Split(strings.TrimSuffix(plain, "\n"), "\n")
	tests := []struct{ name, text, said string }{
		{"as it is", plain, ""},
		{"named delimiter", "sep=;\n" + strings.ReplaceAll(plain, ",", ";"), ""},
		{"named delimiter in quotes", "\"sep=;\"\n" + strings.ReplaceAll(plain, ",", ";"), ""},
		{"a title", "Customers of November\n\n" + plain, `the column names are on line 3; what stands above them was passed over: "Customers of November"`},
		{"titles as wide as the table", "Customers,,,\nmade 2026-11-09,,,\n" + plain, `the column names are on line 3; what stands above them was passed over: "Customers", "made 2026-11-09"`},
		{"a title, other delimiter", "Customers, all of them\n" + strings.ReplaceAll(plain, ",", ";"), `the column names are on line 2; what stands above them was passed over: "Customers, all of them"`},
		{"commas at the ends", rows[0] + "\n" + rows[1] + ",\n" + rows[2] + ",,\n" + rows[3] + "\n", "2 rows have empty cells beyond the last column"},
		{"commas at the ends of all", strings.ReplaceAll(plain, "\n", ",\n"), ""},
		{"files one behind the other", strings.Join(rows[:2], "\n") + "\n" + rows[0] + "\n" + rows[2] + "\n\ufeff" + rows[0] + ",\n" + rows[3] + "\n", "2 rows have the names of the columns again and were passed over, the first on line 3"},
		{"files one behind the other, in quotes", strings.Join(rows[:3], "\n") + "\n\"" + rows[0] + "\"\n" + rows[3] + "\n", "1 row has the names of the columns again and was passed over (line 4)"},
		{"short rows", strings.Join(rows[:3], "\n") + "\nc,,2026-11-04\n", "1 row is shorter than the header; the cells it lacks count as empty"},
		{"rows in quotes", rows[0] + "\n\"" + rows[1] + "\"\n\"" + rows[2] + "\"\n" + rows[3] + "\n", "2 rows were in quotes as a whole and were split all the same"},
		{"all in quotes", `"` + strings.Join(rows, "\"\n\"") + "\"\n", "3 rows were in quotes as a whole and were split all the same"},
	}
	for _, test := range tests {
		f := openText(t, test.text, Options{})
		if got := withoutLines(rowsOf(t, f)); got != want {
			t.Errorf("%s: %s", test.name, cmp.Diff(want, got))
		}
		var said []string
		for _, note := range f.Notes() {
			said = append(said, note.Text)
		}
		if got := strings.Join(said, "\n"); got != test.said {
			t.Errorf("%s: said is\n%s\nwant\n%s", test.name, got, test.said)
		}
	}
}

// TestOtherTablesAreRefused checks that a table behind another is not read as rows of
// the first, and that rows with words that name columns elsewhere are read.
func TestOtherTablesAreRefused(t *testing.T) {
	t.Parallel()
	const customers, events = "account_id,company,trial_start,seats\na,Alpha,2026-11-02,100\n", "account_id,event,time\na,login,2026-11-02\na,export,2026-11-03\n"
	for _, test := range []struct {
		text    string
		refused bool
	}{
		{customers + events, true},
		{events + customers, true},
		{events + "name,email,status\nAnn,ann@acme.test,open\n", true},
		{customers + "user,Client,2026-11-03,5\n", false},
		{customers + "name,,2026-11-03,5\n", false},
		{events + "client,action,2026-11-03\n", false},
		{customers + events[:11] + "s,company,2026-11-03,5\n", false},
	} {
		f := openText(t, test.text, Options{})
		var err error
		for err == nil {
			err = f.Next(new(record.Batch))
		}
		refused := strings.Contains(err.Error(), "names the columns of another table")
		if refused != test.refused || refused && !strings.Contains(err.Error(), "line ") {
			t.Errorf("%q: %v", test.text, err)
		}
	}
}

// TestShapesThatAreRejected checks that rows which could be read wrong are not
// read, and why.
func TestShapesThatAreRejected(t *testing.T) {
	t.Parallel()
	const header = "account_id,company,trial_start,seats\na,Alpha,2026-11-02,100\n"
	for _, test := range []struct{ name, text, want string }{
		{"a sum", "Total,,,100\n", `3 reject "Total" in the last row, with no name and no date, is the sum of the rows above and no customer: "Total,,,100"` + "\n"},
		{"a sum and a line of text", "Grand total:,,,100\n\nMade by hand\n", `3 reject "Grand total:" in the last row, with no name and no date, is the sum of the rows above and no customer: "Grand total:,,,100"` + "\n"},
		{"a sum of so many rows", "TOTAL (1 row):,,,100\n", `3 reject "TOTAL (1 row):" in the last row, with no name and no date, is the sum of the rows above and no customer: "TOTAL (1 row):,,,100"` + "\n"},
		{"a sum that is a customer", "Total,Total Ltd,2026-11-02,100\n", ""},
		{"a sum that is not the last", "Total,,,100\nb,Beta,2026-11-03,50\n", ""},
		{"a broken row", "b,Be\nta,2026-11-03,50\n", "3 reject ends within a cell; put the cell in quotes, or take the line end out of it: \"b,Be\"\n4 reject is the rest of the row before it, which ends within a cell: \"ta,2026-11-03,50\"\n"},
		{"a long row", "b,Beta,2026-11-03,50,x\n", "3 reject has 5 columns where the header has 4: \"b,Beta,2026-11-03,50,x\"\n"},
	} {
		var rejects strings.Builder
		for line := range strings.Lines(rowsOf(t, openText(t, header+test.text, Options{}))) {
			if strings.Contains(line, " reject ") && !strings.Contains(line, "has 1 column where") {
				rejects.WriteString(line)
			}
		}
		if got := rejects.String(); got != test.want {
			t.Errorf("%s: rejects are\n%swant\n%s", test.name, got, test.want)
		}
	}
}

// TestWrappedList reads the list that a JSON document wraps, wherever a chunk ends.
func TestWrappedList(t *testing.T) {
	t.Parallel()
	const list = `[{"id":"a","trial_start":"2026-11-02"}, {"id":"b","trial_start":"2026-11-03"}]`
	want := withoutLines(rowsOf(t, openText(t, list, Options{})))
	spread := strings.NewReplacer("{", "{\n ", ",", ",\n ", "[", "[\n").Replace(list)
	for _, text := range []string{
		`{"data":` + list + `}`,
		`{"data":` + list + `, "has_more": false}` + "\n",
		"{\n \"object\": \"list\",\n \"url\": \"/v1/customers\",\n \"data\": " + spread + ",\n \"total\": {\"count\": 2}\n}\n",
		`{"result":{"page":1,"customers":` + list + `},"errors":[]}`,
		`{"id":"req_1","data":` + list + `}`,
	} {
		for _, head := range []int{0, 60} {
			f, err := Open("-", Options{Stdin: &slowReader{[]byte(text), 7}, head: head})
			if err != nil {
				if head > 0 {
					continue // the head ends before the list begins
				}
				t.Fatalf("%s: %v", text, err)
			}
			if got := withoutLines(rowsOf(t, f)); got != want {
				t.Errorf("%s\nreads as\n%swant\n%s", text, got, want)
			}
			if said := f.Notes(); len(said) == 0 || !strings.HasPrefix(said[0].Text, "the rows are the list ") {
				t.Errorf("%s: notes are %v", text, f.Notes())
			}
			closeFile(t, f)
		}
	}
	for text, want := range map[string]string{
		`{"users":` + list + `,"companies":` + list + `}`: `is one document with several lists of rows, "users" and "companies"; save each list as a file of its own`,
		`{"data":` + list:     `line 1: the list has ended, and what follows it is not the rest of a JSON document`,
		`{"data":[{"id":"a"}`: "line 1: the list is not closed; the file is cut short",
	} {
		f, err := Open("-", Options{Stdin: strings.NewReader(text)})
		if err == nil {
			_, err = printRows(f)
			closeFile(t, f)
		}
		if err == nil || err.Error() != "standard input: "+want {
			t.Errorf("%s\ngives %v\nwant %s", text, err, want)
		}
	}
	for _, text := range []string{
		`{"id":"a","trial_start":"2026-11-02","tags":[{"x":1}]}`,
		`{"id":"a","visits":[{"x":1}]}` + "\n" + `{"id":"b","visits":[{"x":1}]}`,
	} {
		if rows := rowsOf(t, openText(t, text, Options{})); !strings.HasPrefix(rows, `1 customer "a"`) {
			t.Errorf("%s reads as %s", text, rows)
		}
	}
}

func TestGivenDelimiter(t *testing.T) {
	t.Parallel()
	f := openText(t, "id;a,b\n1;x,y\n", Options{Delimiter: ',', Map: map[string]string{"id;a": "account"}})
	if rows := rowsOf(t, f); len(f.Columns) != 2 || !strings.Contains(rows, "1;x") {
		t.Errorf("a delimiter that was said gives %v and %s", f.Columns, rows)
	}
}
