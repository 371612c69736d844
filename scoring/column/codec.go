package column

import (
	"encoding/binary"
	"errors"
	"math"
	"slices"

	"trialist/scoring/value"
	"trialist/scoring/varint"
)

// A packed column is a version byte, the number of rows, and for each kind that
// occurs its letter and its rows. Rows are whole numbers as narrow as their
// range allows, so a cached column is read in the time it takes to copy it:
//
//	column = version rows {kind}
//	kind   = 'n' integers | 'f' float64... | 'd' unit integers | 'l' integers | 't' texts integers
//	integers = width zigzag(least) value...	(0 none, else value - least + 1)
//	texts  = count unfolded length... bytes	(unfolded 1 if Fold changes any)
const formatVersion = 3

// maxRows is above the rows of any workspace.
const maxRows = 1 << 31

// ErrDamaged is the error for a packed column that is damaged.
var ErrDamaged = errors.New("the packed column is damaged")

// AppendBinary appends the packed column to b. It does not fail.
func (c *Column) AppendBinary(b []byte) ([]byte, error) {
	b = append(b, formatVersion)
	b = binary.AppendUvarint(b, uint64(c.rows))
	if c.numbers != nil {
		b = c.appendNumbers(b)
	}
	if c.Instants != nil {
		unit := c.dateUnit()
		b = binary.AppendUvarint(append(b, 'd'), uint64(unit))
		b = appendIntegers(b, c.Instants, func(d value.Instant) (int64, bool) { return int64(d / unit), d != value.Never })
	}
	if c.layouts != nil {
		b = appendIntegers(append(b, 'l'), c.layouts, func(l value.DateLayout) (int64, bool) { return int64(l), l != 0 })
	}
	if c.Codes != nil {
		b = c.Texts.append(append(b, 't'), c.rows)
		b = appendIntegers(b, c.Codes, func(code uint32) (int64, bool) { return int64(code), code != 0 })
	}
	return b, nil
}

// appendNumbers packs numbers: as integers where all are whole.
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
	return appendIntegers(append(b, 'n'), c.numbers, func(f float64) (int64, bool) { return int64(f), !math.IsNaN(f) })
}

// dateUnit is the longest of a day, a second and a millisecond of which all dates
// are multiples.
func (c *Column) dateUnit() value.Instant {
	for _, unit := range []value.Instant{value.Day, value.Second} {
		broken := func(d value.Instant) bool { return d != value.Never && d%unit != 0 }
		if !slices.ContainsFunc(c.Instants, broken) {
			return unit
		}
	}
	return 1
}

// codeHeadroom is above the size of the head of packed integers.
const codeHeadroom = 32

// append packs the texts, and reserves memory for the codes of that many rows.
func (w *textArray) append(b []byte, rows int) []byte {
	unfolded := byte(0)
	if w.hasUnfolded {
		unfolded = 1
	}
	b = append(binary.AppendUvarint(b, uint64(w.Len())), unfolded)
	b = slices.Grow(b, 2*w.Len()+len(w.text)+codeHeadroom+4*rows)
	for i := range w.ends {
		b = binary.AppendUvarint(b, uint64(w.ends[i]-w.start(i)))
	}
	return append(b, w.text...)
}

// appendIntegers packs a number for each row that has one.
func appendIntegers[T any](b []byte, rows []T, value func(T) (v int64, ok bool)) []byte {
	least, most := int64(math.MaxInt64), int64(math.MinInt64)
	for _, row := range rows {
		if v, ok := value(row); ok {
			least, most = min(least, v), max(most, v)
		}
	}
	width := 0
	for least <= most && width < 8 && (uint64(most)-uint64(least)+1)>>(8*width) != 0 {
		width = max(1, 2*width)
	}
	b = binary.AppendVarint(append(b, byte(width)), least)
	start := len(b)
	b = slices.Grow(b, width*len(rows))[:start+width*len(rows)]
	out := b[start:]
	if width == 0 {
		return b
	}
	for i, row := range rows {
		stored := uint64(0)
		if v, ok := value(row); ok {
			stored = uint64(v) - uint64(least) + 1
		}
		switch width {
		case 1:
			out[i] = byte(stored)
		case 2:
			binary.LittleEndian.PutUint16(out[2*i:], uint16(stored))
		case 4:
			binary.LittleEndian.PutUint32(out[4*i:], uint32(stored))
		case 8:
			binary.LittleEndian.PutUint64(out[8*i:], stored)
		}
	}
	return b
}

// UnmarshalBinary reads a packed column. It does not keep b. The error is
// [ErrDamaged].
func (c *Column) UnmarshalBinary(b []byte) error {
	r := decoder{varint.NewReader(b)}
	version, rows := r.Byte(), r.Uint()
	if r.Damaged() || version != formatVersion || rows > maxRows {
		return ErrDamaged
	}
	*c = Column{rows: int(rows)}
	for r.Len() > 0 {
		switch r.Byte() {
		case 'n':
			c.numbers = decodeIntegers(&r, c.rows, math.NaN(), func(v int64) float64 { return float64(v) })
		case 'f':
			c.numbers = r.floats(c.rows)
		case 'd':
			unit := value.Instant(r.Uint())
			c.Instants = decodeDates(&r, c.rows, unit)
		case 'l':
			c.layouts = decodeIntegers(&r, c.rows, 0, func(v int64) value.DateLayout {
				if l := value.DateLayout(v); int64(l) == v && l.Valid() {
					return l
				}
				return 0
			})
		case 't':
			c.Texts = r.textArray()
			most := int64(c.Texts.Len())
			c.Codes = decodeIntegers(&r, c.rows, 0, func(v int64) uint32 { return uint32(max(0, min(v, most))) })
		default:
			return ErrDamaged
		}
	}
	if r.Damaged() {
		return ErrDamaged
	}
	return nil
}

// decoder reads the parts of a packed column.
type decoder struct{ varint.Reader }

func (r *decoder) floats(rows int) []float64 {
	b := r.Bytes(8 * rows)
	if r.Damaged() {
		return nil
	}
	floats := make([]float64, rows)
	for i := range floats {
		floats[i] = math.Float64frombits(binary.LittleEndian.Uint64(b[8*i:]))
	}
	return floats
}

// textArray reads the texts.
func (r *decoder) textArray() textArray {
	count, unfolded := r.Uint(), r.Byte()
	if count > uint64(r.Len()) {
		r.Damage()
		return textArray{}
	}
	w := textArray{ends: make([]int, count), hasUnfolded: unfolded != 0}
	total := uint64(0)
	for i := range w.ends {
		total = min(total+r.Uint(), maxRows*1<<10)
		w.ends[i] = int(total)
	}
	w.text = slices.Clone(r.Bytes(int(total)))
	if r.Damaged() {
		return textArray{}
	}
	return w
}

// integers reads the packed numbers of the rows; there are none, and the width is 0,
// where no row has a number.
func (r *decoder) integers(rows int) (width int, least int64, packed []byte) {
	width, least = int(r.Byte()), r.Int()
	if width > 8 || width&(width-1) != 0 {
		r.Damage()
	}
	if packed = r.Bytes(width * rows); r.Damaged() {
		return 0, 0, nil
	}
	return width, least, packed
}

// decodeIntegers reads a number for each row; rows without one get none.
func decodeIntegers[T any](r *decoder, rows int, none T, value func(int64) T) []T {
	width, least, b := r.integers(rows)
	if width == 0 {
		return nil
	}
	values := make([]T, rows)
	put := func(i int, stored uint64) {
		values[i] = none
		if stored != 0 {
			values[i] = value(int64(stored + uint64(least) - 1))
		}
	}
	switch width {
	case 1:
		for i := range values {
			put(i, uint64(b[i]))
		}
	case 2:
		for i := range values {
			put(i, uint64(binary.LittleEndian.Uint16(b[2*i:])))
		}
	case 4:
		for i := range values {
			put(i, uint64(binary.LittleEndian.Uint32(b[4*i:])))
		}
	case 8:
		for i := range values {
			put(i, binary.LittleEndian.Uint64(b[8*i:]))
		}
	}
	return values
}
