package demo_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"trialist/scoring/value"
	"trialist/store/demo"
)

// write writes a workspace and returns its files by name.
func write(t testing.TB, w *demo.Workspace) map[string][]byte {
	t.Helper()
	texts := map[string]*bytes.Buffer{}
	err := w.WriteCSV(func(name string) io.Writer {
		texts[name] = new(bytes.Buffer)
		return texts[name]
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, name := range w.Files() {
		files[name] = texts[name].Bytes()
	}
	if len(texts) != len(files) {
		t.Errorf("wrote %d files, not %v", len(texts), w.Files())
	}
	return files
}

func TestSameSeedSameBytes(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]demo.Options{
		"story": {Seed: 42, AsOf: asOf},
		"bulk":  {Seed: 42, AsOf: asOf, Accounts: 3000, Events: 40_000},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			first, again := write(t, demo.New(o)), write(t, demo.New(o))
			o.Seed++
			other := write(t, demo.New(o))
			for file := range first {
				if !bytes.Equal(first[file], again[file]) {
					t.Errorf("%s differs between two runs", file)
				}
				if bytes.Equal(first[file], other[file]) {
					t.Errorf("%s is the same for another seed", file)
				}
			}
		})
	}
}

// TestFilesHoldTheWorkspace reads the files with the standard library and
// compares them with the sources, row by row.
func TestFilesHoldTheWorkspace(t *testing.T) {
	t.Parallel()
	w := demo.New(demo.Options{Seed: 1, AsOf: asOf})
	files := write(t, w)
	customers := records(t, files["customers.csv"])
	for i, c := range drain(t, w.Customers()).Customers {
		want := map[string]string{"account_id": c.Account, "name": c.Name}
		fill(want, c.Attributes)
		compare(t, customers[i], want)
	}
	contacts := records(t, files["contacts.csv"])
	for i, c := range drain(t, w.Contacts()).Contacts {
		want := map[string]string{"contact_id": c.Contact, "account_id": c.Account}
		fill(want, c.Attributes)
		compare(t, contacts[i], want)
	}
	events := records(t, files["events.csv"])
	for i, e := range drain(t, w.Events()).Events() {
		compare(t, events[i], map[string]string{
			"account_id": string(e.Account), "contact_id": string(e.Contact),
			"event": string(e.Name), "timestamp": e.At.Time().Format(time.RFC3339),
		})
	}
	if size := w.Size(); len(customers) != size.Customers || len(contacts) != size.Contacts || len(events) != size.Events {
		t.Errorf("%d, %d, %d rows; want %+v", len(customers), len(contacts), len(events), size)
	}
}

// records are the rows of a file by column, empty cells left out.
func records(t *testing.T, content []byte) []map[string]string {
	t.Helper()
	table, err := csv.NewReader(bytes.NewReader(content)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, cells := range table[1:] {
		row := map[string]string{}
		for i, cell := range cells {
			if cell != "" {
				row[table[0][i]] = cell
			}
		}
		rows = append(rows, row)
	}
	return rows
}

func fill(row map[string]string, list []value.Attribute) {
	for _, a := range list {
		row[a.Name] = a.Value.String()
		if a.Value.Kind == value.Date {
			row[a.Name] = a.Value.Date.Time().Format(time.RFC3339)
		}
	}
}

func compare(t *testing.T, got, want map[string]string) {
	t.Helper()
	for name, value := range want {
		if value == "" {
			delete(want, name)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("row of the file differs (-want +got):\n%s", diff)
	}
}

func TestWriteReportsProgress(t *testing.T) {
	t.Parallel()
	w := demo.New(demo.Options{Accounts: 100, Events: 9000, AsOf: asOf})
	var seen []int
	if err := w.WriteCSV(func(string) io.Writer { return io.Discard }, func(done, total int) {
		if total != 9100 {
			t.Errorf("%d rows in all, want 9100", total)
		}
		seen = append(seen, done)
	}); err != nil {
		t.Fatal(err)
	}
	if len(seen) < 3 || seen[len(seen)-1] != 9100 {
		t.Errorf("progress %v", seen)
	}
}

func TestWriteSaysWhyItCannot(t *testing.T) {
	t.Parallel()
	closed, full := io.Pipe()
	if err := closed.CloseWithError(io.ErrNoProgress); err != nil {
		t.Fatal(err)
	}
	err := demo.New(demo.Options{AsOf: asOf}).WriteCSV(func(string) io.Writer { return full }, nil)
	if !errors.Is(err, io.ErrNoProgress) || !strings.Contains(err.Error(), "customers.csv") {
		t.Errorf("got %v", err)
	}
}

func BenchmarkWriteCSV(b *testing.B) {
	w := demo.New(demo.Options{Accounts: 20_000, Events: 1_000_000, Seed: 1, AsOf: asOf})
	for b.Loop() {
		size := int64(len(write(b, w)["events.csv"]))
		b.SetBytes(size)
		b.ReportMetric(float64(size)/1e6, "bytes/row")
	}
}
