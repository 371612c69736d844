package feed

import (
	"bytes"
	"hash/maphash"
)

// profile is what the rows of a file show of what its columns could be: which
// cells are there, which repeat, and which rows of one id are at odds.
type profile struct {
	columns []columnProfile
	rows    int
	cells   []uint64 // hashes of the cells, row by row; 0 where there is none
	seed    maphash.Seed
	most    int  // rows to look at so far
	sparse  bool // the rows at hand do not follow one another
}

// columnProfile is what the cells of one column have in common.
type columnProfile struct {
	filled   int
	times    int // cells that read as a time
	emails   int
	floats   int   // whole numbers written with a fraction of zeros, as 1001.0
	ascends  bool  // every cell is a whole number a little above the one before
	last     int64 // of those
	distinct map[uint64]struct{}
}

// profileRows is how many rows a profile holds.
const profileRows = 20_000

func newProfile(columns int) *profile {
	p := &profile{columns: make([]columnProfile, columns), seed: maphash.MakeSeed(), most: profileRows}
	for i := range p.columns {
		p.columns[i].ascends, p.columns[i].distinct = true, make(map[uint64]struct{})
	}
	return p
}

// full reports whether the profile has seen enough.
func (p *profile) full() bool { return p.rows >= p.most }

// row begins a row without cells.
func (p *profile) row() {
	p.rows++
	p.cells = append(p.cells, make([]uint64, len(p.columns))...)
}

// cell puts a cell into the row at hand.
func (p *profile) cell(column int, text []byte) {
	text = trimInvisible(text)
	if isAbsent(text) || usualMissing.has(text) {
		return
	}
	c := &p.columns[column]
	hash := maphash.Bytes(p.seed, text) | 1
	p.cells[(p.rows-1)*len(p.columns)+column] = hash
	c.filled++
	c.distinct[hash] = struct{}{}
	if c.ascends && !p.sparse {
		c.ascends = c.follows(text)
	}
	if isWholeFloat(text) {
		c.floats++
	}
	if isTime(text) {
		c.times++
	}
	if at := bytes.IndexByte(text, '@'); at > 0 && bytes.IndexByte(text[at:], '.') > 0 {
		c.emails++
	}
}

// follows reports whether the cell is a whole number a little above the one
// before it.
func (c *columnProfile) follows(text []byte) bool {
	const nearby = 10
	if len(text) > 15 || countDigits(text) != len(text) {
		return false
	}
	n := int64(plainInteger(text))
	before := c.last
	c.last = n
	return c.filled == 1 || before < n && n <= before+nearby
}

// unique reports whether no two cells of the column are the same.
func (c *columnProfile) unique() bool { return len(c.distinct) == c.filled }

// numbersRows reports whether the column does no more than count the rows.
func (p *profile) numbersRows(column int) bool {
	c := &p.columns[column]
	return p.rows > 1 && c.filled == p.rows && c.ascends
}

// mostlyBlank reports whether most rows have nothing in the column.
func (p *profile) mostlyBlank(column int) bool { return 2*p.columns[column].filled < p.rows }

// repeats reports whether a cell of the column is there twice.
func (p *profile) repeats(column int) bool { return !p.columns[column].unique() }

// hasTimes reports whether nearly every row has a time in the column. Where there
// are no rows its name is believed.
func (p *profile) hasTimes(column int) bool {
	c := &p.columns[column]
	return 10*c.times >= 9*p.rows
}

// atOdds lists the columns in which two rows with the same cell in the key column
// have different cells, blanks aside.
func (p *profile) atOdds(key int) []int {
	width := len(p.columns)
	first := make(map[uint64][]uint64, len(p.columns[key].distinct))
	odds := make([]bool, width)
	for row := range p.rows {
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
				odds[i] = true
			}
		}
	}
	var list []int
	for i, odd := range odds {
		if odd {
			list = append(list, i)
		}
	}
	return list
}
