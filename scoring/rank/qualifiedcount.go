package rank

// QualifiedCount is how many of those ranked are qualified. It takes two look-ups
// an account and does not need the order of the ranking.
func (r *Ranking) QualifiedCount() int {
	index := newCellIndex(r, 1)
	var qualified [1 << cellBits]int // by cell: 1 where it is qualified
	for c := range qualified {
		if cell(c).qualified(r.Card.Qualified) {
			qualified[c] = 1
		}
	}
	n := 0
	for i := range r.cohort.slots {
		n += qualified[index.cell(i)%(1<<cellBits)]
	}
	return n
}
