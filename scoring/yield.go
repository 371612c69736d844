package scoring

// Yield is what one cell of the matrix holds, and what became of the accounts
// in it that have finished their trial.
type Yield struct {
	Trials    int // in trial now
	Finished  int // ever converted, or not converted
	Converted int // of those finished, ever converted
}

// Rate is the share, 0 to 1, of finished accounts that ever converted; false
// while none has finished.
func (y Yield) Rate() (float64, bool) {
	if y.Finished == 0 {
		return 0, false
	}
	return float64(y.Converted) / float64(y.Finished), true
}

// Yields counts the accounts of each cell, [fit][adoption], by the bands that
// they are in now. All of them are empty when a side has no score.
func Yields(p *Population, card Scorecard) [NumBands][NumBands]Yield {
	adoption, fit := newBander(card, Adoption, p.Matches), newBander(card, Fit, p.Matches)
	var cells [NumBands + 1][NumBands + 1]Yield // NoBand last
	for slot, status := range p.Status {
		converted := p.Converted.Has(slot)
		if status != Trial && status != NotConverted && !converted {
			continue
		}
		cell := &cells[fit.band(slot)][adoption.band(slot)]
		if status == Trial {
			cell.Trials++
		}
		if converted || status == NotConverted {
			cell.Finished++
		}
		if converted {
			cell.Converted++
		}
	}
	var yields [NumBands][NumBands]Yield
	for f := range yields {
		copy(yields[f][:], cells[f][:])
	}
	return yields
}
