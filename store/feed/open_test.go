package feed

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"trialist/store/feed/date"
	"trialist/store/feed/field"
	"trialist/store/feed/input"
)

func writeFile(tb testing.TB, name string, content []byte) string {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		tb.Fatal(err)
	}
	return path
}

func gzipped(tb testing.TB, content []byte) []byte {
	tb.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(content); err != nil {
		tb.Fatal(err)
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// TestOpenErrors checks every way in which a file as a whole is refused: one
// line, the path first, and the way out where there is one.
func TestOpenErrors(t *testing.T) {
	t.Parallel()
	columns := "a,b,c,d,e,f,g,h,i,j,k,l,m,n\n1\n"
	tests := []struct {
		name, text string
		o          Options
		want       string
	}{
		{"empty", "", Options{}, "is empty"},
		{"blank", "\ufeff \r\n\t\n", Options{}, "is empty"},
		{"binary", "id,name\n1,\x00\x01\x02", Options{}, "is not text; customers and events come as CSV, JSON lines or Excel sheets"},
		{"spreadsheet", "PK\x03\x04rest", Options{}, "is damaged: it starts as a zip file, and its list of files cannot be read; get the file again"},
		{"database", "SQLite format 3\x00", Options{}, "is a database, not a file to import; to open it, say --db"},
		{"no id", "plan,country\nGrow,US\n", Options{}, "has no column that is an account id (such as account_id, customer_id or company_id); name it with --map COLUMN=account; the columns are plan, country"},
		{"many columns", columns, Options{}, "has no column that is an account id (such as account_id, customer_id or company_id); name it with --map COLUMN=account; the columns are a, b, c, d, e, f, g, h, i, j, k, l and 2 more"},
		{"one column", "Dear all\nhello\n", Options{}, `has one column only, "Dear all", and it is not an account id (such as account_id, customer_id or company_id); the first line must name the columns, separated by , ; | or a tab`},
		{"no time", "id,event\n1,x\n", Options{}, "has no column that is the time of an event (such as timestamp, time or occurred_at); name it with --map COLUMN=time; the columns are id, event (or --as customers if a row is a customer)"},
		{"no event", "id,time\n1,2\n", Options{As: field.Events}, "has no column that is the name of an event (such as event, event_name or activity); name it with --map COLUMN=event; the columns are id, time"},
		{"no person", "account_id,plan\n1,2\n", Options{As: field.Contacts}, "has no column that is the id of a person (such as contact_id, user_id or email); name it with --map COLUMN=contact; the columns are account_id, plan"},
		{"open quote", "id,plan\n1,Grow\n2,\"Start\n3,x\n4,y\n", Options{}, "line 3: a quote is opened here and never closed"},
		{"open quote behind a long value", "id,plan\n1,\"a\nb\",\"c\n2,d\n", Options{}, "line 3: a quote is opened here and never closed"},
		{"open quote in the header", "id,\"plan\n1,2\n", Options{}, "line 1: a quote is opened here and never closed"},
		{"ambiguous", "id,trial_start\n1,01/02/2026\n2,05/05/2026\n", Options{}, `the dates of column "trial_start" are ambiguous: "01/02/2026" could be day/month or month/day, and no value tells; say --dates dmy or --dates mdy`},
		{"ambiguous attribute", "id,renewal\n1,1/2/2026 10:00\n2,\n", Options{}, `the dates of column "renewal" are ambiguous: "1/2/2026 10:00" could be day/month or month/day, and no value tells; say --dates dmy or --dates mdy, or --map 'renewal=text' to keep it as text`},
		{"ambiguous both ways", "id,trial_end\n1,01/02/2026\n2,13/02/2026\n3,02/13/2026\n", Options{}, `the dates of column "trial_end" are ambiguous: "01/02/2026" could be day/month or month/day, and other values are of both kinds; say --dates dmy or --dates mdy`},
		{"ambiguous json", `{"id":1,"trial_start":"01/02/2026"}`, Options{}, `the dates of column "trial_start" are ambiguous: "01/02/2026" could be day/month or month/day, and no value tells; say --dates dmy or --dates mdy`},
		{"map to a column that is not there", "x,plan\n", Options{Map: map[string]string{"nope": "account"}}, `has no column that is an account id (such as account_id, customer_id or company_id); name it with --map COLUMN=account; the columns are x, plan; --map names "nope", which is none of them`},
		{"map to a wrong field", "id,plan\n", Options{Map: map[string]string{"plan": "trial_strat"}}, `"trial_strat" is not a field that column "plan" can be; the fields are account, name, contact, event, time, count, event_id, trial_started_at, trial_ends_at, converted_at, churned_at, converted, status, email, domain, attribute, attribute:NAME, text and ignored`},
		{"map to a field of another kind", "id,event,time,plan\n", Options{Map: map[string]string{"plan": "trial_start"}}, `column "plan" cannot be "trial_started_at" in a file of events; it can be account, event, time, contact, event_id, count, ignored`},
		{"map twice", "id,a,b\n", Options{Map: map[string]string{"a": "name", "b": "name"}}, `columns "a" and "b" are both mapped to "name"; only one can be`},
		{"empty list", " [ ] ", Options{}, "is an empty list"},
		{"overlong line", `{"id":"` + strings.Repeat("a", 2*input.HeadSize) + `"}` + "\n" + `{"id":"b"}`, Options{}, "the first object is longer than the 1024 KiB that names of columns are looked for in; something is opened in it and never closed, or this is no file of rows"},
		{"overlong list", `[{"id":"` + strings.Repeat("a", 2*input.HeadSize) + `"}]`, Options{}, "the first object is longer than the 1024 KiB that names of columns are looked for in; something is opened in it and never closed, or this is no file of rows"},
		{"cut list", `[{"id":"a"},{"id":"b"`, Options{}, "line 1: what starts here is never closed; the file is cut short"},
		{"open list", "[{\"id\":\"a\"},\n", Options{}, "line 2: the list is not closed; the file is cut short"},
		{"list and more", "[{\"id\":\"a\"}]\n{\"id\":\"b\"}", Options{}, "line 2: the list has ended and something follows it"},
		{"bad json", "{\"id\" \"a\"}\n", Options{}, "line 1: is not JSON: invalid character '\"' after object key, at character 7; a file of JSON has one object a line, or one list of objects"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			path := writeFile(t, "in.csv", []byte(test.text))
			f, err := Open(path, test.o)
			if err == nil {
				_, err = printRows(f)
				closeFile(t, f)
			}
			if want := path + ": " + test.want; err == nil || err.Error() != want {
				t.Errorf("got  %v\nwant %s", err, want)
			}
		})
	}
}

func TestOpenUnreadable(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	missing := filepath.Join(dir, "none.csv")
	damaged := gzipped(t, eventsCSV(1000))
	cut := writeFile(t, "cut.gz", damaged[:len(damaged)/2])
	damaged[len(damaged)-6] ^= 1
	sum := writeFile(t, "sum.gz", damaged)
	tests := []struct{ path, want string }{
		{missing, missing + ": no such file or directory"},
		{dir, dir + ": is a folder; name the files in it"},
		{"-", "standard input: there is none to read"},
		{cut, cut + ": is damaged: the compressed data ends early or is wrong; get the file again"},
		{sum, sum + ": is damaged: the compressed data ends early or is wrong; get the file again"},
	}
	for _, test := range tests {
		f, err := Open(test.path, Options{})
		if err == nil {
			_, err = printRows(f)
			closeFile(t, f)
		}
		if err == nil || err.Error() != test.want {
			t.Errorf("got  %v\nwant %s", err, test.want)
		}
	}
}

// TestKinds checks what a file is taken for by its columns.
func TestKinds(t *testing.T) {
	t.Parallel()
	tests := []struct {
		header string
		as     field.Kind
		want   string
	}{
		{"id,name,plan", "", "customers: account name -"},
		{"ID , Name ,Plan", "", "customers: account name -"},
		{"Account ID;Company;Trial Start;Trial-End", "", "customers: account name trial_started_at trial_ends_at"},
		{"accountId\ttrialStartedAt\tconvertedAt", "", "customers: account trial_started_at converted_at"},
		{"id|account|company_name", "", "customers: account - name"},
		{"customer,customer_id,email", "", "customers: name account email"},
		{"id,customer", "", "customers: account name"},
		{"account_id,user_id,email", "", "contacts: account contact email"},
		{"account_id,user_id,trial_end", "", "customers: account - trial_ends_at"},
		{"id,user_id", "", "customers: account -"},
		{"account_id,email", "", "customers: account email"},
		{"account_id,email", field.Contacts, "contacts: account contact"},
		{"id,email", field.Contacts, "contacts: contact email"},
		{"account_id,user_id,event,timestamp", "", "events: account contact event time"},
		{"id,event,time", "", "events: account event time"},
		{"id,account_id,event,time", "", "events: event_id account event time"},
		{"id,event_id,activity,date,n", "", "events: account event_id event time count"},
		{"org_id,Activity Name,created_at,at", "", "events: account event ignored time"},
		{"id,event,time", field.Customers, "customers: account - -"},
		{"id,created_at,signup_date", "", "customers: account - trial_started_at"},
		{"id,attribute:name,attribute:event", "", "customers: account - -"},
	}
	for _, test := range tests {
		f := openText(t, test.header+"\n", Options{As: test.as})
		got := string(f.Kind) + ":"
		for _, u := range f.Columns {
			if u.Field == "attribute" {
				u.Field = "-"
			}
			got += " " + u.Field
		}
		if got != test.want {
			t.Errorf("%q --as %q is\n%s, want\n%s", test.header, test.as, got, test.want)
		}
	}
}

func TestMap(t *testing.T) {
	t.Parallel()
	f := openText(t, "Ref,what,Day,extra,zip\nacme,login,2026-01-02,1,010\n", Options{Map: map[string]string{
		"ref": "account", "what": "event", "day": "timestamp",
	}})
	want := "2 event \"acme\" \"\" \"login\" 2026-01-02T00:00:00Z x1\n"
	if got := rowsOf(t, f); got != want || f.Kind != field.Events {
		t.Errorf("got %s %s, want %s", f.Kind, got, want)
	}
	f = openText(t, "id,name,plan,employees,secret\nacme,Acme,Grow,50,x\n", Options{Map: map[string]string{
		"name": "attribute", "plan": "attribute:tier", "employees": "text", "secret": "ignored",
	}})
	want = "2 customer \"acme\" \"\" \"name\"=\"Acme\" \"tier\"=\"Grow\" \"employees\"=\"50\"\n"
	if got := rowsOf(t, f); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestWholeColumn checks that a column is settled by what lies far beyond the
// sample, also when the file comes by a pipe or compressed and can be read only
// once.
func TestWholeColumn(t *testing.T) {
	t.Parallel()
	var text bytes.Buffer
	text.WriteString("\ufeffid,trial_start,churned_at\n")
	for i := 0; text.Len() < input.HeadSize+input.HeadSize/2; i++ {
		fmt.Fprintf(&text, "%d,0%d/0%d/2026,\n", i, i%9+1, i%7+1)
	}
	text.WriteString("last,04/25/2026,25.12.2026\n")
	const rows, want = "\"trial_started_at\"=date(2026-04-25) \"churned_at\"=date(2026-12-25)", "column \"trial_start\" is trial_started_at: month/day/year\ncolumn \"churned_at\" is churned_at: day/month/year\n"
	check := func(name string, f *File, err error) {
		t.Helper()
		if err != nil {
			t.Errorf("%s: %v", name, err)
			return
		}
		if got := printUses(f); !strings.HasSuffix(got, want) {
			t.Errorf("%s: %s", name, got)
		}
		got := strings.TrimSpace(withoutTexts(rowsOf(t, f)))
		if !strings.HasPrefix(got, `2 customer "0" "" "trial_started_at"=date(2026-01-01) "churned_at"=absent`) || !strings.HasSuffix(got, rows) {
			t.Errorf("%s: rows are %.200s … %s", name, got, got[len(got)-100:])
		}
		if err := f.Close(); err != nil {
			t.Errorf("%s: close: %v", name, err)
		}
	}
	f, err := Open(writeFile(t, "big.csv", text.Bytes()), Options{EraseBlanks: true})
	check("file", f, err)
	f, err = Open("-", Options{EraseBlanks: true, Stdin: bytes.NewReader(text.Bytes())})
	check("pipe", f, err)
	f, err = Open(writeFile(t, "big.csv.gz", gzipped(t, text.Bytes())), Options{EraseBlanks: true})
	check("gzip", f, err)
	f, err = Open("-", Options{EraseBlanks: true, Stdin: bytes.NewReader(gzipped(t, text.Bytes()))})
	check("gzip pipe", f, err)
}

func TestDatesAndZone(t *testing.T) {
	t.Parallel()
	const text = "id,trial_start,trial_end,converted_at\n1,03/04/2026 10:00,1767225600,2026-07-01T00:00:00Z\n2,,1767225600123,2026-07-01\n"
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Skip(err)
	}
	tests := []struct {
		o    Options
		want string
	}{
		{Options{Dates: date.DayFirst}, "\"trial_started_at\"=date(2026-04-03T10:00:00Z)"},
		{Options{Dates: date.MonthFirst}, "\"trial_started_at\"=date(2026-03-04T10:00:00Z)"},
		{Options{Dates: date.DayFirst, Zone: paris}, "\"trial_started_at\"=date(2026-04-03T08:00:00Z)"},
	}
	for _, test := range tests {
		want := "2 customer \"1\" \"\" " + test.want + " \"trial_ends_at\"=date(2026-01-01) \"converted_at\"=date(2026-07-01)\n" +
			"3 customer \"2\" \"\" \"trial_ends_at\"=date(2026-01-01T00:00:00.123Z) \"converted_at\"=date(2026-07-01)\n"
		if got := withoutTexts(rowsOf(t, openText(t, text, test.o))); got != want {
			t.Errorf("%+v\n%swant\n%s", test.o, got, want)
		}
	}
}

func TestParseOptions(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]field.Kind{"": "", "Customers": field.Customers, "contacts": field.Contacts, "events": field.Events} {
		if got, err := field.ParseKind(text); got != want || err != nil {
			t.Errorf("ParseKind(%q) is %q, %v", text, got, err)
		}
	}
	for text, want := range map[string]date.Order{"": date.UnknownOrder, "auto": date.UnknownOrder, "dmy": date.DayFirst, "MDY": date.MonthFirst} {
		if got, err := date.ParseOrder(text); got != want || err != nil {
			t.Errorf("ParseDateOrder(%q) is %d, %v", text, got, err)
		}
	}
	for _, text := range []string{"mixed", "people"} {
		if _, err := Open("-", Options{As: field.Kind(text), Stdin: strings.NewReader("id\n")}); err == nil {
			t.Errorf("--as %s is accepted", text)
		}
	}
	if _, err := date.ParseOrder("ymd"); err == nil {
		t.Error("--dates ymd is accepted")
	}
}

// TestStreamHasEndedBeforeItsRowsAreRead opens a stream. Whoever reads the rows holds
// a lock, and must not wait for more of it.
func TestStreamHasEndedBeforeItsRowsAreRead(t *testing.T) {
	t.Parallel()
	for _, rows := range []int{3, 200_000} {
		text := []byte("account_id,company\n" + strings.Repeat("alder,Alder\n", rows))
		stream, come := bytes.NewReader(text), int64(0)
		f, err := Open("-", Options{Stdin: stream, Spooled: func(bytes int64) { come = bytes }})
		if err != nil {
			t.Fatal(err)
		}
		if stream.Len() > 0 || come != int64(len(text)) || f.Size() != come {
			t.Errorf("%d bytes are still to come of %d; %d were told of, and the size is %d", stream.Len(), len(text), come, f.Size())
		}
		if got := strings.Count(rowsOf(t, f), "alder"); got == 0 {
			t.Error("no rows")
		}
		closeFile(t, f)
	}
}

func TestStreamThatFailsIsRefused(t *testing.T) {
	t.Parallel()
	for _, size := range []int{100, 3 << 20} {
		broken := io.MultiReader(strings.NewReader("account_id,company\n"+strings.Repeat("a,b\n", size/4)), iotest.ErrReader(context.Canceled))
		if _, err := Open("-", Options{Stdin: broken}); !errors.Is(err, context.Canceled) {
			t.Errorf("after %d bytes: %v", size, err)
		}
	}
}
