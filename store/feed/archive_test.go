package feed

import (
	"bytes"
	"strings"
	"testing"

	"trialist/store/feed/xlsx/xlsxtest"
	"trialist/store/feed/zip/ziptest"
)

const (
	someCustomers = "account_id,name,trial_started_at\na,Acme,2026-11-02\nb,Birch,2026-11-03\n"
	someEvents    = "account_id,event,time\na,login,2026-11-02 10:00:00\n"
)

// TestArchivesAreReadAsTheirFiles compares the rows of files in archives with those of
// the files themselves, from a file and from a stream.
func TestArchivesAreReadAsTheirFiles(t *testing.T) {
	t.Parallel()
	plain := rowsOf(t, openText(t, someCustomers, Options{}))
	events := rowsOf(t, openText(t, someEvents, Options{}))
	row := func(cells ...string) string {
		return `<row><c t="str"><v>` + strings.Join(cells, `</v></c><c t="str"><v>`) + `</v></c></row>`
	}
	sheet := row("account_id", "name", "trial_started_at") + `<row><c t="str"><v>a</v></c><c t="str"><v>Acme</v></c><c s="1"><v>46328</v></c></row><row/>` + row("b", "Birch", "2026-11-03")
	book := string(xlsxtest.Workbook{Formats: []string{"14"}, Sheets: []xlsxtest.Sheet{{Name: "Notes", State: "hidden", Rows: row("x")}, {Name: "Trials", Rows: sheet}}}.Bytes(t))
	sheetRows := strings.Replace(plain, "\n3 ", "\n4 ", 1)
	for name, test := range map[string]struct {
		content []byte
		want    map[string]string // rows by the name of the file
	}{
		"one":         {ziptest.Pack(t, "c.csv", someCustomers), map[string]string{"c.csv": plain}},
		"several":     {ziptest.Pack(t, "out/c.csv", someCustomers, "out/e.csv", someEvents, "logo.png", "x"), map[string]string{"out/c.csv": plain, "out/e.csv": events}},
		"packed":      {ziptest.Pack(t, "c.csv.gz", string(gzipped(t, []byte(someCustomers)))), map[string]string{"c.csv.gz": plain}},
		"spreadsheet": {[]byte(book), map[string]string{"": sheetRows}},
		"both":        {ziptest.Pack(t, "c.csv", someCustomers, "t.xlsx", book), map[string]string{"c.csv": plain, "t.xlsx": sheetRows}},
	} {
		path := writeFile(t, "a.bin", test.content)
		for _, stream := range []bool{false, true} {
			from, o := path, Options{}
			if stream {
				from, o.Stdin = "-", bytes.NewReader(test.content)
			}
			files, err := OpenAll(from, o)
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			if len(files) != len(test.want) {
				t.Errorf("%s: %d files, want %d", name, len(files), len(test.want))
			}
			for _, f := range files {
				if got, want := rowsOf(t, f), test.want[strings.TrimPrefix(strings.TrimPrefix(f.Path, from), ": ")]; got != want {
					t.Errorf("%s: %s has\n%s\nwant\n%s", name, f.Path, got, want)
				}
				closeFile(t, f)
			}
		}
	}
}

func TestArchivesThatAreRefused(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		content []byte
		want    string
	}{
		"nothing":  {ziptest.Pack(t), "without a file of rows"},
		"pictures": {ziptest.Pack(t, "a.png", "x"), "without a file of rows"},
		"nested":   {ziptest.Pack(t, "a.csv", string(ziptest.Pack(t, "b.csv", someCustomers))), "a.bin: a.csv: is a zip file in a zip file"},
		"binary":   {ziptest.Pack(t, "xl/workbook.bin", "x"), ".xlsb"},
		"open":     {ziptest.Pack(t, "content.xml", "x", "META-INF/manifest.xml", "x"), "OpenDocument"},
		"old":      {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more"), "of the old kind (.xls)"},
		"cut":      {ziptest.Pack(t, "a.csv", someCustomers)[:60], "is damaged"},
		"a fault":  {ziptest.Pack(t, "a.csv", someCustomers, "b.csv", "x\n1\n"), "a.bin: b.csv: has one column only"},
		"packed":   {gzipped(t, ziptest.Pack(t, "a.csv", someCustomers)), "packed once more"},
	} {
		path := writeFile(t, "a.bin", test.content)
		_, err := OpenAll(path, Options{})
		if err == nil || !strings.HasPrefix(err.Error(), path) || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v, want %q", name, err, test.want)
		}
	}
	several := writeFile(t, "a.bin", ziptest.Pack(t, "c.csv", someCustomers, "d.csv", someCustomers))
	if _, err := Open(several, Options{}); err == nil || !strings.Contains(err.Error(), "holds 2 files") {
		t.Errorf("got %v", err)
	}
}
