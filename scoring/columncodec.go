package scoring

import (
	"encoding/binary"
	"errors"
	"math"
	"slices"
)

// A packed column is a version byte, the number of rows, and for each kind that
// occurs its letter and its rows. Rows are whole numbers as narrow as their
// range allows, so a cached column is read in the time it takes to copy it:
//
//	column = version rows {kind}
//	kind   = 'n' integers | 'f' float64... | 'd' unit integers | 'y' integers | 't' words integers
//	integers = width zigzag(least) value...	(0 none, else value - least + 1)
//	words  = count length... bytes
const columnVersion = 1

// maxRows is more rows than a workspace can have.
const maxRows = 1 << 31

// ErrColumn is what reading a damaged packed column returns.
var ErrColumn = errors.New("the packed column is damaged")

// AppendBinary appends the packed column to b, for a cache; it does not fail.
func (c *Column) AppendBinary(b []byte) ([]byte, error) {
	b = append(b, columnVersion)
	b = binary.AppendUvarint(b, uint64(c.rows))
	if c.numbers != nil {
		b = c.appendNumbers(b)
	}
	if c.dates != nil {
		unit := c.dateUnit()
		b = binary.AppendUvarint(append(b, 'd'), uint64(unit))
		b = appendIntegers(b, c.rows, func(row int) (int64, bool) {
			return int64(c.dates[row] / unit), c.dates[row] != Never
		})
	}
	if c.flags != nil {
		b = appendIntegers(append(b, 'y'), c.rows, func(row int) (int64, bool) {
			return int64(c.flags[row]), c.flags[row] != noFlag
		})
	}
	if c.codes != nil {
		b = binary.AppendUvarint(append(b, 't'), uint64(len(c.words)))
		for _, word := range c.words {
			b = binary.AppendUvarint(b, uint64(len(word)))
		}
		for _, word := range c.words {
			b = append(b, word...)
		}
		b = appendIntegers(b, c.rows, func(row int) (int64, bool) {
			return int64(c.codes[row]), c.codes[row] != 0
		})
	}
	return b, nil
}

// appendNumbers packs numbers that are all whole as integers.
func (c *Column) appendNumbers(b []byte) []byte {
	const exact = 1 << 53
	for _, f := range c.numbers {
		negativeZero := f == 0 && math.Signbit(f)
		if f != math.Trunc(f) && !math.IsNaN(f) || math.Abs(f) > exact || negativeZero {
			b = append(b, 'f')
			for _, f := range c.numbers {
				b = binary.LittleEndian.AppendUint64(b, math.Float64bits(f))
			}
			return b
		}
	}
	return appendIntegers(append(b, 'n'), c.rows, func(row int) (int64, bool) {
		return int64(c.numbers[row]), !math.IsNaN(c.numbers[row])
	})
}

// dateUnit is the longest of a day, a second and a millisecond in which all
// dates are whole.
func (c *Column) dateUnit() Instant {
	for _, unit := range []Instant{Day, Second} {
		broken := func(d Instant) bool { return d != Never && d%unit != 0 }
		if !slices.ContainsFunc(c.dates, broken) {
			return unit
		}
	}
	return 1
}

func appendIntegers(b []byte, rows int, value func(row int) (v int64, ok bool)) []byte {
	least, most := int64(math.MaxInt64), int64(math.MinInt64)
	for row := range rows {
		if v, ok := value(row); ok {
			least, most = min(least, v), max(most, v)
		}
	}
	width := 0
	for least <= most && width < 8 && (uint64(most)-uint64(least)+1)>>(8*width) != 0 {
		width = max(1, 2*width)
	}
	b = append(b, byte(width))
	b = slices.Grow(binary.AppendVarint(b, least), width*rows)
	for row := range rows {
		stored := uint64(0)
		if v, ok := value(row); ok {
			stored = uint64(v) - uint64(least) + 1
		}
		switch width {
		case 1:
			b = append(b, byte(stored))
		case 2:
			b = binary.LittleEndian.AppendUint16(b, uint16(stored))
		case 4:
			b = binary.LittleEndian.AppendUint32(b, uint32(stored))
		case 8:
			b = binary.LittleEndian.AppendUint64(b, stored)
		}
	}
	return b
}

// UnmarshalBinary reads a packed column, of which it keeps nothing. The error
// is [ErrColumn].
func (c *Column) UnmarshalBinary(b []byte) error {
	r := columnReader{b: b}
	version, rows := r.take(1), r.number()
	if r.damaged || version[0] != columnVersion || rows > maxRows {
		return ErrColumn
	}
	*c = Column{rows: int(rows)}
	for len(r.b) > 0 && !r.damaged {
		switch r.take(1)[0] {
		case 'n':
			c.numbers = readIntegers(&r, c.rows, math.NaN(), func(v int64) float64 { return float64(v) })
		case 'f':
			c.numbers = r.floats(c.rows)
		case 'd':
			unit := Instant(r.number())
			c.dates = readIntegers(&r, c.rows, Never, func(v int64) Instant { return Instant(v) * unit })
		case 'y':
			c.flags = readIntegers(&r, c.rows, noFlag, func(v int64) uint8 { return min(uint8(v), flagYes) })
		case 't':
			c.words = r.words()
			most := int64(len(c.words))
			c.codes = readIntegers(&r, c.rows, 0, func(v int64) uint32 { return uint32(max(0, min(v, most))) })
		default:
			return ErrColumn
		}
	}
	if r.damaged {
		return ErrColumn
	}
	return nil
}

// columnReader reads the parts of a packed column. After damage it reads
// nothing.
type columnReader struct {
	b       []byte
	damaged bool
}

// take is the next n bytes, or zeros when they are not there.
func (r *columnReader) take(n int) []byte {
	if n > len(r.b) {
		r.b, r.damaged = nil, true
		return make([]byte, min(n, 8))
	}
	taken := r.b[:n]
	r.b = r.b[n:]
	return taken
}

func (r *columnReader) number() uint64 {
	v, n := varint(r.b)
	r.damaged = r.damaged || n == 0
	r.b = r.b[n:]
	return v
}

func (r *columnReader) floats(rows int) []float64 {
	b := r.take(8 * rows)
	if r.damaged {
		return nil
	}
	floats := make([]float64, rows)
	for i := range floats {
		floats[i] = math.Float64frombits(binary.LittleEndian.Uint64(b[8*i:]))
	}
	return floats
}

// words reads the texts, which share the memory of one string.
func (r *columnReader) words() []string {
	count := r.number()
	if count > uint64(len(r.b)) {
		r.damaged = true
		return nil
	}
	lengths := columnReader{b: r.b}
	total := uint64(0)
	for range count {
		total = min(total+r.number(), maxRows*1<<10)
	}
	text := string(r.take(int(total)))
	if r.damaged {
		return nil
	}
	words := make([]string, count)
	for i := range words {
		n := lengths.number()
		r.damaged = r.damaged || n == 0
		words[i], text = text[:n], text[n:]
	}
	return words
}

// readIntegers reads a number for each row, none for those without.
func readIntegers[T any](r *columnReader, rows int, none T, value func(int64) T) []T {
	width := int(r.take(1)[0])
	least, n := binary.Varint(r.b)
	if n <= 0 || width > 8 || width&(width-1) != 0 {
		r.damaged = true
		return nil
	}
	r.b = r.b[n:]
	b := r.take(width * rows)
	if r.damaged || width == 0 { // no row has one
		return nil
	}
	values := make([]T, rows)
	for i := range values {
		stored := uint64(0)
		switch width {
		case 1:
			stored = uint64(b[i])
		case 2:
			stored = uint64(binary.LittleEndian.Uint16(b[2*i:]))
		case 4:
			stored = uint64(binary.LittleEndian.Uint32(b[4*i:]))
		case 8:
			stored = binary.LittleEndian.Uint64(b[8*i:])
		}
		values[i] = none
		if stored != 0 {
			values[i] = value(int64(stored + uint64(least) - 1))
		}
	}
	return values
}
