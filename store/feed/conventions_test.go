package feed

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"trialist/scoring/condition"
	"trialist/scoring/record"
	"trialist/scoring/value"
	"trialist/store/feed/cell"
	"trialist/store/feed/date"
	"trialist/store/feed/number"
	"trialist/store/feed/rows"
	"trialist/store/feed/sample"
)

// readColumn reads a file with ids and one column of the cells, and gives the values
// by cell, in the order of the cells.
func readColumn(t *testing.T, header string, cells []string, delimiter string, o Options) ([]value.Value, *File, error) {
	t.Helper()
	var text strings.Builder
	fmt.Fprintf(&text, "id%s%s\n", delimiter, header)
	for i, cell := range cells {
		fmt.Fprintf(&text, "c%d%s\"%s\"\n", i, delimiter, cell)
	}
	o.Stdin = strings.NewReader(text.String())
	f, err := Open("-", o)
	if err != nil {
		return nil, nil, err
	}
	defer closeFile(t, f)
	values := make([]value.Value, len(cells))
	var b record.Batch
	for err == nil {
		b.Reset()
		err = f.Next(&b)
		for _, c := range b.Customers {
			var i int
			if _, err := fmt.Sscanf(c.Account, "c%d", &i); err != nil {
				t.Fatal(err)
			}
			if len(c.Attributes) > 0 { // else the cell is blank
				values[i] = c.Attributes[0].Value
			}
		}
		if len(b.Rejects) > 0 {
			t.Fatalf("rejected: %v", b.Rejects)
		}
	}
	return values, f, nil
}

// holding is how many of the values satisfy each of the rules.
func holding(t *testing.T, values []value.Value, sentences ...string) string {
	t.Helper()
	var counts []string
	for _, sentence := range sentences {
		c, err := condition.Parse("attribute x " + sentence)
		if err != nil {
			t.Fatal(err)
		}
		p := condition.CompilePredicate(c.Rules[0], condition.Moment{AsOf: 1_794_000_000_000})
		n := 0
		for _, v := range values {
			if p.Matches(v) {
				n++
			}
		}
		counts = append(counts, fmt.Sprint(n))
	}
	return strings.Join(counts, " ")
}

// columnShapes are columns as people have them, with what they answer.
var columnShapes = []struct {
	name, header, delimiter string
	cells                   []string
	sentences               []string
	want                    string
}{
	{"long decimals", "hours", ",", []string{"3.2000000000000002", "23.999999999999996", "24.000000000000004", "7", "101.30000000000001"}, []string{"is less than 24", "is more than 24", "is 7"}, "3 2 1"},
	{"thousands and currency", "mrr", ",", []string{"$1,499.00", "$99.00", "€ 20", "1,200", "USD 5", "n/a"}, []string{"is more than 100", "is 99", "is set", "starts with $"}, "2 1 5 2"},
	{"decimal comma", "mrr", ";", []string{"1499,50", "99,00", "9,5", "1.200", "-"}, []string{"is more than 20", "is at most 9.5", "is 1200", "is set"}, "3 1 1 4"},
	{"decimal comma among commas", "mrr", ",", []string{"1,200", "3,5", "800"}, []string{"is more than 100", "is less than 2"}, "1 1"},
	{"percentages and signs", "growth", ",", []string{"12%", "+3.5 %", "-4%", "(2.5)", "\u22121", "0%"}, []string{"is less than 0", "is 12", "is at least 0"}, "3 1 3"},
	{"one odd cell in dates", "renews", ",", []string{"2026-11-20", "2026-11-05T10:00:00Z", "soon", "20 Nov 2026", "0000-00-00", "Nov 3, 2026"}, []string{"is after 2026-11-10", "is before 2026-11-10", "is set", "is soon"}, "2 2 5 1"},
	{"dots are days first", "renews", ",", []string{"03.11.2026", "04.12.2026 10:00", "5.1.27"}, []string{"is on 2026-11-03", "is after 2026-11-30"}, "1 2"},
	{"two-digit years", "renews", ",", []string{"11/13/26 8:26", "1/2/27", "12/31/26 11:59 PM"}, []string{"is on 2026-11-13", "is on 2027-01-02", "is after 2026-12-30"}, "1 1 2"},
	{"answers", "vip", ",", []string{"t", "F", "yes", "No", "on", "1", "0", "true", "maybe", "none"}, []string{"is yes", "is no", "is set", "is \"yes\""}, "5 3 9 1"},
	{"codes", "zip", ",", []string{"007", "7", "10115", "+300", "1.10", "1.1", "NO"}, []string{"is 7", "is 007", "is 1.1", "is 1.10", "is NO", "is more than 6"}, "2 1 2 1 1 4"},
	{"missing words", "phone", ",", []string{"N/A", "none", "NaN", "--", "(blank)", "Select", "#N/A", "+44 20 1", "NA"}, []string{"is set", "is not set", "is not x"}, "2 7 2"},
	{"spreadsheet days", "trial_start", ",", []string{"46330", "46331.5", "2026-11-01", "1793880000"}, []string{"is on 2026-11-04", "is on 2026-11-05", "is set"}, "1 2 4"},
}

// TestColumnShapes counts what conditions find in them, with the rows in any order
// and each odd cell far behind the sample.
func TestColumnShapes(t *testing.T) {
	t.Parallel()
	for _, shape := range columnShapes {
		t.Run(shape.name, func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(1, 2))
			for turn := range 6 {
				cells := slices.Clone(shape.cells)
				if turn > 0 {
					r.Shuffle(len(cells), func(i, j int) { cells[i], cells[j] = cells[j], cells[i] })
				}
				if turn == 5 { // what is told by the last cells is known from the first
					cells = slices.Concat(slices.Repeat([]string{""}, sample.Rows+10), cells)
				}
				values, _, err := readColumn(t, shape.header, cells, shape.delimiter, Options{head: 40_000})
				if err != nil {
					t.Fatal(err)
				}
				want := shape.want
				for _, v := range values[len(values)-len(shape.cells):] {
					if s := v.String(); v.Kind != value.Absent && !slices.Contains(cells, s) {
						t.Errorf("%q is none of the cells", s)
					}
				}
				values = values[len(values)-len(shape.cells):]
				if got := holding(t, values, shape.sentences...); got != want {
					t.Errorf("turn %d: %v: %v hold for %s, want %s", turn, cells[max(0, len(cells)-10):], shape.sentences, got, want)
				}
			}
		})
	}
}

// TestConventionsAreAsked checks that two conventions in one column are asked,
// wherever they stand, and that the flag settles it.
func TestConventionsAreAsked(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, delimiter string
		cells           []string
		want            string // "" when nothing is asked
		o               Options
	}{
		{"two decimal marks", ",", []string{"1499,50", "99.25"}, "say --decimal comma or --decimal point", Options{Decimal: number.DecimalComma}},
		{"thousands or fractions", ";", []string{"1.200", "2.500"}, "say --decimal comma or --decimal point", Options{Decimal: number.DecimalPoint}},
		{"two orders", ",", []string{"13/11/2026", "11/13/2026"}, "say --dates dmy or --dates mdy", Options{Dates: date.DayFirst}},
		{"no order", ",", []string{"1/11/2026", "2/12/2026"}, "say --dates dmy or --dates mdy", Options{Dates: date.MonthFirst}},
		{"texts with a date", ",", []string{"1/11/2026", "see", "the", "notes"}, "", Options{}},
		{"texts with numbers", ",", []string{"1499,50", "99.25", "a", "b", "c"}, "", Options{}},
		{"the other cells tell", ",", []string{"1/11/2026", "13/12/2026", "soon"}, "", Options{}},
	}
	for _, test := range tests {
		for _, behind := range []bool{false, true} {
			cells := test.cells
			if behind { // the second cell lies behind the sample
				cells = slices.Concat(cells[:1], slices.Repeat([]string{""}, sample.Rows+10), cells[1:])
			}
			_, _, err := readColumn(t, "x", cells, test.delimiter, Options{head: 40_000})
			switch {
			case test.want == "" && err != nil:
				t.Errorf("%s: %v", test.name, err)
			case test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)):
				t.Errorf("%s: got %v, want %s", test.name, err, test.want)
			}
			test.o.head = 40_000
			if _, _, err := readColumn(t, "x", cells, test.delimiter, test.o); err != nil {
				t.Errorf("%s: with the flag: %v", test.name, err)
			}
		}
	}
}

// TestChoicesAreCounted checks that what is read otherwise than it is written is
// said, with its count.
func TestChoicesAreCounted(t *testing.T) {
	t.Parallel()
	_, f, err := readColumn(t, "mrr 100%", []string{"$1,200", "N/A", "none", "5 %"}, ",", Options{})
	if err != nil {
		t.Fatal(err)
	}
	var notes []string
	for _, note := range f.Notes() {
		notes = append(notes, note.Text)
	}
	got := strings.Join(notes, "\n")
	for _, want := range []string{
		`column "mrr 100%": 2 cells such as "N/A" were taken as empty`, `column "mrr 100%": 1 number, "$1,200", was read with thousands`,
		`column "mrr 100%": 1 number, "$1,200", was read without its currency`, `column "mrr 100%": 1 percentage, "5 %", was read as the number before the sign`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not said in\n%s", want, got)
		}
	}
	if _, f, err = readColumn(t, "trial_start", []string{"soon", "2026-11-02"}, ",", Options{}); err != nil {
		t.Fatal(err)
	}
	if notes := f.Notes(); len(notes) == 0 || !strings.Contains(notes[len(notes)-1].Text, `1 cell, "soon", is not a date`) {
		t.Errorf("got %v", notes)
	}
}

// TestNumbersOutOfRangeAreCounted checks that what is written as a number and is too
// large for one is said with the first line, in columns of numbers only.
func TestNumbersOutOfRangeAreCounted(t *testing.T) {
	t.Parallel()
	said := func(f *File) string {
		rowsOf(t, f)
		var notes []string
		for _, note := range f.Notes() {
			notes = append(notes, note.Text)
		}
		return strings.Join(notes, "\n")
	}
	for _, test := range []struct{ text, want string }{
		{"account_id,x\na,5\nb,1e400\nc,-1e999\nd,7\n", `column "x": 2 numbers such as "1e400" (line 3) are out of range and were kept as text`},
		{"account_id,x\na,1e400\nb,Acme\n", `column "x": 1 number, "1e400" (line 2), is out of range and was kept as text`},
		{"account_id,x\na,12e4567\nb,3fe0a91\nc,bc12e45\n", ""}, // codes
		{`{"account_id":"a","x":1}` + "\n" + `{"account_id":"b","x":1e400}` + "\n" + `{"account_id":"c","x":-1e1999}` + "\n", `column "x": 2 numbers such as "1e400" (line 2) are out of range and were kept as text`},
	} {
		if got := said(openText(t, test.text, Options{})); got != test.want {
			t.Errorf("%q: got %q, want %q", test.text, got, test.want)
		}
	}
}

func TestMissingWords(t *testing.T) {
	t.Parallel()
	cells := []string{"N/A", "none", "not sure", "¿", ""}
	for _, test := range []struct {
		words []string
		want  string
	}{{nil, "2 3"}, {cell.ParseMissing(""), "4 1"}, {cell.ParseMissing("not sure, ¿"), "2 3"}} {
		values, _, err := readColumn(t, "x", cells, ",", Options{Missing: test.words})
		if err != nil {
			t.Fatal(err)
		}
		if got := holding(t, values, "is set", "is not set"); got != test.want {
			t.Errorf("with %q: %s, want %s", test.words, got, test.want)
		}
	}
	values, _, err := readColumn(t, "converted_at", []string{"0000-00-00 00:00:00", "9999-12-31", "1970-01-01 00:00:00", "1970-01-01", "0", "2026-11-02"}, ",", Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := holding(t, values, "is set"); got != "1" {
		t.Errorf("%s of the dates are there, want 1", got)
	}
}

// TestEventsTakeOneOrder checks that the order of the days of events is asked also
// where the sample did not leave it open.
func TestEventsTakeOneOrder(t *testing.T) {
	t.Parallel()
	rows := func(times ...string) string {
		var text strings.Builder
		text.WriteString("account_id,event,timestamp,count\n")
		for i, at := range times {
			fmt.Fprintf(&text, "acct_%d,login,%s,%d\n", i, at, i%3)
		}
		return text.String()
	}
	many := slices.Repeat([]string{"2026-11-02 10:00:00"}, sample.Rows+10)
	for name, test := range map[string]struct {
		times []string
		want  string
	}{
		"the same way":     {slices.Concat(slices.Repeat([]string{"13/11/2026"}, sample.Rows+10), []string{"1/11/2026"}), ""},
		"at odds":          {slices.Concat(slices.Repeat([]string{"13/11/2026"}, sample.Rows+10), []string{"11/14/2026"}), "say --dates dmy or --dates mdy"},
		"open at the end":  {slices.Concat(many, []string{"1/11/2026"}), "say --dates dmy or --dates mdy"},
		"told at the end":  {slices.Concat(many, []string{"13/11/2026", "5/5/2026", "Nov 3, 2026 10:00"}), ""},
		"one is no time":   {slices.Concat(many, []string{"never"}), ""},
		"written in words": {[]string{"3 Nov 2026 10:00", "Wed, 04 Nov 2026 10:00:00 GMT"}, ""},
	} {
		f, err := Open("-", Options{Stdin: strings.NewReader(rows(test.times...)), head: 40_000})
		events := 0
		if err == nil {
			var b record.Batch
			for err == nil {
				b.Reset()
				err = f.Next(&b)
				events += len(b.Events())
			}
			closeFile(t, f)
		}
		switch {
		case test.want == "" && err.Error() != "EOF":
			t.Errorf("%s: %v", name, err)
		case test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)):
			t.Errorf("%s: got %v, want %s", name, err, test.want)
		case test.want == "" && events < len(test.times)*2/3-1:
			t.Errorf("%s: %d events of %d rows", name, events, len(test.times))
		}
	}
}

func TestCounts(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]uint32{"": 1, "NULL": 1, "3": 3, "3.0": 3, "1,200": 1200, "1.200": 1200, "0": 0, "0.0": 0, "4294967295": 4294967295} {
		if got, ok := rows.ParseCountOf([]byte(text)); !ok || got != want {
			t.Errorf("%q is %d (%v), want %d", text, got, ok, want)
		}
	}
	for _, text := range []string{"-1", "1.5", "many", "$3", "4294967296", "3%"} {
		if got, ok := rows.ParseCountOf([]byte(text)); ok {
			t.Errorf("%q is %d", text, got)
		}
	}
}

// TestCountsOfAColumn reads counts as the others of their column show: 3.000 beside 1.200
// has thousands, and alone it is asked.
func TestCountsOfAColumn(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ counts, want string }{
		{"3.000;1.200", "3000 1200"},
		{"1.200;3.000", "1200 3000"},
		{"3,000;1,200", "3000 1200"},
		{"3,0;12,0", "3 12"},
		{"3.0;12.0", "3 12"},
		{"3;N/A", "3 1"},
		{"3.000;4.000", `the counts of column "count" could be thousands or have a fraction of zeros: "3.000"; say --decimal comma or --decimal point`},
		{"1.200;1,200;3.000", "1200 1200 rejected"},
	} {
		text := "account_id;event;date;count\n"
		for count := range strings.SplitSeq(test.counts, ";") {
			text += "a;login;2026-11-03;" + count + "\n"
		}
		f, err := Open(writeFile(t, "events", []byte(text)), Options{})
		if err != nil {
			if !strings.HasSuffix(err.Error(), test.want) {
				t.Errorf("%s: %v", test.counts, err)
			}
			continue
		}
		var counts []string
		for line := range strings.Lines(rowsOf(t, f)) {
			if _, count, ok := strings.Cut(line, "Z x"); ok {
				counts = append(counts, strings.TrimSpace(count))
			} else {
				counts = append(counts, "rejected")
			}
		}
		if got := strings.Join(counts, " "); got != test.want {
			t.Errorf("%s: %s, want %s", test.counts, got, test.want)
		}
		closeFile(t, f)
	}
}
