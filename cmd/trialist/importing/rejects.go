package importing

import (
	"errors"
	"fmt"

	"trialist/cmd/trialist/outfile"
	"trialist/scoring/record"
	"trialist/store/feed/rejects"
)

// rejectFile writes the rows that an import could not read, with their place and the
// reason, to a CSV file. There is a file only when there are such rows. The zero
// rejectFile writes nothing.
type rejectFile struct {
	file  *outfile.File
	table *rejects.Table
	rows  int   // written and not taken back
	mark  int64 // offset behind the rows of the files that were imported
	kept  int   // rows up to mark
}

// newRejectFile starts the file at path, or returns the zero rejectFile for "". It
// runs before the import: if the file cannot be written, nothing has been imported
// yet.
func newRejectFile(guard *outfile.Guard, path string) (*rejectFile, error) {
	if path == "" {
		return &rejectFile{}, nil
	}
	file, err := guard.Create(path)
	if err != nil {
		return nil, fmt.Errorf("--rejects: %w", err)
	}
	return &rejectFile{file: file, table: rejects.NewTable(file)}, nil
}

// add returns a function that writes a rejected row of the file, nil when nothing
// is written.
func (r *rejectFile) add(file inputFile) func(record.Reject) {
	if r.file == nil {
		return nil
	}
	return func(reject record.Reject) {
		r.rows++
		r.table.Add(rejects.Source{Path: file.path, Names: file.Names, NamesLine: file.NamesLine}, reject)
	}
}

// imported keeps the rows of a file that is stored now.
func (r *rejectFile) imported() error {
	if r.file == nil {
		return nil
	}
	err := r.table.Flush()
	if err == nil {
		r.mark, err = r.file.Offset()
	}
	if err != nil {
		return fmt.Errorf("writing rejected rows: %w", err)
	}
	r.kept = r.rows
	return nil
}

// close ends the writing. The rows of a file that was not stored are taken back, as
// nothing of it was; if none are left there is no file.
func (r *rejectFile) close() error {
	if r.file == nil {
		return nil
	}
	if r.kept == 0 {
		return r.file.Discard()
	}
	err := r.table.Flush()
	if err == nil {
		err = r.file.Truncate(r.mark)
	}
	if err == nil {
		err = r.file.Commit()
	} else {
		err = errors.Join(err, r.file.Discard())
	}
	if err != nil {
		return fmt.Errorf("writing rejected rows: %w", err)
	}
	return nil
}
