package proof

import (
	"trialist/scoring/rulebook"
	"trialist/scoring/stats"
	"trialist/scoring/value"
)

// MinShown is how many trials a rate is of at least, for it to be compared with others.
const MinShown = 20

// Bands is what became of the trials by the band of their score on a side, the lowest
// band first.
func Bands(c *Cohort, side rulebook.Side) [rulebook.NumBands]stats.Outcome {
	var bands [rulebook.NumBands]stats.Outcome
	for i := range c.Trials {
		t := &c.Trials[i]
		if band := c.Card.Band(side, t.Scores[side]); band != rulebook.NoBand {
			count(&bands[band], t.Converted)
		}
	}
	return bands
}

// Matrix is what became of the trials by both bands, [fit][adoption].
func Matrix(c *Cohort) [rulebook.NumBands][rulebook.NumBands]stats.Outcome {
	var cells [rulebook.NumBands][rulebook.NumBands]stats.Outcome
	for i := range c.Trials {
		t := &c.Trials[i]
		adoption, fit := c.Card.Band(rulebook.Adoption, t.Scores[rulebook.Adoption]), c.Card.Band(rulebook.Fit, t.Scores[rulebook.Fit])
		if adoption != rulebook.NoBand && fit != rulebook.NoBand {
			count(&cells[fit][adoption], t.Converted)
		}
	}
	return cells
}

func count(o *stats.Outcome, converted bool) {
	o.Finished++
	if converted {
		o.Converted++
	}
}

// Survival is how long trials went without converting, in days of the trial from the
// one that they are scored as of, by adoption band. Trials that have not converted were
// watched until as-of, those that are running too.
func Survival(c *Cohort, asOf value.Instant) [rulebook.NumBands][]stats.SurvivalStep {
	var watched [rulebook.NumBands][]stats.Duration
	for _, group := range [][]Trial{c.Trials, c.Running} {
		for i := range group {
			t := &group[i]
			band := c.Card.Band(rulebook.Adoption, t.Scores[rulebook.Adoption])
			if band == rulebook.NoBand || t.Converted && t.BoughtAt == value.Never {
				continue // when it converted is not known
			}
			d := stats.Duration{Length: float64(asOf-t.AsOf) / float64(value.Day)}
			if t.Converted {
				d = stats.Duration{Length: float64(t.BoughtAt-t.AsOf) / float64(value.Day), Happened: true}
			}
			watched[band] = append(watched[band], d)
		}
	}
	var curves [rulebook.NumBands][]stats.SurvivalStep
	for band, durations := range watched {
		curves[band] = stats.Survival(durations)
		for i := range curves[band] {
			curves[band][i].At += float64(c.Day) // they were watched from then on
		}
	}
	return curves
}
