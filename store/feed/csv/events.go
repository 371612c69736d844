package csv

import (
	"encoding/binary"
	"math/bits"

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
// This is a third of an import of events. Delimiters and line ends are found in
// one sweep, eight characters at a time, and no list of fields is made: that
// takes half the time of the general way.
func (d *Decoder) fastEvents(b *record.Batch, p []byte, line int) (used, lines int) {
	const each, top = 0x0101010101010101, 0x8080808080808080
	delimiters, lineEnds := each*uint64(d.delimiter), each*uint64(d.eol)
	column, last := 0, len(d.ends)-1
	for at := 0; at+8 <= len(p); at += 8 {
		word := binary.LittleEndian.Uint64(p[at:])
		x, y := word^delimiters, word^lineEnds
		// The top bit of a byte is set where x or y is 0, and perhaps in a byte
		// above one that is, which is looked at for nothing.
		for found := ((x-each)&^x | (y-each)&^y) & top; found != 0; found &= found - 1 {
			end := at + bits.TrailingZeros64(found)>>3
			switch c := p[end]; {
			case c == d.delimiter && column < last:
				d.ends[column] = end
				column++
			case c == d.eol && column == last:
				d.ends[column] = end
				if !d.fastEvent(b, p, used, line+lines) {
					return used, lines
				}
				used, lines, column = end+1, lines+1, 0
			case c == d.delimiter || c == d.eol:
				return used, lines
			}
		}
	}
	return used, lines
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
	e := record.EventRow{Line: line, Account: account, Name: name, At: at, Count: 1}
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
		if e.Count, ok = rows.ParseCount(d.fastCell(p, from, d.count)); !ok || e.Count == 0 {
			return false
		}
	}
	b.Events = append(b.Events, e)
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
