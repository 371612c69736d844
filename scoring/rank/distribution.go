package rank

import (
	"trialist/scoring/rulebook"
)

// Distribution is how the accounts of a ranking stand, in numbers.
type Distribution struct {
	Accounts  int
	Histogram [2][]int                                  // by side and bucket, lowest first; the last one holds 100 too
	Bands     [2][rulebook.NumBands]int                 // by side
	NoScore   [2]int                                    // by side, where it has no enabled signal
	Matrix    [rulebook.NumBands][rulebook.NumBands]int // [fit][adoption]; empty when a side has no score
	Qualified int
}

// addCell counts accounts into a cell of the matrix.
func (d *Distribution) addCell(c cell, accounts int, qualified rulebook.Matrix) {
	fit, adoption := c.bands()
	if fit >= rulebook.NoBand || adoption >= rulebook.NoBand {
		return
	}
	d.Matrix[fit][adoption] += accounts
	if c.qualified(qualified) {
		d.Qualified += accounts
	}
}

// cell is a pair of bands, NoBand included, and whether a disqualifier holds, in the bits
// of a small number.
type cell uint16

const (
	cellBits = 7
	bandBits = 3 // of the adoption band; that of fit is above it

	disqualifiedCell cell = 1 << (2 * bandBits)
	unrankedCell     cell = 1<<cellBits - 1 // of accounts that are not ranked
)

// bands are the bands of the cell; for unrankedCell they are no bands of any
// account.
func (c cell) bands() (fit, adoption rulebook.Band) {
	const band = 1<<bandBits - 1
	return rulebook.Band(c >> bandBits & band), rulebook.Band(c & band)
}

// qualified reports whether the cell is ticked, and nothing disqualifies.
func (c cell) qualified(m rulebook.Matrix) bool {
	fit, adoption := c.bands()
	return c&disqualifiedCell == 0 && m.Qualified(fit, adoption)
}

// cellIndex tells the cell of each account of a ranking by joining two look-ups, one by
// the code of each side.
type cellIndex struct {
	*Ranking
	distribution  Distribution // without the matrix
	adoption, fit []cell       // by code: the bits of the cell
}

// newCellIndex also counts what needs no pass over the accounts, as the mask
// dictionaries know how many have each code.
func newCellIndex(r *Ranking, buckets int) *cellIndex {
	x := &cellIndex{Ranking: r, distribution: Distribution{Accounts: len(r.cohort.slots)}}
	x.adoption = x.countSide(rulebook.Adoption, r.cohort.adoption, buckets)
	x.fit = x.countSide(rulebook.Fit, r.cohort.fit, buckets)
	return x
}

// countSide counts the scores of a side, and returns what each code says of the cell.
func (x *cellIndex) countSide(side rulebook.Side, d maskDictionary, buckets int) []cell {
	table, bands := x.scoreTable(side), make([]cell, len(d.masks))
	histogram := make([]int, max(buckets, 1))
	for code, mask := range d.masks {
		score, accounts := rulebook.Score{Sum: table.sum(mask), Total: table.total}, int(d.counts[code])
		band := x.Card.Band(side, score)
		bands[code] = cell(band)
		if side == rulebook.Fit {
			bands[code] <<= bandBits
		}
		if mask&table.disqualifiers != 0 {
			bands[code] |= disqualifiedCell
		}
		if band == rulebook.NoBand {
			x.distribution.NoScore[side] += accounts
			continue
		}
		x.distribution.Bands[side][band] += accounts
		bucket := uint64(len(histogram)) * uint64(score.Sum) / uint64(score.Total)
		histogram[min(int(bucket), len(histogram)-1)] += accounts
	}
	x.distribution.Histogram[side] = histogram
	return bands
}

// cell is the cell of the account at a place along the cohort.
func (x *cellIndex) cell(i int) cell {
	return x.adoption[x.cohort.adoption.codes[i]] | x.fit[x.cohort.fit.codes[i]]
}
