package demo

import (
	"io"

	"trialist/scoring/record"
)

// batchRows is how many rows a source adds to a batch at a time.
const batchRows = 4096

// generatedRows is a source of rows that are made one by one.
type generatedRows struct {
	next, until int
	add         func(b *record.Batch, i int)
}

// Next appends the next rows. They are numbered as the lines of a file with a header.
func (r *generatedRows) Next(b *record.Batch) error {
	if r.next >= r.until {
		return io.EOF
	}
	for stop := min(r.next+batchRows, r.until); r.next < stop; r.next++ {
		r.add(b, r.next)
	}
	return nil
}

// line is the line of the i-th row in a file with a header.
func line(i int) int { return i + 2 }
