package feed

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"trialist/store/feed/date"
	"trialist/store/feed/input"
	"trialist/store/feed/notes"
	"trialist/store/feed/xlsx"
	"trialist/store/feed/zip"
)

// openArchive opens the files of an archive, or the sheet of a spreadsheet, and closes
// the archive: what is in it is copied to where it can be read twice.
func openArchive(in *input.Text, path string, o Options) ([]*File, error) {
	defer in.Close() //nolint:errcheck // only read from
	fail := func(err error) ([]*File, error) { return nil, fmt.Errorf("%s: %w", in.Name, err) }
	archive, err := zip.Open(in.Raw())
	if err != nil {
		return fail(err)
	}
	if xlsx.Is(archive) {
		f, err := openSheet(archive, in.Name, path, o)
		if err != nil {
			return nil, err
		}
		return []*File{f}, nil
	}
	if err := xlsx.Refusal(archive); err != nil {
		return fail(err)
	}
	members, others, err := archive.DataFiles()
	switch {
	case err != nil:
		return fail(err)
	case len(members) == 0:
		return fail(errors.New("is a zip file without a file of rows in it"))
	}
	var files []*File
	var empty []string
	for _, member := range members {
		opened, err := openMember(member, in.Name, path, o)
		if errors.Is(err, errEmpty) && len(members) > 1 {
			empty = append(empty, member.Name)
			continue
		}
		if err != nil {
			for _, opened := range files {
				opened.Close() //nolint:errcheck // only read from; the first error is the one to tell
			}
			return nil, err
		}
		files = append(files, opened...)
	}
	if len(files) == 0 {
		return fail(errors.New("is a zip file of empty files"))
	}
	if len(empty) > 0 {
		files[0].in.Notes.Say("the zip file also holds %s, with nothing in it", joinNames(empty))
	}
	if len(others) > 0 {
		files[0].in.Notes.Say("the zip file also holds %s, which was not read", joinNames(others))
	}
	return files, nil
}

// joinNames names the first of several files.
func joinNames(names []string) string {
	const most = 5
	list := strings.Join(names[:min(len(names), most)], ", ")
	if more := len(names) - most; more > 0 {
		list += fmt.Sprintf(" and %d more", more)
	}
	return list
}

// openMember opens a file of an archive. Its errors name both.
func openMember(member *zip.File, name, path string, o Options) ([]*File, error) {
	name, path = name+": "+member.Name, path+": "+member.Name
	fail := func(err error) ([]*File, error) { return nil, fmt.Errorf("%s: %w", name, err) }
	r, err := member.Open()
	if err != nil {
		return fail(err)
	}
	defer r.Close() //nolint:errcheck // only read from
	in, err := input.OpenReader(name, r, o.text())
	if err != nil {
		return nil, err
	}
	if !in.Zipped {
		return openTexts(in, path, o)
	}
	defer in.Close() //nolint:errcheck // only read from
	archive, err := zip.Open(in.Raw())
	switch {
	case err != nil:
		return fail(err)
	case !xlsx.Is(archive):
		return fail(errors.New("is a zip file in a zip file; unpack it"))
	}
	f, err := openSheet(archive, name, path, o)
	if err != nil {
		return nil, err
	}
	return []*File{f}, nil
}

// openSheet opens a sheet of a spreadsheet as the CSV that it would be saved as. Its
// errors start with the name.
func openSheet(archive *zip.Archive, name, path string, o Options) (*File, error) {
	book, err := xlsx.Open(archive)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	sheet, err := book.Pick(o.Sheet)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	defer sheet.Close() //nolint:errcheck // only read from
	text := o.text()
	text.Encoding = input.UTF8
	in, err := input.OpenReader(name, sheet, text)
	if err != nil {
		return nil, err
	}
	o.Delimiter = ','
	noteSheet(&in.Notes, sheet)
	f, err := openCSV(in, o)
	if err != nil {
		in.Close() //nolint:errcheck // only read from; the first error is the one to tell
		return nil, fmt.Errorf("%s: sheet %q: %w", name, sheet.Name, err)
	}
	f.Format, f.Path, f.in = "xlsx", path, in
	err = checkDays(f, sheet)
	if merged := sheet.MergedAcross[f.NamesLine]; merged != "" && err == nil {
		err = fmt.Errorf("line %d: the names of the columns are merged cells, %s; if the line below names the columns, delete this one, else split the cells, so that each column has a name", f.NamesLine, merged)
	}
	if err != nil {
		f.Close() //nolint:errcheck // only read from; the error is the one to tell
		return nil, fmt.Errorf("%s: sheet %q: %w", name, sheet.Name, err)
	}
	return f, nil
}

// checkDays refuses plain numbers that stand for dates in a workbook whose days are counted
// from 1904: read as those of all other spreadsheets, they would be four years early.
func checkDays(f *File, sheet *xlsx.Sheet) error {
	if !sheet.Since1904 {
		return nil
	}
	for _, c := range f.Columns {
		if c.Detail == date.ExcelSerial.String() {
			return fmt.Errorf("the dates of column %q are plain numbers, and this file counts days from 1904; give the column a format of dates in the spreadsheet program, and save it again", c.Header)
		}
	}
	return nil
}

// noteSheet says what is to be known of how a sheet was read.
func noteSheet(said *notes.List, sheet *xlsx.Sheet) {
	said.Say("the rows are those of the sheet %q", sheet.Name)
	switch hidden := sheet.HiddenSheets; len(hidden) {
	case 0:
	case 1:
		said.Say("the sheet %q is hidden, and was not read; to read it, say --sheet %q", hidden[0], hidden[0])
	default:
		quoted := make([]string, len(hidden))
		for i, name := range hidden {
			quoted[i] = strconv.Quote(name)
		}
		said.Say("%d sheets are hidden, and were not read: %s; to read one, say --sheet NAME", len(hidden), joinNames(quoted))
	}
	count := func(n int, one, many string) {
		if n > 0 {
			said.Counter(one, many).Count += n
		}
	}
	at := strings.ReplaceAll(sheet.FirstError, "%", "%%")
	count(sheet.Errors, "1 cell holds an error, "+sheet.FirstError+", and was taken as empty", "%d cells hold errors, the first "+at+", and were taken as empty")
	at = strings.ReplaceAll(sheet.FirstUnsaved, "%", "%%")
	count(sheet.Unsaved, "1 cell, "+sheet.FirstUnsaved+", has a formula without a saved result, and was taken as empty; open the file in a spreadsheet program and save it again",
		"%d cells have formulas without a saved result, the first in "+at+", and were taken as empty; open the file in a spreadsheet program and save it again")
	count(sheet.Hidden, "1 row is hidden in the sheet, and was read all the same", "%d rows are hidden in the sheet, and were read all the same")
	count(sheet.Merged, "1 range of cells is merged: its value is that of the first cell only", "%d ranges of cells are merged: the value of each is that of its first cell only")
}
