package csv

import (
	"bytes"

	"trialist/store/feed/input"
	"trialist/store/feed/sample"
)

// profile looks at the records of the head, and at some all over the rest of the
// file.
func (r *reader) profile(in *input.Text, head []byte, columns int) (*sample.Profile, error) {
	p := sample.NewProfile(columns)
	look := func(text []byte, all bool) {
		reader := reader{splitter: splitter{delimiter: r.delimiter, eol: r.eol}, line: r.line, width: columns}
		reader.Eof = all
		//nolint:errcheck // a quote that is never closed is found, and told, by the sample
		reader.split(text, text, func(rec *Record) {
			if p.Full() || reader.problem != "" || len(rec.Fields) > columns || p.Sparse && len(rec.Fields) < columns {
				return
			}
			p.Row()
			for i, field := range rec.Fields {
				p.Cell(i, field)
			}
		})
	}
	rest, size, err := in.Windows()
	if err != nil {
		return nil, err
	}
	if len(rest) > 0 { // the head counts for what it is of the file
		p.Most = max(sample.ProfileRows/20, int(sample.ProfileRows*input.HeadSize/size))
	}
	look(bytes.Clone(head), in.Complete)
	p.Sparse = true
	before := p.Rows
	for i, text := range rest {
		if _, rows, ok := bytes.Cut(text, []byte{r.eol}); ok { // behind the row that the window begins in
			p.Most = p.Rows + (sample.ProfileRows-before)/len(rest)
			look(rows, false)
		}
		rest[i] = nil
	}
	return p, nil
}
