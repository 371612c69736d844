package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/csv"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// importTables are the tables of TestImportIsTheSameHoweverAFileIsWritten, the first
// row of each being the column names.
func importTables(random *rand.Rand) map[string][][]string {
	customers := [][]string{{"Account ID", "Company", "Trial Start", "trialEnds", "Seats", "Note", "Vip", "renewal"}}
	contacts := [][]string{{"contact_id", "account_id", "email", "Role"}}
	events := [][]string{{"event_type", "ACCOUNTID", "contact_id", "ts", "n"}}
	notes := []string{"", "two, with a comma", "a \"quoted\" word", "semi;colon", "Größe é", "line\nbreak", "007", "1.10", "N/A"}
	pick := func(list []string) string { return list[random.IntN(len(list))] }
	for i := range 60 {
		id := fmt.Sprintf("acc-%02d", i)
		customers = append(customers, []string{
			id, fmt.Sprintf("Müller %d, Ltd", i), fmt.Sprintf("2026-11-%02d", i%28+1), fmt.Sprintf("2026-12-%02d 10:00:00", i%28+1),
			fmt.Sprint(random.IntN(400)), pick(notes), pick([]string{"yes", "no", ""}), fmt.Sprintf("%d.%d.2027", random.IntN(28)+1, random.IntN(12)+1),
		})
		contacts = append(contacts, []string{fmt.Sprintf("u%03d", i), id, fmt.Sprintf("ann%d@acme%d.test", i, i), pick(notes[:5])})
		for range random.IntN(20) {
			events = append(events, []string{
				pick([]string{"login", "Imported contacts", "Größe geändert"}), id, pick([]string{"", fmt.Sprintf("u%03d", i)}),
				fmt.Sprintf("2026-11-%02dT%02d:%02d:00Z", random.IntN(28)+1, random.IntN(24), random.IntN(60)), fmt.Sprint(random.IntN(3) + 1),
			})
		}
	}
	return map[string][][]string{"customers.csv": customers, "contacts.csv": contacts, "events.csv": events}
}

// TestImportIsTheSameHoweverAFileIsWritten imports the same tables in other orders of
// rows, encodings, delimiters, line ends and packings, and again: all give the same
// workspace.
func TestImportIsTheSameHoweverAFileIsWritten(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(11, 26))
	tables := importTables(random)
	written := func(rows [][]string, delimiter rune) []byte {
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		w.Comma = delimiter
		if err := w.WriteAll(rows); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	plain := func(rows [][]string) []byte { return written(rows, ',') }
	encoded := func(encode func([]byte) ([]byte, error)) func([][]string) []byte {
		return func(rows [][]string) []byte {
			out, err := encode(plain(rows))
			if err != nil {
				t.Fatal(err)
			}
			return out
		}
	}
	want := workspaceOf(t, tables, plain)
	for name, write := range map[string]func(rows [][]string) []byte{
		"shuffled": func(rows [][]string) []byte {
			body := slices.Clone(rows[1:])
			random := rand.New(rand.NewPCG(3, uint64(len(body))))
			random.Shuffle(len(body), func(i, j int) { body[i], body[j] = body[j], body[i] })
			return plain(append([][]string{rows[0]}, body...))
		},
		"repeated": func(rows [][]string) []byte {
			if strings.HasPrefix(rows[0][0], "event") {
				return plain(rows) // equal events of one file are several
			}
			return plain(append(slices.Clone(rows), rows[1:]...))
		},
		"semicolons":        func(rows [][]string) []byte { return written(rows, ';') },
		"named semicolons":  func(rows [][]string) []byte { return append([]byte("sep=;\n"), written(rows, ';')...) },
		"tabs":              func(rows [][]string) []byte { return written(rows, '\t') },
		"bars":              func(rows [][]string) []byte { return written(rows, '|') },
		"a byte order mark": func(rows [][]string) []byte { return append([]byte("\ufeff"), plain(rows)...) },
		"Windows-1252":      encoded(charmap.Windows1252.NewEncoder().Bytes),
		"UTF-16":            encoded(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes),
		"UTF-16 big endian": encoded(unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().Bytes),
		"carriage returns": func(rows [][]string) []byte {
			var text []byte
			for _, row := range rows {
				text = append(append(text, bytes.TrimSuffix(plain([][]string{row}), []byte("\n"))...), "\r\n"...)
			}
			return text
		},
		"a title": func(rows [][]string) []byte {
			return append([]byte("Everything of November\n\n"), plain(rows)...)
		},
		"commas at the ends": func(rows [][]string) []byte {
			wider := make([][]string, len(rows))
			for i := range rows {
				wider[i] = append(slices.Clone(rows[i]), "")
			}
			return plain(wider)
		},
		"gzip": encoded(func(text []byte) ([]byte, error) {
			var b bytes.Buffer
			w := gzip.NewWriter(&b)
			_, err := w.Write(text)
			err = errors.Join(err, w.Close())
			return b.Bytes(), err
		}),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(want, workspaceOf(t, tables, write)); diff != "" {
				t.Errorf("another workspace (-want +got):\n%s", diff)
			}
		})
	}
}

// TestImportIsTheSameFromTwoFiles imports the same tables cut in two, between rows that
// are not equal: what a column means is said by flags, as each file shows a part of it.
func TestImportIsTheSameFromTwoFiles(t *testing.T) {
	t.Parallel()
	plain := func(rows [][]string) []byte {
		var b bytes.Buffer
		if err := csv.NewWriter(&b).WriteAll(rows); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	for seed := range uint64(3) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(seed, 5))
			tables := importTables(random)
			halves := make(map[string][][]string)
			for name, rows := range tables {
				body := slices.Clone(rows[1:])
				random.Shuffle(len(body), func(i, j int) { body[i], body[j] = body[j], body[i] })
				// Equal rows stand together, as those of two files would be taken for
				// repeats.
				slices.SortStableFunc(body, func(a, b []string) int { return strings.Compare(shuffledKey(seed, a), shuffledKey(seed, b)) })
				at := 2 + random.IntN(len(body)-3)
				for at < len(body)-1 && slices.Equal(body[at-1], body[at]) {
					at++
				}
				halves["1-"+name] = append([][]string{rows[0]}, body[:at]...)
				halves["2-"+name] = append([][]string{rows[0]}, body[at:]...)
			}
			if diff := cmp.Diff(workspaceOf(t, tables, plain), workspaceOf(t, halves, plain)); diff != "" {
				t.Errorf("another workspace (-whole +halves):\n%s", diff)
			}
		})
	}
}

// shuffledKey is the same for equal rows, and orders others by chance.
func shuffledKey(seed uint64, row []string) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%d %q", seed, row))
	return string(sum[:])
}

// workspaceOf imports the tables as write has them, and the whole of it again, and
// returns all that is exported, line by line.
func workspaceOf(t *testing.T, tables map[string][][]string, write func([][]string) []byte) []string {
	t.Helper()
	dir := t.TempDir()
	db := filepath.Join(dir, "workspace.db")
	args := []string{"import", "--dates", "dmy", "--decimal", "point", "--tz", "Europe/Berlin"}
	for name, rows := range tables {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, write(rows), 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	trialist(t, db, args...)
	var lines []string
	export := func() {
		for _, what := range []string{"customers", "contacts", "events"} {
			text, _, _ := strings.Cut(trialist(t, db, "export", what), "trialist: to read these values") // which is for the eye
			if what == "events" && strings.Count(text, "\n") < 300 {
				t.Errorf("export of events is\n%.300s", text)
			}
			records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			for _, record := range records[1:] {
				var cells []string // columns stand in the order in which their first values came
				for i, cell := range record {
					cells = append(cells, records[0][i]+" "+cell)
				}
				slices.Sort(cells)
				lines = append(lines, what+": "+strings.Join(cells, "|"))
			}
		}
		slices.Sort(lines) // accounts stand in the order in which they came
		ranking := trialist(t, db, "--as-of", "2026-11-20T12:00:00Z", "list", "--status", "all", "--json")
		if strings.Count(ranking, `"id"`) < 20 {
			t.Errorf("the list is\n%.300s", ranking)
		}
		lines = append(lines, strings.Split(ranking, "\n")...)
	}
	trialist(t, db, "signals", "add", "--side", "adoption", "--name", "Logged in", "--weight", "5", "--when", "event login happened at least 3 times ever")
	trialist(t, db, "signals", "add", "--side", "fit", "--name", "Large", "--weight", "5",
		"--when", `attribute Seats is more than 200 or attribute renewal is after 2027-06-01 or attribute Note is 1.10|"007"`)
	export()
	before := lines
	lines = nil
	trialist(t, db, args...)
	if export(); !slices.Equal(lines, before) {
		t.Error("importing it again changes something")
	}
	return lines
}
