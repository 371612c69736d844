package feed

import (
	"bytes"
)

// profile looks at the records of the head, and at some all over the rest of the
// file.
func (r *csvReader) profile(in *input, head []byte, columns int) (*profile, error) {
	p := newProfile(columns)
	look := func(text []byte, all bool) {
		reader := csvReader{splitter: splitter{delimiter: r.delimiter, eol: r.eol}, line: r.line, width: columns}
		reader.eof = all
		//nolint:errcheck // a quote that is never closed is found, and told, by the sample
		reader.split(text, text, func(rec *csvRecord) {
			if p.full() || reader.problem != "" || len(rec.fields) > columns || p.sparse && len(rec.fields) < columns {
				return
			}
			p.row()
			for i, field := range rec.fields {
				p.cell(i, field)
			}
		})
	}
	rest, size, err := in.windows()
	if err != nil {
		return nil, err
	}
	if len(rest) > 0 { // the head counts for what it is of the file
		p.most = max(profileRows/20, int(profileRows*headSize/size))
	}
	look(bytes.Clone(head), in.complete)
	p.sparse = true
	before := p.rows
	for i, text := range rest {
		if _, rows, ok := bytes.Cut(text, []byte{r.eol}); ok { // behind the row that the window begins in
			p.most = p.rows + (profileRows-before)/len(rest)
			look(rows, false)
		}
		rest[i] = nil
	}
	return p, nil
}
