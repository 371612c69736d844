package scoring

// Standing is how the accounts of a ranking stand, in numbers.
type Standing struct {
	Accounts  int
	Scores    [2][]int                // by side and bucket, lowest first; the last one holds 100 too
	Bands     [2][NumBands]int        // by side
	NoScore   [2]int                  // by side, where it has no enabled signal
	Matrix    [NumBands][NumBands]int // [fit][adoption]; empty when a side has no score
	Qualified int
}

// place counts accounts into a cell of the matrix.
func (s *Standing) place(c cell, accounts int, qualified Matrix) {
	fit, adoption := c.bands()
	if fit >= NoBand || adoption >= NoBand {
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
	cellBits      = 5
	unplaced cell = 1<<cellBits - 1 // of accounts that are not ranked
)

// bands are the bands of the cell, NoBand for those it has none of.
func (c cell) bands() (fit, adoption Band) {
	const row = NumBands + 1
	return Band(c / row), Band(c % row)
}

// qualified reports whether the cell is ticked.
func (c cell) qualified(m Matrix) bool {
	fit, adoption := c.bands()
	return m.Qualified(fit, adoption)
}

// placed is the accounts of a ranking along its view, ready to be placed in
// cells by adding up two look-ups.
type placed struct {
	*Ranking
	standing      Standing
	adoption, fit []cell // by code: what the band adds to the cell
}

// newPlaced counts what needs no pass over the accounts, as how many have each
// code is known.
func newPlaced(r *Ranking, buckets int) *placed {
	p := &placed{Ranking: r, standing: Standing{Accounts: len(r.view.slots)}}
	p.adoption = p.side(Adoption, r.view.adoption, buckets)
	p.fit = p.side(Fit, r.view.fit, buckets)
	for code := range p.fit {
		p.fit[code] *= NumBands + 1
	}
	return p
}

// side counts the scores of a side, and returns the band of each code.
func (p *placed) side(side Side, c coded, buckets int) []cell {
	t, bands := p.tally(side), make([]cell, len(c.masks))
	scores := make([]int, max(buckets, 1))
	for code, mask := range c.masks {
		score, accounts := Score{Sum: t.sum(mask), Total: t.total}, int(c.slots[code])
		band := p.Card.Band(side, score)
		bands[code] = cell(band)
		if band == NoBand {
			p.standing.NoScore[side] += accounts
			continue
		}
		p.standing.Bands[side][band] += accounts
		bucket := uint64(len(scores)) * uint64(score.Sum) / uint64(score.Total)
		scores[min(int(bucket), len(scores)-1)] += accounts
	}
	p.standing.Scores[side] = scores
	return bands
}

// cell is where the account at a place along the view stands.
func (p *placed) cell(i int) cell {
	return p.adoption[p.view.adoption.codes[i]] + p.fit[p.view.fit.codes[i]]
}
