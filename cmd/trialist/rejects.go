package main

import (
	"errors"
	"fmt"
	"os"
	"strconv"

	"trialist/scoring/record"
	"trialist/store/feed"
)

// rejectFile keeps the rows that imports could not read, with their place and
// the reason. The zero rejectFile keeps nothing.
type rejectFile struct {
	file  *os.File
	table *feed.Table
}

// newRejectFile makes the file at path, before anything is imported: that it
// cannot be written must not come out after the rows are gone.
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

// add keeps the rejected rows of one file; nil where nothing is kept.
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
