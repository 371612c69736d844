package generation

import (
	"bytes"
	"crypto/rand"
	"encoding/binary"
	"io"
)

// Stamp is a number of a writing transaction that no other has: how many there were
// before, in the first half, and a random number.
type Stamp [16]byte

// Next draws the stamp of a transaction that follows one with the stamp.
func (s Stamp) Next() Stamp {
	next := Stamp{}
	binary.BigEndian.PutUint64(next[:], s.count()+1)
	_, _ = rand.Read(next[8:]) // never fails
	return next
}

// Before reports whether there were fewer transactions before s than before other.
func (s Stamp) Before(other Stamp) bool { return s.count() < other.count() }

func (s Stamp) count() uint64 { return binary.BigEndian.Uint64(s[:]) }

// Row is the row of the table. The zero Row stands for a file without the table, as
// one that is new, or of a schema before it.
type Row struct {
	Stamp    Stamp // of the last writing transaction
	Previous Stamp // of the one before; zero in the transaction that made the table
	Lineage  Stamp // random, another one in every copy of a workspace
	Restored Stamp // random, another one after a backup was put in the place of the rest
}

// marker is the text before the stamps, by which a page is known to be of the table.
const marker = "trialist generation"

// A cell of the table is the length of its record, the rowid 1, and the record: the
// type of each value, and then the values. All numbers are below 128, which a varint
// has in one byte.
const (
	leafPage  = 0x0d               // type of a page with the rows of a table
	typeNull  = 0                  // of the column that the rowid stands for
	typeText  = 13 + 2*len(marker) // of a text of that length
	typeStamp = 12 + 2*len(Stamp{})
)

var recordHeader = []byte{7, typeNull, byte(typeText), byte(typeStamp), byte(typeStamp), byte(typeStamp), byte(typeStamp)}

// parsePage reads the row from a page of a database, which is at least 512 bytes. It
// is false when the page is not of the table.
func parsePage(page []byte) (Row, bool) {
	if page[0] != leafPage || binary.BigEndian.Uint16(page[3:]) != 1 {
		return Row{}, false
	}
	const values = len(marker) + 4*len(Stamp{})
	at := int(binary.BigEndian.Uint16(page[8:]))
	if at+2+len(recordHeader)+values > len(page) {
		return Row{}, false
	}
	cell := page[at:]
	if int(cell[0]) != len(recordHeader)+values || cell[1] != 1 {
		return Row{}, false
	}
	record, ok := bytes.CutPrefix(cell[2:], recordHeader)
	if !ok {
		return Row{}, false
	}
	record, ok = bytes.CutPrefix(record, []byte(marker))
	if !ok {
		return Row{}, false
	}
	var r Row
	for _, stamp := range []*Stamp{&r.Stamp, &r.Previous, &r.Lineage, &r.Restored} {
		record = record[copy(stamp[:], record):]
	}
	return r, true
}

// Header is what the start of a database file says of the whole.
type Header struct {
	PageSize int
	Pages    uint32 // in the file; 0 where its writer did not say
}

// ReadHeader reads the header of a database file. It is false when the file has none.
func ReadHeader(file io.ReaderAt) (Header, bool) {
	var b [100]byte
	if _, err := file.ReadAt(b[:], 0); err != nil || string(b[:16]) != "SQLite format 3\x00" {
		return Header{}, false
	}
	h := Header{PageSize: int(binary.BigEndian.Uint16(b[16:])), Pages: binary.BigEndian.Uint32(b[28:])}
	if h.PageSize == 1 {
		h.PageSize = 1 << 16
	}
	if [4]byte(b[24:28]) != [4]byte(b[92:96]) {
		h.Pages = 0
	}
	return h, h.PageSize >= 512 && h.PageSize&(h.PageSize-1) == 0
}

// ReadRow reads the row from a page of a database file, without what is in the log.
// Pages are counted from 1. It is false when the page is not of the table.
func ReadRow(file io.ReaderAt, page uint32) (Row, bool) {
	header, ok := ReadHeader(file)
	if !ok || page == 0 {
		return Row{}, false
	}
	b := make([]byte, header.PageSize)
	if _, err := file.ReadAt(b, int64(page-1)*int64(header.PageSize)); err != nil {
		return Row{}, false
	}
	return parsePage(b)
}
