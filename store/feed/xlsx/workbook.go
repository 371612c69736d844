package xlsx

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"trialist/store/feed/zip"
)

// Workbook is a spreadsheet.
type Workbook struct {
	archive *zip.Archive
	sheets  []sheet
	texts   []string // shared by the sheets; nil until a sheet is read
	formats []format // by style
	epoch   epoch
}

// sheet is a sheet of a workbook.
type sheet struct {
	name   string
	part   string // of the archive
	hidden bool
}

// workbookPart is the part of the archive that lists the sheets.
const workbookPart = "xl/workbook.xml"

// Is reports whether the archive is a spreadsheet.
func Is(a *zip.Archive) bool { return a.Has(workbookPart) }

// Refusal is the error for an archive that is a document of another office program; nil when
// it is none.
func Refusal(a *zip.Archive) error {
	switch {
	case a.Has("xl/workbook.bin"):
		return errors.New("is a binary Excel workbook (.xlsb); save it as .xlsx or as CSV")
	case a.Has("content.xml") && a.Has("META-INF/manifest.xml"):
		return errors.New("is an OpenDocument file; save the sheet as .xlsx or as CSV")
	case a.Has("Index/Document.iwa"):
		return errors.New("is a Numbers document; export the sheet as .xlsx or as CSV")
	case a.Has("word/document.xml") || a.Has("ppt/presentation.xml"):
		return errors.New("is a document, not a table")
	}
	return nil
}

// Open reads the list of sheets and the number formats. The errors say what is damaged.
func Open(a *zip.Archive) (*Workbook, error) {
	w := &Workbook{archive: a}
	var book struct {
		Properties struct {
			Date1904 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			Name  string     `xml:"name,attr"`
			State string     `xml:"state,attr"`
			Attrs []xml.Attr `xml:",any,attr"`
		} `xml:"sheets>sheet"`
	}
	if err := w.decode(workbookPart, &book); err != nil {
		return nil, err
	}
	var links struct {
		List []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if err := w.decode("xl/_rels/workbook.xml.rels", &links); err != nil {
		return nil, err
	}
	parts := make(map[string]string)
	for _, link := range links.List {
		parts[link.ID] = partPath(link.Target)
	}
	w.epoch = epoch1900
	if p := book.Properties.Date1904; p == "1" || p == "true" {
		w.epoch = epoch1904
	}
	for _, s := range book.Sheets {
		for _, attr := range s.Attrs {
			if part := parts[attr.Value]; attr.Name.Local == "id" && part != "" {
				w.sheets = append(w.sheets, sheet{s.Name, part, s.State == "hidden" || s.State == "veryHidden"})
			}
		}
	}
	var err error
	w.formats, err = w.readFormats()
	return w, err
}

// partPath is the part of the archive that a link of the workbook leads to.
func partPath(target string) string {
	if strings.HasPrefix(target, "/") {
		return strings.TrimPrefix(path.Clean(target), "/")
	}
	return path.Join("xl", target)
}

// maxPart is the most bytes of a part that is read into memory at once.
const maxPart = 16 << 20

// decode reads a small part of the archive into v.
func (w *Workbook) decode(part string, v any) error {
	r, err := w.archive.Reader(part)
	if err != nil {
		return err
	}
	defer r.Close() //nolint:errcheck // only read from
	text, err := io.ReadAll(io.LimitReader(r, maxPart+1))
	switch {
	case err != nil:
		return err
	case len(text) > maxPart:
		return fmt.Errorf("has a part, %s, of more than %d MiB", part, maxPart>>20)
	}
	if err := xml.Unmarshal(text, v); err != nil {
		return damaged(part)
	}
	return nil
}

func damaged(part string) error {
	return fmt.Errorf("is a damaged spreadsheet: its part %s cannot be read; open it and save it again", part)
}

// Pick opens the sheet with the name; without a name, the only visible sheet that is not
// empty. The error names the sheets when there is no such sheet or several.
func (w *Workbook) Pick(name string) (*Sheet, error) {
	if name != "" {
		for _, s := range w.sheets {
			if strings.EqualFold(strings.TrimSpace(s.name), strings.TrimSpace(name)) {
				return w.open(s)
			}
		}
		return nil, fmt.Errorf("has no sheet %q; its sheets are %s", name, names(w.sheets))
	}
	var found, hidden []sheet
	for _, s := range w.sheets {
		filled, err := w.hasCells(s)
		switch {
		case s.hidden && (err != nil || !filled): // nobody asked for it
		case err != nil:
			return nil, err
		case s.hidden:
			hidden = append(hidden, s)
		case filled:
			found = append(found, s)
		}
	}
	switch {
	case len(found) == 0 && len(hidden) > 0:
		return nil, fmt.Errorf("has something in hidden sheets only, %s; say which with --sheet NAME", names(hidden))
	case len(found) == 0:
		return nil, errors.New("is a spreadsheet with nothing in it")
	case len(found) > 1:
		return nil, fmt.Errorf("has several sheets with something in them, %s; say which with --sheet NAME", names(found))
	}
	picked, err := w.open(found[0])
	if err != nil {
		return nil, err
	}
	for _, s := range hidden {
		picked.HiddenSheets = append(picked.HiddenSheets, s.name)
	}
	return picked, nil
}

// names lists the names of sheets for a message.
func names(sheets []sheet) string {
	const most = 12
	list := make([]string, 0, len(sheets))
	for _, s := range sheets[:min(len(sheets), most)] {
		list = append(list, fmt.Sprintf("%q", s.name))
	}
	if more := len(sheets) - most; more > 0 {
		list = append(list, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(list, ", ")
}

// hasCells reports whether a sheet has any cell with a value.
func (w *Workbook) hasCells(s sheet) (bool, error) {
	r, err := w.open(s)
	if err != nil {
		return false, err
	}
	defer r.Close() //nolint:errcheck // only read from
	for {
		row, err := r.row()
		if errors.Is(err, io.EOF) {
			return false, nil
		}
		if err != nil {
			return false, err
		}
		for _, cell := range row {
			if strings.TrimSpace(cell) != "" {
				return true, nil
			}
		}
	}
}
