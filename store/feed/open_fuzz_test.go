package feed

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"trialist/scoring/record"
	"trialist/scoring/value"
	"trialist/store/feed/cell"
	"trialist/store/feed/date"
	"trialist/store/feed/field"
	"trialist/store/feed/rows"
)

// seedFiles adds every file of testdata and some that are wrong.
func seedFiles(f *testing.F) {
	f.Helper()
	paths, err := filepath.Glob("testdata/*.*")
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text, byte(len(text)))
	}
	for i, text := range []string{
		"", "id", "id\n", "id,\"", "{", "[", "[]", "[{}]", "{}", "{\"id\":\"\\", "[{\"id\":1}]x", "id,id\n1,\"2\"3\n", "id\r1\r", "sep=;\nid;a", "\x1f\x8b", "\"id\"\n\"", "[[[[{\"id\":1}",
		"{\"id\":{\"id\":1}}", "{\"event\":1,\"id\":2,\"time\":nan}", "{\"id\":\"\\u0000a\\ud800\"}", "{\"a\":1}\n{\"id\":2}",
	} {
		f.Add([]byte(text), byte(i))
	}
}

// FuzzOpen reads anything as a file. Whatever it is, reading ends, an error is
// one line that names the file, every row is fit to be stored, and a window of a
// few bytes reads the same as one of many.
func FuzzOpen(f *testing.F) {
	seedFiles(f)
	f.Fuzz(func(t *testing.T, text []byte, how byte) {
		o := Options{Dates: date.Order(how % 3), As: []field.Kind{"", field.Customers, field.Contacts, field.Events}[how/3%4], Zone: []*time.Location{nil, time.FixedZone("", 3600)}[how/12%2]}
		rows, err := readAll(text, o, 0)
		small, also := readAll(text, o, 1+int(how))
		if rows != small || (err == nil) != (also == nil) || err != nil && err.Error() != also.Error() {
			t.Errorf("%q\nreads as\n%s%v\nand with a small window\n%s%v", text, rows, err, small, also)
		}
		o.head = 1 + len(text)/3
		if _, err := readAll(text, o, 1); err != nil && !strings.HasPrefix(err.Error(), "standard input: ") {
			t.Errorf("%q gives the error %q", text, err)
		}
		if err != nil && (!strings.HasPrefix(err.Error(), "standard input: ") || strings.ContainsAny(err.Error(), "\n\r\x1b") || len(err.Error()) > 2000) {
			t.Errorf("%q gives the error %q", text, err)
		}
	})
}

func readAll(text []byte, o Options, window int) (string, error) {
	o.Stdin = bytes.NewReader(text)
	f, err := Open("-", o)
	if err != nil {
		return "", err
	}
	defer f.in.Close() //nolint:errcheck // nothing is left to go wrong
	if window > 0 {
		if d, ok := f.decoder.(interface{ Resize(size int) }); ok {
			d.Resize(window)
		}
	}
	return printRows(&File{in: f.in, decoder: checked{f.decoder}})
}

// checked looks at every row on its way.
type checked struct{ rows.Decoder }

func (c checked) Next(b *record.Batch) error {
	err := c.Decoder.Next(b)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	for _, row := range b.Customers {
		fit(row.Account != "" && row.Line > 0, row.Account, row.Name)
		fitValues(row.Attributes)
	}
	for _, row := range b.Contacts {
		fit(row.Contact != "" && row.Line > 0, row.Contact, row.Account)
		fitValues(row.Attributes)
	}
	for _, row := range b.Events() {
		year := row.At.Time().Year()
		fit(len(row.Account)+len(row.Contact) > 0 && len(row.Name) > 0 && row.Line > 0 && row.Count > 0 && year >= 1899 && year <= 2201, string(row.Account), string(row.Name), string(row.Contact))
	}
	for _, row := range b.Rejects {
		fit(row.Line > 0 && row.Reason != "" && !strings.ContainsAny(row.Reason, "\n\r\x1b"), row.Reason)
	}
	return err
}

func fitValues(list []value.Attribute) {
	seen := map[string]bool{}
	for _, a := range list {
		fit(a.Name != "" && !seen[a.Name] && (a.Value.Kind != value.Text || a.Value.Text != ""), a.Name)
		fit(true, a.Value.Text)
		seen[a.Name] = true
	}
}

// fit panics, which the fuzzer reports with its input, where a row is not fit to
// be stored.
func fit(ok bool, texts ...string) {
	for _, s := range texts {
		ok = ok && utf8.ValidString(s) && !strings.Contains(s, "\x00") && len(s) <= cell.MaxText
	}
	if !ok {
		panic("a row is not fit to be stored: " + strings.Join(texts, " "))
	}
}
