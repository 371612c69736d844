package main

import (
	"errors"
	"fmt"
	"os"
	"strconv"

	"trialist/scoring/record"
	"trialist/store/feed"
)

// rejectFile writes the rows that an import could not read, with their place and the
// reason, to a CSV file. The zero rejectFile writes nothing.
type rejectFile struct {
	file  *os.File
	table *feed.Table
}

// newRejectFile creates the file at path, or returns the zero rejectFile for "". It
// runs before the import: if the file cannot be written, nothing has been imported
// yet.
func newRejectFile(path string) (*rejectFile, error) {
	if path == "" {
		return &rejectFile{}, nil
	}
	file, err := os.Create(path)
	if err != nil {
		return nil, fmt.Errorf("--rejects: %w", err)
	}
	r := &rejectFile{file: file, table: feed.NewTable(file, feed.WriteOptions{})}
	for _, header := range []string{"file", "line", "reason", "row"} {
		r.table.Plain(header)
	}
	r.table.End()
	return r, nil
}

// add returns a function that writes a rejected row of the file at path, nil when
// nothing is written.
func (r *rejectFile) add(path string) func(record.Reject) {
	if r.file == nil {
		return nil
	}
	return func(reject record.Reject) {
		r.table.Text(path)
		r.table.Plain(strconv.Itoa(reject.Line))
		r.table.Text(reject.Reason)
		r.table.Text(reject.Row)
		r.table.End()
	}
}

func (r *rejectFile) close() error {
	if r.file == nil {
		return nil
	}
	if err := errors.Join(r.table.Flush(), r.file.Close()); err != nil {
		return fmt.Errorf("writing rejected rows: %w", err)
	}
	return nil
}
