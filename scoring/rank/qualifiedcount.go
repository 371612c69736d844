package rank

// QualifiedCount is how many of those ranked are qualified. It is two look-ups an
// account along the view, and takes no look at where in the ranking they are.
func (r *Ranking) QualifiedCount() int {
	p := newCellIndex(r, 1)
	var ticked [1 << cellBits]int // 1 for the cells that are
	for c := range ticked {
		if cell(c) < unrankedCell && cell(c).qualified(r.Card.Qualified) {
			ticked[c] = 1
		}
	}
	adoption, fit := r.cohort.adoption.codes, r.cohort.fit.codes
	n := 0
	for i, code := range adoption {
		n += ticked[(p.adoption[code]+p.fit[fit[i]])%(1<<cellBits)]
	}
	return n
}
