package feed

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"

	"trialist/scoring/record"
	"trialist/scoring/value"
)

// openText opens a text as if it came by standard input.
func openText(tb testing.TB, text string, o Options) *File {
	tb.Helper()
	o.Stdin = strings.NewReader(text)
	f, err := Open("-", o)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { closeFile(tb, f) })
	return f
}

func closeFile(tb testing.TB, f *File) {
	tb.Helper()
	if err := f.Close(); err != nil {
		tb.Error(err)
	}
}

// rowsOf reads a file to its end and prints every row on a line, by kind.
func rowsOf(tb testing.TB, f *File) string {
	tb.Helper()
	text, err := printRows(f)
	if err != nil {
		tb.Fatal(err)
	}
	return text
}

func printRows(f *File) (string, error) {
	var customers, contacts, events, rejects strings.Builder
	var b record.Batch
	for {
		b.Reset()
		err := f.Next(&b)
		if err != nil && !errors.Is(err, io.EOF) {
			return "", err
		}
		for _, c := range b.Customers {
			fmt.Fprintf(&customers, "%d customer %q %q%s\n", c.Line, c.Account, c.Name, printValues(c.Attributes))
		}
		for _, c := range b.Contacts {
			fmt.Fprintf(&contacts, "%d contact %q of %q%s\n", c.Line, c.Contact, c.Account, printValues(c.Attributes))
		}
		for _, e := range b.Events() {
			id := ""
			if e.ID != 0 {
				id = " with id"
			}
			fmt.Fprintf(&events, "%d event %q %q %q %s x%d%s\n", e.Line, e.Account, e.Contact, e.Name, e.At, e.Count, id)
		}
		for _, r := range b.Rejects {
			fmt.Fprintf(&rejects, "%d reject %s: %q\n", r.Line, r.Reason, r.Row)
		}
		if err != nil {
			return customers.String() + contacts.String() + events.String() + rejects.String(), nil
		}
		if b.Len() == 0 {
			return "", errors.New("Next appended nothing and gave no end")
		}
	}
}

func printValues(list []value.Attribute) string {
	var text strings.Builder
	for _, a := range list {
		switch a.Value.Kind {
		case value.Text:
			fmt.Fprintf(&text, " %q=%q", a.Name, a.Value.Text)
		case value.Absent:
			fmt.Fprintf(&text, " %q=absent", a.Name)
		case value.Number, value.Date, value.YesNo:
			fmt.Fprintf(&text, " %q=%s(%s", a.Name, a.Value.Kind, read(a.Value))
			if a.Value.IsWritten() {
				fmt.Fprintf(&text, " as %q", a.Value)
			}
			text.WriteByte(')')
		}
	}
	return text.String()
}

// read is the number or the date without what was written.
func read(v value.Value) value.Value {
	return value.Value{Kind: v.Kind, Number: v.Number, Date: v.Date}
}

var writtenText = regexp.MustCompile(` as "[^"]*"\)`)

// withoutTexts is printed rows without what was written for numbers and dates.
func withoutTexts(rows string) string { return writtenText.ReplaceAllString(rows, ")") }

// printUses prints how the columns were understood.
func printUses(f *File) string {
	var text strings.Builder
	fmt.Fprintf(&text, "%s %s\n", f.Format, f.Kind)
	for _, u := range f.Columns {
		fmt.Fprintf(&text, "column %q is %s", u.Header, u.Field)
		if u.Detail != "" {
			fmt.Fprintf(&text, ": %s", u.Detail)
		}
		text.WriteByte('\n')
	}
	return text.String()
}

// slowReader gives its text a few bytes at a time, as a pipe may.
type slowReader struct {
	text []byte
	step int
}

func (t *slowReader) Read(p []byte) (int, error) {
	if len(t.text) == 0 {
		return 0, io.EOF
	}
	n := copy(p[:min(len(p), t.step)], t.text)
	t.text = t.text[n:]
	return n, nil
}

// TestRowsDoNotDependOnChunks reads the same text through windows of every
// size: where a chunk happens to end must not show.
func TestRowsDoNotDependOnChunks(t *testing.T) {
	t.Parallel()
	texts := map[string]string{
		"csv": "id,plan,note\r\n1,Grow,\"a \"\"b\"\"\r\nc\"\r\n\r\n2,é😀ü,\"x\"\n3,\"one, two\",\n4,\"\",\"\"\"\"\n5,only two\n6,\"a\"b,c\n7,\xff\xfe,z",
		"lines": `{"id":"a","name":"One","n":{"x":1,"y":"é😀"}}` + "\n\n" + `{"id":"b","s":"quote \" brace }"}` + "\r\n" + `{"id":}` + "\n" + `[1]` + "\n" +
			`{"id":"c"}`,
		"list":   "\n[ {\"id\":\"a\",\"s\":\"]}\\\"\\\\\"} ,\n{\"id\":\"b\",\n\"l\":[1,2,{}]},\n7,{\"id\":}, {\"id\":\"c\"}\n]\n",
		"pretty": "{\n \"id\": \"a\",\n \"x\": {\"y\": 1}\n}\n{\n \"id\": \"b\"\n}\n",
	}
	for name, text := range texts {
		want := rowsOf(t, openText(t, text, Options{}))
		if strings.Count(want, "\n") < 2 {
			t.Fatalf("%s: rows are\n%s", name, want)
		}
		for size := 1; size <= len(text)+1; size++ {
			f := openText(t, text, Options{})
			if d, ok := f.decoder.(interface{ Resize(size int) }); ok {
				d.Resize(size)
			}
			if got := rowsOf(t, f); got != want {
				t.Fatalf("%s: with a window of %d bytes\n%s\nwant\n%s", name, size, got, want)
			}
		}
		f, err := Open("-", Options{Stdin: &slowReader{[]byte(text), 3}})
		if err != nil {
			t.Fatal(err)
		}
		if got := rowsOf(t, f); got != want {
			t.Errorf("%s: three bytes at a time\n%s\nwant\n%s", name, got, want)
		}
	}
}

// TestReadGrowsToSize checks the two numbers that progress is made of.
func TestReadGrowsToSize(t *testing.T) {
	t.Parallel()
	path := writeFile(t, "events.csv", eventsCSV(40_000))
	f, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer closeFile(t, f)
	var b record.Batch
	var last int64
	batches := 0
	for ; ; batches++ {
		b.Reset()
		if err := f.Next(&b); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		if b.BytesRead < last || b.BytesRead == 0 {
			t.Fatalf("read %d bytes after %d", b.BytesRead, last)
		}
		last = b.BytesRead
		if n := len(b.Events()); n > 20_000 {
			t.Fatalf("%d rows in one batch", n)
		}
	}
	if last != f.Size() || batches < 3 {
		t.Errorf("read %d of %d bytes in %d batches", last, f.Size(), batches)
	}
}

// TestEventsDoNotAllocate holds the promise that a row costs no allocation.
func TestEventsDoNotAllocate(t *testing.T) {
	text := eventsCSV(100_000)
	f, err := Open("-", Options{Stdin: bytes.NewReader(text)})
	if err != nil {
		t.Fatal(err)
	}
	var b record.Batch
	for range 2 { // the batch and the window grow to their size
		b.Reset()
		if err := f.Next(&b); err != nil {
			t.Fatal(err)
		}
	}
	allocs := testing.AllocsPerRun(3, func() {
		b.Reset()
		if err := f.Next(&b); err != nil {
			t.Fatal(err)
		}
	})
	if allocs > 5 {
		t.Errorf("a batch of %d events took %.0f allocations", len(b.Events()), allocs)
	}
}
