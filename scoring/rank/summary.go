package rank

import (
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

// Summary counts the accounts of a population.
type Summary struct {
	AsOf         value.Instant
	Trial        int
	Paying       int
	NotConverted int
	Churned      int

	Bands        [2][rulebook.NumBands]int                 // trials by side and band
	NoScore      [2]int                                    // trials by side, where the side has no enabled signal
	Matrix       [rulebook.NumBands][rulebook.NumBands]int // trials by cell, [fit][adoption]; empty where a side has no score
	Qualified    int                                       // trials
	Disqualified int                                       // trials for which a disqualifier holds
	KeptOut      int                                       // of these, the ones that would be qualified without it

	Converted int // accounts that ever converted and are in no trial again
	Finished  int // those and the ones that did not, which the rate is a share of
}

// Summarize counts the population as the scorecard sees it.
func Summarize(p *Population, card rulebook.Scorecard) Summary {
	s := Summary{AsOf: p.AsOf}
	adoption, fit := newBandLookup(card, rulebook.Adoption, p.Matches), newBandLookup(card, rulebook.Fit, p.Matches)
	var cells [rulebook.NumBands + 1][rulebook.NumBands + 1]int // [fit][adoption], NoBand last
	scores := Scores{Card: card, adoption: adoption.scoreTable, fit: fit.scoreTable}
	for slot, status := range p.Status {
		s.count(status, p.Converted.Has(slot))
		if status == rulebook.Trial {
			f, a := fit.band(slot), adoption.band(slot)
			cells[f][a]++
			ticked, disqualified := card.Qualified.Qualified(f, a), scores.Disqualified(slot)
			switch {
			case disqualified && ticked:
				s.Disqualified++
				s.KeptOut++
			case disqualified:
				s.Disqualified++
			case ticked:
				s.Qualified++
			}
		}
	}
	for f, row := range cells {
		for a, trials := range row {
			s.addCell(rulebook.Band(a), rulebook.Band(f), trials)
		}
	}
	return s
}

// count adds an account to its status and to the conversion rate.
func (s *Summary) count(status rulebook.Status, converted bool) {
	switch status {
	case rulebook.NoStatus, rulebook.LeftOut:
		return
	case rulebook.Trial:
		s.Trial++
	case rulebook.Paying:
		s.Paying++
	case rulebook.NotConverted:
		s.NotConverted++
	case rulebook.Churned:
		s.Churned++
	}
	if status == rulebook.Trial { // nothing has become of it yet
		return
	}
	s.Finished++
	if converted {
		s.Converted++
	}
}

// addCell adds trials to their bands and their cell.
func (s *Summary) addCell(adoption, fit rulebook.Band, trials int) {
	for side, band := range [2]rulebook.Band{rulebook.Adoption: adoption, rulebook.Fit: fit} {
		if band == rulebook.NoBand {
			s.NoScore[side] += trials
		} else {
			s.Bands[side][band] += trials
		}
	}
	if adoption != rulebook.NoBand && fit != rulebook.NoBand {
		s.Matrix[fit][adoption] += trials
	}
}

// Status is the number of accounts with a status.
func (s Summary) Status(status rulebook.Status) int {
	switch status {
	case rulebook.Trial:
		return s.Trial
	case rulebook.Paying:
		return s.Paying
	case rulebook.NotConverted:
		return s.NotConverted
	case rulebook.Churned:
		return s.Churned
	case rulebook.NoStatus, rulebook.LeftOut:
	}
	return 0
}

// ConversionRate is the share, 0 to 1, of finished accounts that ever
// converted; false while none has finished. Running trials are left out.
func (s Summary) ConversionRate() (float64, bool) {
	if s.Finished == 0 {
		return 0, false
	}
	return float64(s.Converted) / float64(s.Finished), true
}

// bandLookup tells the band of a slot on one side by comparing integers.
type bandLookup struct {
	*scoreTable
	minSums [rulebook.NumBands - 1]uint32 // the least sum that reaches each cut
}

func newBandLookup(card rulebook.Scorecard, side rulebook.Side, matches Matches) bandLookup {
	b := bandLookup{scoreTable: newScoreTable(card, side, matches)}
	for i, cut := range card.Cuts(side) {
		b.minSums[i] = uint32((uint64(cut)*uint64(b.total) + 99) / 100)
	}
	return b
}

func (b bandLookup) band(slot int) rulebook.Band {
	if b.total == 0 {
		return rulebook.NoBand
	}
	sum := b.sum(b.mask(slot))
	var band rulebook.Band
	for _, minSum := range b.minSums {
		if sum >= minSum {
			band++
		}
	}
	return band
}
