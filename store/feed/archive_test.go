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
		"with empty":  {ziptest.Pack(t, "c.csv", someCustomers, "e.csv", "\n"), map[string]string{"c.csv": plain}},
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

// TestNotesOfSheets checks that what is not read of a spreadsheet is said.
func TestNotesOfSheets(t *testing.T) {
	t.Parallel()
	row := func(cells string) string { return "<row>" + cells + "</row>" }
	text := func(s string) string { return `<c t="str"><v>` + s + `</v></c>` }
	header := row(text("account_id") + text("trial_started_at") + text("mrr"))
	sheets := []xlsxtest.Sheet{
		{Name: "Lists", State: "veryHidden", Rows: row(text("x"))},
		{Name: "Trials", Rows: header + row(text("a")+`<c s="1"><v>46328</v></c><c r="C2"><f>B2*2</f><v/></c>`)},
		{Name: "Old, x", State: "hidden", Rows: row(text("x"))},
		{Name: "Empty", State: "hidden"},
	}
	notesOf := func(sheets ...xlsxtest.Sheet) string {
		f := openText(t, string(xlsxtest.Workbook{Formats: []string{"14"}, Sheets: sheets}.Bytes(t)), Options{})
		var said []string
		for _, note := range f.Notes() {
			said = append(said, note.Text)
		}
		closeFile(t, f)
		return strings.Join(said, "\n")
	}
	one, several := notesOf(sheets[:2]...), notesOf(sheets...)
	for _, want := range []struct{ got, note string }{
		{one, `the sheet "Lists" is hidden, and was not read; to read it, say --sheet "Lists"`},
		{one, "1 cell, C2, has a formula without a saved result, and was taken as empty; open the file"},
		{several, `2 sheets are hidden, and were not read: "Lists", "Old, x"`},
	} {
		if !strings.Contains(want.got, want.note) {
			t.Errorf("%q is not said in\n%s", want.note, want.got)
		}
	}
	groups := row(text("Account")+"<c/>"+text("Plan")) + row(text("id")+text("name")+text("plan")) + row(text("a")+text("A")+text("Pro"))
	merged := xlsxtest.Workbook{Sheets: []xlsxtest.Sheet{{Name: "S", Rows: groups, Tail: `<mergeCells><mergeCell ref="C1:C2"/><mergeCell ref="A1:B1"/></mergeCells>`}}}
	if _, err := Open(writeFile(t, "a.xlsx", merged.Bytes(t)), Options{}); err == nil || !strings.Contains(err.Error(), `sheet "S": line 1: the names of the columns are merged cells, A1:B1; if the line below`) {
		t.Errorf("names of groups of columns: %v", err)
	}
	title := `<row r="1">` + text("Trials") + `</row><row r="2">` + text("account_id") + text("name") + `</row><row r="3">` + text("a") + text("A") + `</row>`
	merged.Sheets[0] = xlsxtest.Sheet{Name: "S", Rows: title, Tail: `<mergeCells><mergeCell ref="A1:B1"/></mergeCells>`}
	if rows := rowsOf(t, openText(t, string(merged.Bytes(t)), Options{})); rows != "3 customer \"a\" \"A\"\n" {
		t.Errorf("below a title over several columns: %s", rows)
	}
	numbers := xlsxtest.Workbook{Since: "1", Sheets: []xlsxtest.Sheet{{Name: "S", Rows: header + row(text("a")+"<c><v>44866</v></c>")}}}
	_, err := Open(writeFile(t, "a.xlsx", numbers.Bytes(t)), Options{})
	if err == nil || !strings.Contains(err.Error(), `sheet "S": the dates of column "trial_started_at" are plain numbers, and this file counts days from 1904`) {
		t.Errorf("numbers of days since 1904: %v", err)
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
		"tar":      {append(append(make([]byte, 257), "ustar"...), make([]byte, 99)...), "is a tar archive"},
		"page":     {[]byte("\n<!DOCTYPE html>\n<html>account_id,name\n"), "is a page of HTML or XML, not a table"},
		"table":    {[]byte("<table><tr><td>account_id</td></tr></table>"), "is a page of HTML or XML, not a table"},
		"blank":    {ziptest.Pack(t, "a.csv", ""), "a.bin: a.csv: is empty"},
		"blanks":   {ziptest.Pack(t, "a.csv", "", "b.csv", "\n"), "is a zip file of empty files"},
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
