package rank

import (
	"trialist/scoring/rulebook"
)

// CellConversion is how many accounts one cell of the matrix holds, and what became
// of those that have finished their trial.
type CellConversion struct {
	Trials    int // in trial now
	Finished  int // of any other status
	Converted int // of those finished, ever converted
}

// ConversionByCell counts the accounts of each cell, [fit][adoption], by the bands
// that they are in now. All cells are empty when a side has no score.
func ConversionByCell(p *Population, card rulebook.Scorecard) [rulebook.NumBands][rulebook.NumBands]CellConversion {
	adoption, fit := newBandLookup(card, rulebook.Adoption, p.Matches), newBandLookup(card, rulebook.Fit, p.Matches)
	var cells [rulebook.NumBands + 1][rulebook.NumBands + 1]CellConversion // NoBand last
	for slot, status := range p.Status {
		if status == rulebook.NoStatus {
			continue
		}
		cell := &cells[fit.band(slot)][adoption.band(slot)]
		if status == rulebook.Trial {
			cell.Trials++
			continue
		}
		cell.Finished++
		if p.Converted.Has(slot) {
			cell.Converted++
		}
	}
	var banded [rulebook.NumBands][rulebook.NumBands]CellConversion
	for f := range banded {
		copy(banded[f][:], cells[f][:])
	}
	return banded
}
