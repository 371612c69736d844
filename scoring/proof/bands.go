package proof

import (
	"trialist/scoring/rulebook"
	"trialist/scoring/stats"
)

// MinShown is how many trials a rate needs at least to be compared with others.
const MinShown = 20

// HasScores reports whether trials have scores on the side: a signal of it is enabled.
func (c *Cohort) HasScores(side rulebook.Side) bool { return len(c.Card.Enabled(side)) > 0 }

// outcomesByBand are the outcomes of the trials by the band of their score on a side, the
// lowest band first.
func outcomesByBand(c *Cohort, side rulebook.Side) [rulebook.NumBands]stats.Outcome {
	var bands [rulebook.NumBands]stats.Outcome
	for i := range c.Trials {
		t := &c.Trials[i]
		if band := c.Card.Band(side, t.Scores[side]); band != rulebook.NoBand {
			bands[band].Count(t.Converted)
		}
	}
	return bands
}

// outcomesByCell are the outcomes of the trials by both bands, [fit][adoption].
func outcomesByCell(c *Cohort) [rulebook.NumBands][rulebook.NumBands]stats.Outcome {
	var cells [rulebook.NumBands][rulebook.NumBands]stats.Outcome
	for i := range c.Trials {
		t := &c.Trials[i]
		adoption, fit := c.Card.Band(rulebook.Adoption, t.Scores[rulebook.Adoption]), c.Card.Band(rulebook.Fit, t.Scores[rulebook.Fit])
		if adoption != rulebook.NoBand && fit != rulebook.NoBand {
			cells[fit][adoption].Count(t.Converted)
		}
	}
	return cells
}
