package codec

import (
	"encoding/binary"
	"errors"
	"fmt"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// The inverse of an import is what stood before it in the rows that it changed. It
// is kept in parts, each some rows compressed:
//
//	part  = zstd(row...)
//	row   = table cells cell...
//	cell  = 0 | 1 zigzag | 2 length text | 3 length bytes
//
// cells is how many there are. Numbers are varints. The first row of the first part
// is the one of InverseSizes.

// InverseTable is what a row of an inverse is of.
type InverseTable byte

// The tables, and the cells of their rows.
const (
	InverseSizes          InverseTable = iota + 1 // schema version; how many accounts, contacts and memberships there were
	InverseEventNames                             // as in event_names
	InverseAttributeNames                         // as in attribute_names
	InverseAccounts                               // id, name, known, attributes
	InverseContacts                               // id, attributes
	InverseLogs                                   // account, its log
	InverseAddedLogs                              // account, the log of what came into its log
)

// The kinds of cell.
const (
	nullCell byte = iota
	integerCell
	textCell
	blobCell
)

var errInverse = errors.New("damaged undo data")

// AppendInverseRow appends a row. Cells are int64, string, []byte or nil, which is
// what SQLite has; a float is an error.
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
	r := inverseReader{b: rows}
	var cells []any
	for len(r.b) > 0 && !r.damaged {
		table := InverseTable(r.b[0])
		r.b = r.b[1:]
		cells = cells[:0]
		for n := r.uvarint(); n > 0 && !r.damaged; n-- {
			cells = append(cells, r.cell())
		}
		if r.damaged {
			break
		}
		if err := visit(table, cells); err != nil {
			return err
		}
	}
	if r.damaged {
		return errInverse
	}
	return nil
}

// inverseReader reads rows. After damage it reads nothing.
type inverseReader struct {
	b       []byte
	damaged bool
}

func (r *inverseReader) uvarint() uint64 {
	v, n := binary.Uvarint(r.b)
	if n <= 0 {
		r.b, r.damaged = nil, true
		return 0
	}
	r.b = r.b[n:]
	return v
}

func (r *inverseReader) take(n uint64) []byte {
	if n > uint64(len(r.b)) {
		r.b, r.damaged = nil, true
		return nil
	}
	taken := r.b[:n:n]
	r.b = r.b[n:]
	return taken
}

func (r *inverseReader) cell() any {
	kind := r.take(1)
	if r.damaged {
		return nil
	}
	switch kind[0] {
	case nullCell:
		return nil
	case integerCell:
		u := r.uvarint()
		return int64(u>>1) ^ -int64(u&1)
	case textCell:
		return string(r.take(r.uvarint()))
	case blobCell:
		return r.take(r.uvarint())
	}
	r.damaged = true
	return nil
}

// inverseCompressor packs parts. It is fast rather than thorough: an import waits
// for it, and few are ever undone.
var inverseCompressor = sync.OnceValues(func() (*zstd.Encoder, error) {
	return zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1))
})

var inverseDecompressor = sync.OnceValues(func() (*zstd.Decoder, error) {
	return zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(1<<30))
})

// CompressInverse makes a part of rows.
func CompressInverse(rows []byte) ([]byte, error) {
	c, err := inverseCompressor()
	if err != nil {
		return nil, err
	}
	return c.EncodeAll(rows, nil), nil
}

// DecompressInverse finds the rows of a part.
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
