package proof

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/stats"
	"trialist/scoring/value"
)

// Report is all that the proof shows for a day.
type Report struct {
	*Cohort
	Outcome  stats.Outcome
	Adoption Power
	Fit      Power
	Calls    []Calls
	Bands    [2][rulebook.NumBands]stats.Outcome
	Matrix   [rulebook.NumBands][rulebook.NumBands]stats.Outcome
	Lifts    []Lift
	Gains    []Gain
	Survival [rulebook.NumBands]Curve
	Leaks    []Leak
}

// NewReport replays the trials as of a day and judges the score. The population must be of
// the facts and the moment. The errors are those of [eval.MatchAt].
func NewReport(ctx context.Context, f eval.Facts, m condition.Moment, p *rank.Population, card rulebook.Scorecard, o Options) (*Report, error) {
	c, err := replayUntuned(ctx, f, m, p, card, o)
	if err != nil {
		return nil, err
	}
	r := &Report{Cohort: c}
	var judged sync.WaitGroup
	judged.Go(func() { r.judge(m.AsOf) }) // while the events are read again
	r.Leaks, err = Leaks(ctx, f, m, p, card)
	judged.Wait()
	return r, err
}

// judge works out what the cohort shows.
func (r *Report) judge(asOf value.Instant) {
	c := r.Cohort
	adoption := c.scored(rulebook.Adoption)
	r.Outcome, r.Matrix, r.Lifts, r.Gains = c.Outcome(), outcomesByCell(c), liftsOfSignals(c), Gains(adoption)
	r.Adoption, r.Fit = NewPower(adoption), NewPower(c.scored(rulebook.Fit))
	r.Calls, r.Survival = NewCalls(c, callsPerWeek...), survivalByBand(c, asOf)
	for _, side := range rulebook.Sides() {
		r.Bands[side] = outcomesByBand(c, side)
	}
}

// OutWords says how many trials are left out, and why; "" for none.
func (r *Report) OutWords() string {
	var parts []string
	add := func(n int, one, many string) {
		switch {
		case n == 1:
			parts = append(parts, "1 "+one)
		case n > 1:
			parts = append(parts, fmt.Sprintf("%d %s", n, many))
		}
	}
	decided := fmt.Sprintf("bought, left or ended before the end of day %d", r.Day)
	add(r.Decided, decided, decided)
	add(len(r.Running)+r.Early, "is still running", "are still running")
	add(r.NoStart, "has no known start", "have no known start")
	add(r.Open, "ended too short a time ago", "ended too short a time ago")
	add(r.Tuned, "helped to choose the weights", "helped to choose the weights")
	if len(parts) == 0 {
		return ""
	}
	return "Left out: " + strings.Join(parts, ", ") + "."
}

// UsualLength is the median length, in days, of the trials that have ended, rounded up.
// Verdicts by day are shown up to it.
func UsualLength(p *rank.Population) int {
	var lengths []float64
	for slot, status := range p.Status {
		if status != rulebook.NoStatus && p.Start[slot] != value.Never && p.End[slot] > p.Start[slot] {
			lengths = append(lengths, float64(p.End[slot]-p.Start[slot])/float64(value.Day))
		}
	}
	if len(lengths) == 0 {
		return condition.DefaultTrialDays
	}
	median := stats.Percentiles(lengths, 0.5)[0]
	return min(max(int(median+0.999), MinDay), MaxDay)
}
