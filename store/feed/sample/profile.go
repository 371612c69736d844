package sample

import (
	"bytes"
	"hash/maphash"
	"slices"

	"trialist/store/feed/cell"
	"trialist/store/feed/chars"
	"trialist/store/feed/date"
	"trialist/store/feed/number"
)

// Profile is statistics of a sample of rows: for each column how many cells are
// filled, how many are distinct, and how many read as times, addresses or floats. The
// hash of every cell is kept, so that rows with the same id can be compared.
type Profile struct {
	Columns []columnProfile
	Rows    int
	cells   []uint64 // hashes of the cells, row by row; 0 where there is none
	seed    maphash.Seed
	Most    int  // rows to take in before the profile is full
	Sparse  bool // the rows do not follow one another, so ascending cells prove nothing
}

// columnProfile is the statistics of one column.
type columnProfile struct {
	Filled   int
	times    int // cells that read as a time
	days     int // of those, with no time of day but midnight
	clocks   int // cells that read as a time of day alone
	wholes   int // cells that are whole numbers
	statuses statusCells
	Emails   int
	Floats   int    // whole numbers written with a fraction of zeros, as 1001.0
	ascends  bool   // every cell is a whole number a little above the one before
	last     int64  // of those
	distinct int    // cells that differ; 0 until they are counted
	prefixed int    // cells that are ids with the prefix, see IDPrefix
	prefix   string // of the first of them
}

// ProfileRows is how many rows a profile holds.
const ProfileRows = 20_000

func NewProfile(columns int) *Profile {
	p := &Profile{Columns: make([]columnProfile, columns), seed: maphash.MakeSeed(), Most: ProfileRows}
	for i := range p.Columns {
		p.Columns[i].ascends = true
	}
	return p
}

// Full reports whether the profile has seen enough.
func (p *Profile) Full() bool { return p.Rows >= p.Most }

// Row begins a row without cells.
func (p *Profile) Row() {
	p.Rows++
	p.cells = append(p.cells, make([]uint64, len(p.Columns))...)
}

// Cell puts a cell into the row at hand.
func (p *Profile) Cell(column int, text []byte) {
	text = chars.TrimInvisible(text)
	if cell.IsAbsent(text) || cell.UsualMissing.Has(text) {
		return
	}
	c := &p.Columns[column]
	hash := maphash.Bytes(p.seed, text) | 1
	p.cells[(p.Rows-1)*len(p.Columns)+column] = hash
	c.Filled++
	c.distinct = 0
	if c.ascends && !p.Sparse {
		c.ascends = c.follows(text)
	}
	if cell.IsWholeFloat(text) {
		c.Floats++
	}
	if c.prefixed == c.Filled-1 {
		c.countPrefix(text)
	}
	switch {
	case date.IsTime(text):
		if c.times++; len(date.DayPart(text)) > 0 {
			c.days++
		}
	case date.IsClock(text):
		c.clocks++
	}
	c.statuses.observe(text)
	if number.IsWhole(text) {
		c.wholes++
	}
	if at := bytes.IndexByte(text, '@'); at > 0 && bytes.IndexByte(text[at:], '.') > 0 {
		c.Emails++
	}
}

// countPrefix counts the cell if it is an id with the prefix of those before it.
func (c *columnProfile) countPrefix(text []byte) {
	const longest = 6
	at := bytes.IndexByte(text, '_')
	if at < 2 || at > longest || at == len(text)-1 || !chars.IsASCII(text) {
		return
	}
	if bytes.ContainsFunc(text[:at], func(r rune) bool { return r < 'a' || r > 'z' }) || !bytes.ContainsAny(text[at:], "0123456789") || bytes.IndexByte(text, ' ') >= 0 {
		return
	}
	if c.prefixed == 0 {
		c.prefix = string(text[:at])
	}
	if string(text[:at]) == c.prefix {
		c.prefixed++
	}
}

// IDPrefix is what stands before a _ and an id with digits in all cells of the column, as cus
// in cus_NffrFeUfNV2Hib; "" where there is no such prefix.
func (p *Profile) IDPrefix(column int) string {
	if c := &p.Columns[column]; c.Filled > 0 && c.prefixed == c.Filled {
		return c.prefix
	}
	return ""
}

// follows reports whether the cell is a whole number a little above the one
// before it.
func (c *columnProfile) follows(text []byte) bool {
	const nearby = 10
	if len(text) > 15 || chars.CountDigits(text) != len(text) {
		return false
	}
	n := int64(number.Integer(text))
	before := c.last
	c.last = n
	return c.Filled == 1 || before < n && n <= before+nearby
}

// Distinct is how many cells of the column differ. Only a few columns are asked, so
// they are counted then.
func (p *Profile) Distinct(column int) int {
	c := &p.Columns[column]
	if c.distinct > 0 {
		return c.distinct
	}
	hashes := make([]uint64, 0, c.Filled)
	for at := column; at < len(p.cells); at += len(p.Columns) {
		if p.cells[at] != 0 {
			hashes = append(hashes, p.cells[at])
		}
	}
	slices.Sort(hashes)
	c.distinct = len(slices.Compact(hashes))
	return c.distinct
}

// IsRowNumber reports whether the cells of the column only number the rows.
func (p *Profile) IsRowNumber(column int) bool {
	c := &p.Columns[column]
	return p.Rows > 1 && c.Filled == p.Rows && c.ascends
}

// MostlyBlank reports whether more than half of the rows have no cell in the column.
func (p *Profile) MostlyBlank(column int) bool { return 2*p.Columns[column].Filled < p.Rows }

// Repeats reports whether two cells of the column are equal. Where some are, that is
// nearly always seen within some hundred rows.
func (p *Profile) Repeats(column int) bool {
	c := &p.Columns[column]
	if c.distinct > 0 {
		return c.distinct < c.Filled
	}
	seen := make(map[uint64]struct{})
	for at := column; at < len(p.cells); at += len(p.Columns) {
		if p.cells[at] == 0 {
			continue
		}
		if _, again := seen[p.cells[at]]; again {
			return true
		}
		seen[p.cells[at]] = struct{}{}
	}
	c.distinct = c.Filled
	return false
}

// HasTimes reports whether at least nine in ten rows have a time in the column. It is
// true where there are no rows, so that the header decides.
func (p *Profile) HasTimes(column int) bool {
	c := &p.Columns[column]
	return 10*c.times >= 9*p.Rows
}

// MostlyTimes reports whether at least nine in ten cells of the column, of which there are
// some, are times.
func (p *Profile) MostlyTimes(column int) bool {
	c := &p.Columns[column]
	return c.Filled > 0 && 10*c.times >= 9*c.Filled
}

// MostlyDays reports whether at least nine in ten cells of the column, of which there are
// some, are dates without a time of day.
func (p *Profile) MostlyDays(column int) bool {
	c := &p.Columns[column]
	return c.Filled > 0 && 10*c.days >= 9*c.Filled
}

// MostlyClocks reports whether at least nine in ten cells of the column, of which there are
// some, are times of day without a date.
func (p *Profile) MostlyClocks(column int) bool {
	c := &p.Columns[column]
	return c.Filled > 0 && 10*c.clocks >= 9*c.Filled
}

// MostlyWhole reports whether at least nine in ten cells of the column, of which there are
// some, are whole numbers.
func (p *Profile) MostlyWhole(column int) bool {
	c := &p.Columns[column]
	return c.Filled > 0 && 10*c.wholes >= 9*c.Filled
}

// ConflictingColumns lists the columns in which two rows with the same key have
// different cells. A blank cell conflicts with nothing.
func (p *Profile) ConflictingColumns(key int) []int {
	width := len(p.Columns)
	first := make(map[uint64][]uint64, p.Distinct(key))
	conflicting := make([]bool, width)
	for row := range p.Rows {
		cells := p.cells[row*width : (row+1)*width]
		if cells[key] == 0 {
			continue
		}
		known := first[cells[key]]
		if known == nil {
			first[cells[key]] = append([]uint64(nil), cells...)
			continue
		}
		for i, cell := range cells {
			switch {
			case known[i] == 0:
				known[i] = cell
			case cell != 0 && cell != known[i]:
				conflicting[i] = true
			}
		}
	}
	var list []int
	for i, conflicts := range conflicting {
		if conflicts {
			list = append(list, i)
		}
	}
	return list
}
