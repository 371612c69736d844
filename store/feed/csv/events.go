package csv

import (
	"bytes"

	"trialist/scoring/record"
	"trialist/store/feed/cell"
	"trialist/store/feed/chars"
	"trialist/store/feed/rows"
)

// fastEvents makes events of the lines at the start of p, as addEvent would of
// their records, up to one that needs a closer look: it has another number of
// columns, something to be rejected, or a cell that does not stand for itself. It
// returns the bytes and the lines that are done. p is clean and has no quotes.
//
// This is a third of an import of events. Cells are found by searching for the next
// delimiter only, as there are no quotes, and no list of fields is made: that takes half
// the time of the general way.
func (d *Decoder) fastEvents(b *record.Batch, p []byte, line int) (used, lines int) {
	last := len(d.ends) - 1
	for {
		size := bytes.IndexByte(p[used:], d.eol)
		if size < 0 {
			return used, lines
		}
		at, end := used, used+size
		for column := range last {
			n := bytes.IndexByte(p[at:end], d.delimiter)
			if n < 0 {
				return used, lines
			}
			d.ends[column] = at + n
			at += n + 1
		}
		if bytes.IndexByte(p[at:end], d.delimiter) >= 0 {
			return used, lines
		}
		d.ends[last] = end
		if !d.fastEvent(b, p, used, line+lines) {
			return used, lines
		}
		used, lines = end+1, lines+1
	}
}

// DisableFastPath has every line read the general way, so that a test can compare the
// two. It is false where there is no other way.
func (d *Decoder) DisableFastPath() bool {
	had := d.ends != nil
	d.ends = nil
	return had
}

// fastEvent makes an event of the line that starts at from and whose columns
// end where d.ends says. It is false, and there is none, where that takes a
// closer look.
func (d *Decoder) fastEvent(b *record.Batch, p []byte, from, line int) bool {
	if last := len(d.ends) - 1; d.ends[last] > from && p[d.ends[last]-1] == '\r' {
		d.ends[last]--
	}
	account, name := d.fastCell(p, from, d.account), d.fastCell(p, from, d.event)
	if !d.isFastKey(account) || !d.isFastKey(name) {
		return false
	}
	at, ok := d.times.Parse(d.fastCell(p, from, d.time))
	if !ok {
		return false
	}
	if d.Changes != nil {
		if _, near := d.Changes.Near(at); near {
			return false
		}
	}
	var e record.EventRow // filled field by field, see [record.Batch.AddEvent]
	e.Line, e.Account, e.Name, e.At, e.Count = line, account, name, at, 1
	if d.contact >= 0 {
		if e.Contact = d.fastCell(p, from, d.contact); !d.isFastKey(e.Contact) {
			return false
		}
	}
	if d.eventID >= 0 {
		id := d.fastCell(p, from, d.eventID)
		if !d.isFastKey(id) {
			return false
		}
		e.ID = d.Hash(id)
	}
	if d.count >= 0 {
		if e.Count, ok = rows.ParseCount(d.fastCell(p, from, d.count), d.countMark); !ok || e.Count == 0 {
			return false
		}
	}
	b.AddEvent(&e)
	return true
}

// fastCell is what stands in a column of the line that starts at from.
func (d *Decoder) fastCell(p []byte, from, column int) []byte {
	if column > 0 {
		from = d.ends[column-1] + 1
	}
	return p[from:d.ends[column]:d.ends[column]]
}

// isFastKey reports whether a cell is an id or a name as it stands. Where the chunk
// has nothing beyond ASCII, the cell is not looked through for it.
func (d *Decoder) isFastKey(p []byte) bool {
	return cell.IsPlainKey(p) && (d.ascii || chars.IsASCII(p))
}
