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
func (s *Distribution) addCell(c cell, accounts int, qualified rulebook.Matrix) {
	fit, adoption := c.bands()
	if fit >= rulebook.NoBand || adoption >= rulebook.NoBand {
		return
	}
	s.Matrix[fit][adoption] += accounts
	if qualified[fit][adoption] {
		s.Qualified += accounts
	}
}

// cell is a pair of bands as a small number, NoBand included.
type cell uint16

const (
	cellBits          = 5
	unrankedCell cell = 1<<cellBits - 1 // of accounts that are not ranked
)

// bands are the bands of the cell, NoBand for those it has none of.
func (c cell) bands() (fit, adoption rulebook.Band) {
	const row = rulebook.NumBands + 1
	return rulebook.Band(c / row), rulebook.Band(c % row)
}

// qualified reports whether the cell is ticked.
func (c cell) qualified(m rulebook.Matrix) bool {
	fit, adoption := c.bands()
	return m.Qualified(fit, adoption)
}

// cellIndex is the accounts of a ranking along its view, ready to be placed in
// cells by adding up two look-ups.
type cellIndex struct {
	*Ranking
	distribution  Distribution
	adoption, fit []cell // by code: what the band adds to the cell
}

// newCellIndex counts what needs no pass over the accounts, as how many have each
// code is known.
func newCellIndex(r *Ranking, buckets int) *cellIndex {
	p := &cellIndex{Ranking: r, distribution: Distribution{Accounts: len(r.cohort.slots)}}
	p.adoption = p.side(rulebook.Adoption, r.cohort.adoption, buckets)
	p.fit = p.side(rulebook.Fit, r.cohort.fit, buckets)
	for code := range p.fit {
		p.fit[code] *= rulebook.NumBands + 1
	}
	return p
}

// side counts the scores of a side, and returns the band of each code.
func (p *cellIndex) side(side rulebook.Side, c maskDictionary, buckets int) []cell {
	t, bands := p.scoreTable(side), make([]cell, len(c.masks))
	scores := make([]int, max(buckets, 1))
	for code, mask := range c.masks {
		score, accounts := rulebook.Score{Sum: t.sum(mask), Total: t.total}, int(c.counts[code])
		band := p.Card.Band(side, score)
		bands[code] = cell(band)
		if band == rulebook.NoBand {
			p.distribution.NoScore[side] += accounts
			continue
		}
		p.distribution.Bands[side][band] += accounts
		bucket := uint64(len(scores)) * uint64(score.Sum) / uint64(score.Total)
		scores[min(int(bucket), len(scores)-1)] += accounts
	}
	p.distribution.Histogram[side] = scores
	return bands
}

// cell is where the account at a place along the view stands.
func (p *cellIndex) cell(i int) cell {
	return p.adoption[p.cohort.adoption.codes[i]] + p.fit[p.cohort.fit.codes[i]]
}
