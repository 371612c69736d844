package repeats

import (
	"bytes"
	"encoding/binary"
	"hash/maphash"
	"slices"

	"trialist/store/ingest/note"
)

// manyRows is from how many rows of an account on equal ones are found by their hash.
const manyRows = 16

var packedRowSeed = maphash.MakeSeed()

// add adds a row. Of equal ones, as snapshots have them, only the lines are kept.
func (a *Account) add(row packedRow) {
	a.Count++
	row.count = 1
	if len(a.lines) < note.MaxNamed {
		a.lines = append(a.lines, row.first)
	}
	at := -1
	switch {
	case len(a.rows) < manyRows:
		at = slices.IndexFunc(a.rows, row.equal)
	default:
		if a.same == nil {
			a.same = make(map[uint64]int, 2*manyRows)
			for i := range a.rows {
				a.same[a.rows[i].hash()] = i
			}
		}
		if i, ok := a.same[row.hash()]; ok && row.equal(a.rows[i]) {
			at = i
		}
	}
	if at >= 0 {
		a.rows[at].last = row.last
		a.rows[at].count++
		return
	}
	if a.same != nil {
		a.same[row.hash()] = len(a.rows)
	}
	a.rows = append(a.rows, row)
}

// equal reports whether two rows say the same.
func (r packedRow) equal(other packedRow) bool {
	return r.name == other.name && bytes.Equal(r.values, other.values) && slices.Equal(r.erased, other.erased)
}

func (r packedRow) hash() uint64 {
	var h maphash.Hash
	h.SetSeed(packedRowSeed)
	_, _ = h.WriteString(r.name) // it cannot fail
	_ = h.WriteByte(0)
	_, _ = h.Write(r.values)
	for _, number := range r.erased {
		_, _ = h.Write(binary.LittleEndian.AppendUint32(nil, number))
	}
	return h.Sum64()
}
