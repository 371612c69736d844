package xlsxtest

import (
	"fmt"
	"html"
	"maps"
	"slices"
	"strings"
	"testing"

	"trialist/store/feed/zip/ziptest"
)

// Sheet is a sheet of a workbook: its rows as the XML within sheetData, and its state,
// "" for visible.
type Sheet struct{ Name, State, Rows, Tail string }

// Workbook is what a workbook is made of.
type Workbook struct {
	Sheets  []Sheet
	Texts   []string // shared
	Formats []string // codes of the styles, from style 1 on; a number is one that every workbook knows
	Since   string   // "1" for dates since 1904
	Without string   // a part that is left out
}

// Bytes is the file.
func (w Workbook) Bytes(tb testing.TB) []byte {
	tb.Helper()
	parts := map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"xl/styles.xml":       w.styles(),
	}
	var sheets, links strings.Builder
	for i, s := range w.Sheets {
		part := fmt.Sprintf("worksheets/sheet%d.xml", i+1)
		parts["xl/"+part] = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" + `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1"/><sheetData>` + s.Rows + `</sheetData>` + s.Tail + `</worksheet>`
		state := ""
		if s.State != "" {
			state = fmt.Sprintf(` state=%q`, s.State)
		}
		fmt.Fprintf(&sheets, `<sheet name="%s" sheetId="%d"%s r:id="rId%d"/>`, html.EscapeString(s.Name), i+1, state, i+1)
		fmt.Fprintf(&links, `<Relationship Id="rId%d" Type="worksheet" Target="%s"/>`, i+1, part)
	}
	parts["xl/workbook.xml"] = `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr date1904="` + w.Since + `"/><sheets>` + sheets.String() + `</sheets></workbook>`
	parts["xl/_rels/workbook.xml.rels"] = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + links.String() + `</Relationships>`
	if w.Texts != nil {
		parts["xl/sharedStrings.xml"] = `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si>` + strings.Join(w.Texts, `</si><si>`) + `</si></sst>`
	}
	delete(parts, w.Without)
	var files []string
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		files = append(files, name, parts[name])
	}
	return ziptest.Pack(tb, files...)
}

func (w Workbook) styles() string {
	var formats, styles strings.Builder
	for i, code := range w.Formats {
		id := code
		if strings.Trim(code, "0123456789") != "" || strings.HasPrefix(code, "00") {
			id = fmt.Sprint(200 + i)
			fmt.Fprintf(&formats, `<numFmt numFmtId="%s" formatCode="%s"/>`, id, html.EscapeString(code))
		}
		fmt.Fprintf(&styles, `<xf numFmtId="%s"/>`, id)
	}
	return `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts>` + formats.String() +
		`</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>` + styles.String() + `</cellXfs></styleSheet>`
}
