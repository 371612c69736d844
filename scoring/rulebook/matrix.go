package rulebook

// Matrix says which accounts are qualified: a tick for each pair of a fit band
// and an adoption band, indexed [fit][adoption].
type Matrix [NumBands][NumBands]bool

// defaultMatrix ticks the two upper bands of both sides: with the default cuts,
// both scores 50 or more.
func defaultMatrix() Matrix {
	var m Matrix
	for fit := Band(2); fit < NoBand; fit++ {
		for adoption := Band(2); adoption < NoBand; adoption++ {
			m[fit][adoption] = true
		}
	}
	return m
}

// Qualified reports whether the cell of the two bands is ticked. NoBand is in
// no cell.
func (m Matrix) Qualified(fit, adoption Band) bool {
	return fit < NoBand && adoption < NoBand && m[fit][adoption]
}
