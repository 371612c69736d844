package json

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"

	"github.com/valyala/fastjson"

	"trialist/store/feed/columns"
	"trialist/store/feed/field"
	"trialist/store/feed/input"
	"trialist/store/feed/sample"
)

// readHead calls visit with the first objects of the head, at most n. The head may end within
// an object, which is no error.
func readHead(d *Decoder, in *input.Text, n int, visit func(*fastjson.Object)) error {
	err := d.objects(headReader(in.Head), n, visit)
	if err == nil || errors.Is(err, io.EOF) || !in.Complete {
		return nil
	}
	return err
}

// piecesOf are whole values from windows spread over the text after the head, and the size of
// the text. Unless each value is one line, the whole text must be read to find where values
// begin.
func piecesOf(in *input.Text) (pieces [][]byte, size int64, err error) {
	windows, size, err := in.Windows()
	if err != nil || len(windows) == 0 {
		return nil, size, err
	}
	if !newReader(in.Head).lines {
		return valuesInWindows(in, size)
	}
	for _, window := range windows {
		_, whole, ok := bytes.Cut(window, []byte{'\n'})
		if end := bytes.LastIndexByte(whole, '\n'); ok && end >= 0 {
			pieces = append(pieces, whole[:end])
		}
	}
	return pieces, size, nil
}

// valuesInWindows reads the whole text, of a size, and keeps the values that begin in windows.
func valuesInWindows(in *input.Text, size int64) (pieces [][]byte, _ int64, err error) {
	if err := in.Rewind(); err != nil {
		return nil, size, err
	}
	r := newReader(in.Head)
	r.Reset(in)
	apart := max((size-input.HeadSize)/input.FewWindows, input.WindowSize)
	var used int64
	var piece []byte
	for {
		raw, _, err := r.element()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, size, err
		}
		from := used - input.HeadSize
		used += int64(len(raw))
		if from < 0 || from%apart >= input.WindowSize {
			if len(piece) > 0 {
				pieces, piece = append(pieces, piece), nil
			}
			continue
		}
		if len(piece)+len(raw) <= 2*input.WindowSize {
			piece = append(append(piece, raw...), '\n')
		}
	}
	if len(piece) > 0 {
		pieces = append(pieces, piece)
	}
	return pieces, size, in.Rewind()
}

// readPieces calls visit with the objects of the pieces, at most n of each.
func (d *Decoder) readPieces(in *input.Text, pieces [][]byte, n int, visit func(*fastjson.Object)) {
	for _, piece := range pieces {
		r := &reader{line: 1, lines: newReader(in.Head).lines}
		r.Buf, r.End, r.Eof = piece, len(piece), true
		_ = d.objects(r, n, visit) // errors are reported when the rows are read
	}
}

// findKeys lists the keys in the head and in the pieces, in the order of first occurrence.
func (d *Decoder) findKeys(in *input.Text, pieces [][]byte) error {
	visit := func(object *fastjson.Object) {
		d.scalars(object, func(header []byte, _ *fastjson.Value) {
			if _, known := d.find(header); !known { // another spelling of a key is the same key
				d.add(string(header), len(d.keys))
				d.keys = append(d.keys, string(header))
			}
		})
	}
	if err := readHead(d, in, sample.Rows, visit); err != nil {
		return err
	}
	if len(d.keys) > 0 {
		d.readPieces(in, pieces, sample.Rows, visit)
		return nil
	}
	return d.noKeys(in)
}

// noKeys is the error for a head without keys.
func (d *Decoder) noKeys(in *input.Text) error {
	raw, line, err := headReader(in.Head).element()
	switch {
	case err != nil && !in.Complete:
		return fmt.Errorf("the first object is longer than the %d KiB that names of columns are looked for in; something is opened in it and never closed, or this is no file of rows", len(in.Head)>>10)
	case err != nil:
		return errors.New("is an empty list")
	}
	_, reason := d.parse(raw)
	if reason == "" {
		reason = "has no values"
	}
	return fmt.Errorf("line %d: %s; a file of JSON has one object a line, or one list of objects", line, reason)
}

// addLate adds the keys that first occurred while values were sampled, if one of them is a
// field. It reports whether it did; then all columns must be recognised again. Other late
// keys are attributes already.
func (d *Decoder) addLate(o columns.Options) bool {
	again := false
	for _, key := range d.lateSampled {
		_, mapped := o.Map[key]
		again = again || mapped || field.IsKnownName(key)
	}
	if !again {
		return false
	}
	added := func(_ string, place int) bool { return place >= len(d.keys) }
	maps.DeleteFunc(d.places, added)
	maps.DeleteFunc(d.object.folded, added)
	for _, key := range d.lateSampled {
		if _, known := d.find([]byte(key)); !known {
			d.add(key, len(d.keys))
			d.keys = append(d.keys, key)
		}
	}
	return true
}

// profile samples the objects of the head and of the pieces. The head is weighted by its
// share of the text, whose size is given.
func (d *Decoder) profile(in *input.Text, pieces [][]byte, size int64) (*sample.Profile, error) {
	p := sample.NewProfile(len(d.keys))
	visit := func(object *fastjson.Object) {
		p.Row()
		d.scalars(object, func(header []byte, v *fastjson.Value) {
			if place, known := d.find(header); known && place < len(p.Columns) {
				if text, ok := d.scalar(v); ok {
					p.Cell(place, text)
				}
			}
		})
	}
	most := sample.ProfileRows
	if len(pieces) > 0 {
		most = max(sample.ProfileRows/20, int(sample.ProfileRows*input.HeadSize/size))
	}
	if err := readHead(d, in, most, visit); err != nil {
		return nil, err
	}
	p.Sparse = true
	if len(pieces) > 0 {
		d.readPieces(in, pieces, max(sample.ProfileRows-p.Rows, 0)/len(pieces), visit)
	}
	return p, nil
}
