package checksum

import (
	"encoding/binary"
	"hash/crc32"
)

// pageRows is how many rows have their sums in one row of the table:
//
//	id   = kind << kindShift | row id / pageRows
//	sums = sum of the page, sum of a row...
//
// Each sum is 4 bytes, little endian. Zeros at the end are left out, and a page of
// zeros is not stored. The sum of the page covers its id.
const (
	pageRows  = 128
	kindShift = 40
)

// page is the sums of rows with consecutive ids.
type page [pageRows]uint32

// pageID is the id of the page with the sum of a row, and its place there.
func pageID(k Kind, id int64) (pageID int64, place int) {
	return int64(k)<<kindShift | id/pageRows, int(id % pageRows)
}

// firstRow is the id of the first row of a page.
func firstRow(pageID int64) int64 { return pageID & (1<<kindShift - 1) * pageRows }

// encode is the page as it is stored, nil when there is no row.
func (p *page) encode(id int64) []byte {
	n := pageRows
	for n > 0 && p[n-1] == 0 {
		n--
	}
	if n == 0 {
		return nil
	}
	b := make([]byte, 4, 4+4*n)
	for _, sum := range p[:n] {
		b = binary.LittleEndian.AppendUint32(b, sum)
	}
	binary.LittleEndian.PutUint32(b, pageSum(id, b[4:]))
	return b
}

func pageSum(id int64, sums []byte) uint32 {
	var key [8]byte
	binary.LittleEndian.PutUint64(key[:], uint64(id))
	return crc32.Update(crc32.Checksum(key[:], castagnoli), castagnoli, sums)
}

// decode reads a stored page into sums, of which there are pageRows or fewer. It is
// false when the page is damaged.
func decode(id int64, b []byte, into []uint32) bool {
	n := len(b)/4 - 1
	if len(b)%4 != 0 || n < 1 || n > pageRows || pageSum(id, b[4:]) != binary.LittleEndian.Uint32(b) {
		return false
	}
	for i := range min(n, len(into)) {
		into[i] = binary.LittleEndian.Uint32(b[4+4*i:])
	}
	return true
}
