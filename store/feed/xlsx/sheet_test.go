package xlsx_test

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"trialist/store/feed/xlsx"
	"trialist/store/feed/xlsx/xlsxtest"
	"trialist/store/feed/zip"
)

// read is a sheet as CSV, and the sheet.
func read(tb testing.TB, w xlsxtest.Workbook, name string) (string, *xlsx.Sheet, error) {
	tb.Helper()
	packed := w.Bytes(tb)
	a, err := zip.Open(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		return "", nil, err
	}
	book, err := xlsx.Open(a)
	if err != nil {
		return "", nil, err
	}
	sheet, err := book.Pick(name)
	if err != nil {
		return "", nil, err
	}
	defer sheet.Close() //nolint:errcheck // only read from
	text, err := io.ReadAll(sheet)
	return string(text), sheet, err
}

// TestNumbersAndDates checks what becomes of a number by its format.
func TestNumbersAndDates(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ format, raw, want, want1904 string }{
		{"0", "1001", "1001", ""},
		{"0", "1001.0", "1001", ""},
		{"0", "1.5E-3", "0.0015", ""},
		{"0", "0.30000000000000004", "0.30000000000000004", ""},
		{"0", "12345678901234567", "12345678901234567", ""},
		{"0", "1.2345678901234568E+17", "1.2345678901234568E+17", ""},
		{"00000", "123", "00123", ""},
		{"00000;@", "123.0", "00123", ""},
		{"00000", "1234567", "1234567", ""},
		{"00000", "-5", "-5", ""},
		{"00000", "1.5", "1.5", ""},
		{"000000", "1.23E+2", "000123", ""},
		{"00.00", "7", "7", ""},
		{"0.00E+00", "15", "15", ""},
		{`#,##0.00 "days"`, "1499.5", "1499.5", ""},
		{`[Red]0`, "5", "5", ""},
		{`\d0`, "5", "5", ""},
		{"0", "1234567890123450", "1.23456789012345E+15", ""},
		{"0", "-123456789012345680", "-1.2345678901234568E+17", ""},
		{"0", "1234567890123456", "1234567890123456", ""},
		{"0", "123456789012345", "123456789012345", ""},
		{"000-000", "123456", "123-456", ""},
		{"000-000", "45", "000-045", ""},
		{"000-000", "12345678", "12345-678", ""},
		{`"CUST-"00000`, "45", "CUST-00045", ""},
		{`"A0-"00`, "7", "A0-07", ""},
		{`\K\-000`, "7", "K-007", ""},
		{"(000) 000-0000", "5551234567", "(555) 123-4567", ""},
		{`"no "0`, "7", "7", ""},
		{`00" days"`, "7", "7", ""},
		{"General", "7", "7", ""},
		{"14", "0", "0000-00-00", "1904-01-01"},
		{"22", "0.0", "0000-00-00", "1904-01-01 00:00:00"},
		{"_-* #,##0.00\\ \"dm\"_-", "7", "7", ""},
		{"9", "0.5", "50%", ""},
		{"10", "0.07", "7%", ""},
		{"0.0%", "0.1234", "12.34%", ""},
		{"14", "45982", "2025-11-21", "2029-11-22"},
		{"14", "1", "1900-01-01", "1904-01-02"},
		{"14", "59", "1900-02-28", "1904-02-29"},
		{"14", "61", "1900-03-01", "1904-03-02"},
		{"14", "60", "1900-02-28", ""},
		{"22", "45982", "2025-11-21 00:00:00", ""},
		{"22", "45982.5", "2025-11-21 12:00:00", ""},
		{"14", "45982.75", "2025-11-21 18:00:00", ""},
		{"22", "45982.999999999", "2025-11-22 00:00:00", ""},
		{"yyyy-mm-dd hh:mm:ss.000", "45982.4271990741", "2025-11-21 10:15:10", ""},
		{"yyyy-mm-dd hh:mm:ss.000", "45982.42719908565", "2025-11-21 10:15:10.001", ""},
		{"dd.mm.yyyy", "45982", "2025-11-21", ""},
		{"d. mmmm yyyy", "45982", "2025-11-21", ""},
		{`[$-407]mmm\-yy;@`, "45982", "2025-11-21", ""},
		{"mmm", "45982", "2025-11-21", ""},
		{"[$-F800]dddd, mmmm dd, yyyy", "45982", "2025-11-21", ""},
		{"30", "45982", "2025-11-21", ""},
		{"55", "0.5", "12:00:00", ""},
		{"20", "0.4270833333333333", "10:15:00", ""},
		{"[h]:mm", "1.5", "36:00:00", ""},
		{"hh:mm", "0", "00:00:00", ""},
		{"14", "-5", "-5", "-5"},
		{"14", "2958466", "2958466", ""},
		{"14", "99999999999", "99999999999", ""},
		{"14", "text", "text", ""},
	} {
		for since, want := range map[string]string{"0": test.want, "1": test.want1904} {
			if want == "" {
				continue
			}
			got, _, err := read(t, xlsxtest.Workbook{Formats: []string{test.format}, Since: since, Sheets: []xlsxtest.Sheet{{Name: "S", Rows: `<row r="1"><c r="A1" s="1"><v>` + test.raw + `</v></c></row>`}}}, "")
			if err != nil {
				t.Fatal(err)
			}
			if got = strings.Trim(got, "\"\n"); got != want && !(test.raw == "60" && strings.HasPrefix(got, "1900-0")) {
				t.Errorf("%s in format %q since %s is %q, want %q", test.raw, test.format, since, got, want)
			}
		}
	}
}

// TestCells checks what becomes of cells of every type, and that rows stay on the
// lines of their numbers.
func TestCells(t *testing.T) {
	t.Parallel()
	w := xlsxtest.Workbook{
		Texts: []string{"<t>id</t>", `<r><t xml:space="preserve">Ärger </t></r><r><rPr><b/></rPr><t>&amp; Söhne</t></r><rPh sb="0" eb="1"><t>ignored</t></rPh>`, "<t>a_x000D_b_x005F_x</t>", "<t/>", "<t>_xyz_x00_</t>"},
		Sheets: []xlsxtest.Sheet{{Name: "S", Rows: `
<row r="2" spans="1:4"><c r="A2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c></row>
<row r="5"><c r="A5" t="inlineStr"><is><t>in, line</t></is></c><c r="B5" t="str"><f>CONCAT("a")</f><v>say "x"</v></c><c r="D5" t="b"><v>1</v></c><c r="E5" t="b"><v>0</v></c></row>
<row r="6" hidden="1"><c r="A6" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B6"><f>1+1</f><v>2</v></c><c r="C6" s="0"/><c r="D6" t="s"><v>2</v></c><c r="AA6" t="s"><v>4</v></c></row>
<row r="7"><c r="A7" s="0"/><c r="B7" t="s"><v>3</v></c></row>
<row><c t="d"><v>2026-11-05T10:00:00</v></c><c><v>3</v></c></row>
<row r="9"><c r="A9"><v>x</v></c><c r="B9"><f>A1&amp;1</f></c><c r="C9"><f>A1</f><v></v></c><c r="D9" t="str"><f>""</f><v></v></c></row>`, Tail: `<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>`}},
	}
	got, sheet, err := read(t, w, "s")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.ReplaceAll(got, "\r", "␍"), "\n")
	for i, want := range []string{
		"", "id,,Ärger & Söhne", "", "", `"in, line","say ""x""",,TRUE,FALSE`, `,2,,"a␍b_x",,,,,,,,,,,,,,,,,,,,,,,_xyz_x00_`, "", "2026-11-05T10:00:00,3" + strings.Repeat(",", 25),
	} {
		if lines[i] != want {
			t.Errorf("line %d is %q, want %q", i+1, lines[i], want)
		}
	}
	if sheet.Errors != 1 || sheet.FirstError != "#DIV/0! in A6" || sheet.Hidden != 1 || sheet.Merged != 1 || sheet.Unsaved != 2 || sheet.FirstUnsaved != "B9" {
		t.Errorf("errors %d (%s), hidden %d, merged %d, unsaved %d (%s)", sheet.Errors, sheet.FirstError, sheet.Hidden, sheet.Merged, sheet.Unsaved, sheet.FirstUnsaved)
	}
}

func TestPick(t *testing.T) {
	t.Parallel()
	row := func(text string) string { return `<row r="1"><c r="A1" t="str"><v>` + text + `</v></c></row>` }
	sheets := func(list ...xlsxtest.Sheet) xlsxtest.Workbook { return xlsxtest.Workbook{Sheets: list} }
	for _, test := range []struct {
		book       xlsxtest.Workbook
		name, want string // of the error too
	}{
		{sheets(xlsxtest.Sheet{Name: "One", Rows: row("x")}), "", "x"},
		{sheets(xlsxtest.Sheet{Name: "Blank", Rows: row(" ")}, xlsxtest.Sheet{Name: "Data", Rows: row("x")}, xlsxtest.Sheet{Name: "Empty"}), "", "x"},
		{sheets(xlsxtest.Sheet{Name: "Old", State: "hidden", Rows: row("y")}, xlsxtest.Sheet{Name: "Data", Rows: row("x")}), "", "x"},
		{sheets(xlsxtest.Sheet{Name: "Old", State: "veryHidden", Rows: row("y")}, xlsxtest.Sheet{Name: "Data", Rows: row("x")}), " OLD", "y"},
		{sheets(xlsxtest.Sheet{Name: "A", Rows: row("y")}, xlsxtest.Sheet{Name: "B & C", Rows: row("x")}), "", `several sheets with something in them, "A", "B & C"; say which with --sheet NAME`},
		{sheets(xlsxtest.Sheet{Name: "A", Rows: row("y")}), "B", `has no sheet "B"; its sheets are "A"`},
		{sheets(xlsxtest.Sheet{Name: "A"}), "", "nothing in it"},
		{sheets(xlsxtest.Sheet{Name: "A"}, xlsxtest.Sheet{Name: "Old", State: "hidden", Rows: row("y")}), "", `has something in hidden sheets only, "Old"; say which with --sheet NAME`},
		{sheets(xlsxtest.Sheet{Name: "A", Rows: `<row r="1"><c r="A1" t="s"><v>3</v></c></row>`}), "", "cell A1 of sheet \"A\" has a text that is not there"},
		{sheets(xlsxtest.Sheet{Name: "A", Rows: `<row r="2"/><row r="1"/>`}), "", "damaged"},
		{sheets(xlsxtest.Sheet{Name: "A", Rows: `<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>`}), "", "damaged"},
		{sheets(xlsxtest.Sheet{Name: "A", Rows: `<row r="1"><c r="ZZZZZZZZZZ1"><v>1</v></c></row>`}), "", "damaged"},
		{sheets(xlsxtest.Sheet{Name: "A", Rows: `<row r="1"><c r="A1"><v>1</v>`}), "", "damaged"},
		{sheets(xlsxtest.Sheet{Name: "A", Rows: row(strings.Repeat("x", 3<<20))}), "", "more than 1024 KiB in one cell"},
		{xlsxtest.Workbook{Sheets: []xlsxtest.Sheet{{Name: "A", Rows: row("x")}}, Without: "xl/styles.xml"}, "", "x"},
		{xlsxtest.Workbook{Sheets: []xlsxtest.Sheet{{Name: "A", Rows: row("x")}}, Without: "xl/worksheets/sheet1.xml"}, "", "not in the zip file"},
	} {
		got, _, err := read(t, test.book, test.name)
		if err != nil {
			got = err.Error()
		}
		if !strings.Contains(got, test.want) || test.want == "x" && strings.TrimSpace(got) != "x" {
			t.Errorf("sheet %q of %.200s: got %.200q, want %q", test.name, fmt.Sprint(test.book.Sheets), got, test.want)
		}
	}
}

// FuzzSheet checks that no sheet makes the reader fail otherwise than with an error.
func FuzzSheet(f *testing.F) {
	for _, rows := range []string{`<row r="1"><c r="A1" s="1"><v>45982.5</v></c></row>`, `<row><c t="inlineStr"><is><t>_x0041_</t></is></c></row>`, `<row r="9"`, `<row r="1"><c r="XFD1" t="s"><v>0</v></c></row>`} {
		f.Add(rows)
	}
	f.Fuzz(func(t *testing.T, rows string) {
		_, _, _ = read(t, xlsxtest.Workbook{Formats: []string{"22"}, Texts: []string{"<t>x</t>"}, Sheets: []xlsxtest.Sheet{{Name: "S", Rows: rows}}}, "S")
	})
}
