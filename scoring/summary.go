package scoring

// Summary counts the accounts of a population.
type Summary struct {
	AsOf         Instant
	Trial        int
	Paying       int
	NotConverted int
	Churned      int

	Bands     [2][NumBands]int        // trials by side and band
	NoScore   [2]int                  // trials by side, where the side has no enabled signal
	Matrix    [NumBands][NumBands]int // trials by cell, [fit][adoption]; empty where a side has no score
	Qualified int                     // trials

	Converted int // accounts that ever converted
	Finished  int // those and the ones not converted, which the rate is a share of
}

// Summarize counts the population as the scorecard sees it.
func Summarize(p *Population, card Scorecard) Summary {
	s := Summary{AsOf: p.AsOf}
	adoption, fit := newBander(card, Adoption, p.Matches), newBander(card, Fit, p.Matches)
	var cells [NumBands + 1][NumBands + 1]int // [fit][adoption], NoBand last
	for slot, status := range p.Status {
		s.count(status, p.Converted.Has(slot))
		if status == Trial {
			cells[fit.band(slot)][adoption.band(slot)]++
		}
	}
	for f, row := range cells {
		for a, trials := range row {
			s.place(Band(a), Band(f), trials)
			if card.Qualified.Qualified(Band(f), Band(a)) {
				s.Qualified += trials
			}
		}
	}
	return s
}

// count adds an account to its status and to the conversion rate.
func (s *Summary) count(status Status, converted bool) {
	switch status {
	case NoStatus:
		return
	case Trial:
		s.Trial++
	case Paying:
		s.Paying++
	case NotConverted:
		s.NotConverted++
	case Churned:
		s.Churned++
	}
	if converted {
		s.Converted++
	}
	if converted || status == NotConverted {
		s.Finished++
	}
}

// place adds trials to their bands and their cell.
func (s *Summary) place(adoption, fit Band, trials int) {
	for side, band := range [2]Band{Adoption: adoption, Fit: fit} {
		if band == NoBand {
			s.NoScore[side] += trials
		} else {
			s.Bands[side][band] += trials
		}
	}
	if adoption != NoBand && fit != NoBand {
		s.Matrix[fit][adoption] += trials
	}
}

// Status is the number of accounts with a status.
func (s Summary) Status(status Status) int {
	switch status {
	case Trial:
		return s.Trial
	case Paying:
		return s.Paying
	case NotConverted:
		return s.NotConverted
	case Churned:
		return s.Churned
	case NoStatus:
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

// bander puts the accounts of one side in bands by comparing integers: a band
// begins at the least sum that reaches its cut.
type bander struct {
	*tally
	starts [NumBands - 1]uint32
}

func newBander(card Scorecard, side Side, matches Matches) bander {
	b := bander{tally: newTally(card, side, matches)}
	for i, cut := range card.Cuts(side) {
		b.starts[i] = uint32((uint64(cut)*uint64(b.total) + 99) / 100)
	}
	return b
}

func (b bander) band(slot int) Band {
	if b.total == 0 {
		return NoBand
	}
	sum := b.sum(b.mask(slot))
	var band Band
	for _, start := range b.starts {
		if sum >= start {
			band++
		}
	}
	return band
}
