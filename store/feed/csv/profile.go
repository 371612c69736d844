package csv

import (
	"bytes"

	"trialist/store/feed/input"
	"trialist/store/feed/sample"
)

// pieceSize is how much text is split before it is looked whether the profile is full.
const pieceSize = 64 << 10 // bytes

// profile looks at the records of the head, and at some all over the rest of the
// file.
func (r *reader) profile(in *input.Text, head []byte, columns int) (*sample.Profile, error) {
	p := sample.NewProfile(columns)
	var piece []byte
	look := func(text []byte, all bool) {
		reader := reader{splitter: splitter{delimiter: r.delimiter, eol: r.eol}, line: r.line, width: columns, header: r.header}
		take := func(rec *Record) {
			if p.Full() || reader.problem != "" || len(rec.Fields) > columns || p.Sparse && len(rec.Fields) < columns {
				return
			}
			p.Row()
			for i, field := range rec.Fields {
				p.Cell(i, field)
			}
		}
		for size := pieceSize; len(text) > 0 && !p.Full(); {
			piece = append(piece[:0], text[:min(size, len(text))]...) // splitting writes into it
			whole := len(piece) == len(text)
			reader.Eof = all && whole
			used, err := reader.split(piece, piece, take)
			if err != nil || whole {
				return // a quote that is never closed is found, and told, by the sample
			}
			if text = text[used:]; used == 0 {
				size *= 2
			}
		}
	}
	rest, size, err := in.Windows()
	if err != nil {
		return nil, err
	}
	if len(rest) > 0 { // the head counts for what it is of the file
		p.Most = max(sample.ProfileRows/20, int(sample.ProfileRows*input.HeadSize/size))
	}
	look(head, in.Complete)
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
