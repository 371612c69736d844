package codec

import (
	"encoding/binary"
	"errors"
	"fmt"
	"sync"

	"github.com/klauspost/compress/zstd"

	"trialist/scoring/varint"
)

// The inverse of an import is the rows that it changed, as they were before. It is
// stored in parts, each of which is some rows compressed:
//
//	part  = zstd(row...)
//	row   = table cells cell...
//	cell  = 0 | 1 zigzag | 2 length text | 3 length bytes
//
// cells is the number of cells. Numbers are varints. The first row of the first part
// is that of InverseSizes.

// InverseTable is the table of a row of an inverse.
type InverseTable byte

// The tables, and the cells of their rows.
const (
	InverseSizes          InverseTable = iota + 1 // schema version; the numbers of accounts, contacts and memberships
	InverseEventNames                             // as in event_names
	InverseAttributeNames                         // as in attribute_names
	InverseAccounts                               // id, name, known, attributes
	InverseContacts                               // id, attributes
	InverseLogs                                   // account, its log before
	InverseAddedLogs                              // account, the log of the events that were added
)

// The kinds of cell.
const (
	nullCell byte = iota
	integerCell
	textCell
	blobCell
)

var errInverse = errors.New("damaged undo data")

// AppendInverseRow appends a row. Cells are int64, string, []byte or nil, the types of
// SQLite. Any other, such as a float, is an error.
func AppendInverseRow(b []byte, table InverseTable, cells ...any) ([]byte, error) {
	b = binary.AppendUvarint(append(b, byte(table)), uint64(len(cells)))
	for _, cell := range cells {
		switch v := cell.(type) {
		case nil:
			b = append(b, nullCell)
		case int64:
			b = binary.AppendVarint(append(b, integerCell), v)
		case string:
			b = binary.AppendUvarint(append(b, textCell), uint64(len(v)))
			b = append(b, v...)
		case []byte:
			b = binary.AppendUvarint(append(b, blobCell), uint64(len(v)))
			b = append(b, v...)
		default:
			return b, fmt.Errorf("undo data cannot hold a %T", cell)
		}
	}
	return b, nil
}

// EachInverseRow visits the rows. Cells are valid during the visit.
func EachInverseRow(rows []byte, visit func(table InverseTable, cells []any) error) error {
	r := inverseReader{varint.NewReader(rows)}
	var cells []any
	for r.Len() > 0 {
		table := InverseTable(r.Byte())
		cells = cells[:0]
		for n := r.Uint(); n > 0 && !r.Damaged(); n-- {
			cells = append(cells, r.cell())
		}
		if r.Damaged() {
			return errInverse
		}
		if err := visit(table, cells); err != nil {
			return err
		}
	}
	return nil
}

// inverseReader reads the rows of an inverse.
type inverseReader struct{ varint.Reader }

func (r *inverseReader) cell() any {
	switch r.Byte() {
	case nullCell:
		return nil
	case integerCell:
		return r.Int()
	case textCell:
		return string(r.Bytes(int(r.Uint())))
	case blobCell:
		return r.Bytes(int(r.Uint()))
	}
	r.Damage()
	return nil
}

// inverseCompressor compresses parts. It is fast and compresses less, as every import
// waits for it and few are undone.
var inverseCompressor = sync.OnceValues(func() (*zstd.Encoder, error) {
	return zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1))
})

var inverseDecompressor = sync.OnceValues(func() (*zstd.Decoder, error) {
	return zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(1<<30))
})

// CompressInverse compresses rows to a part.
func CompressInverse(rows []byte) ([]byte, error) {
	c, err := inverseCompressor()
	if err != nil {
		return nil, err
	}
	return c.EncodeAll(rows, nil), nil
}

// DecompressInverse is the rows of a part.
func DecompressInverse(part []byte) ([]byte, error) {
	d, err := inverseDecompressor()
	if err != nil {
		return nil, err
	}
	rows, err := d.DecodeAll(part, nil)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errInverse, err)
	}
	return rows, nil
}
