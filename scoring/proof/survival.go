package proof

import (
	"trialist/scoring/rulebook"
	"trialist/scoring/stats"
	"trialist/scoring/value"
)

// Curve is how long the trials of a band went without converting.
type Curve struct {
	Trials int // of the band, ended and running
	Until  int // last full day of the trial that was observed longest; 0 without any
	Steps  []stats.SurvivalStep

	watched []float64 // day of the trial to which each was watched
}

// survivalByBand is, by adoption band, how long trials went without converting, in days of
// the trial from the one that they are scored as of. Trials that have not converted are
// censored at as-of, running ones included.
func survivalByBand(c *Cohort, asOf value.Instant) [rulebook.NumBands]Curve {
	var curves [rulebook.NumBands]Curve
	var watched [rulebook.NumBands][]stats.Duration
	for _, group := range [][]Trial{c.Trials, c.Running} {
		for i := range group {
			t := &group[i]
			band := c.Card.Band(rulebook.Adoption, t.Scores[rulebook.Adoption])
			if band == rulebook.NoBand || t.Converted && t.BoughtAt == value.Never {
				continue // its date of conversion is not known
			}
			d := stats.Duration{Length: float64(asOf-t.AsOf) / float64(value.Day)}
			if t.Converted {
				d = stats.Duration{Length: float64(t.BoughtAt-t.AsOf) / float64(value.Day), Happened: true}
			}
			watched[band] = append(watched[band], d)
			curves[band].watched = append(curves[band].watched, d.Length+float64(c.Day))
			curves[band].Trials++
			curves[band].Until = max(curves[band].Until, int(d.Length)+c.Day)
		}
	}
	for band, durations := range watched {
		steps := stats.Survival(durations)
		for i := range steps {
			steps[i].At += float64(c.Day) // observation begins on that day
		}
		curves[band].Steps = steps
	}
	return curves
}

// ConvertedBy is the share, 0 to 1, of the trials that converted by the end of a day of their
// trial, with its 95 % interval. It is false after the last day that any was observed.
//
// Where none or all have converted, the curve has no variance; the interval is that of
// [stats.Wilson] then, of those who were watched so long.
func (c Curve) ConvertedBy(day int) (share, low, high float64, ok bool) {
	if c.Trials == 0 || day > c.Until {
		return 0, 0, 0, false
	}
	last := -1
	for i, step := range c.Steps {
		if step.At > float64(day) {
			break
		}
		last = i
	}
	if last < 0 {
		n := 0
		for _, until := range c.watched {
			if until >= float64(day) {
				n++
			}
		}
		low, high = stats.Wilson(0, n)
		return 0, low, high, true
	}
	step := c.Steps[last]
	if step.Remaining == 0 {
		low, high = stats.Wilson(step.AtRisk, step.AtRisk)
		return 1, low, high, true
	}
	return 1 - step.Remaining, 1 - step.High, 1 - step.Low, true
}
