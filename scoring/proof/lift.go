package proof

import (
	"math"

	"trialist/scoring/rulebook"
	"trialist/scoring/stats"
)

// Lift is how much more often trials convert that match a signal on the day.
type Lift struct {
	Signal           rulebook.Signal
	Matching, Others stats.Outcome // trials that match it, and that do not
	Attributes       bool          // it asks about an attribute, which may have been filled in after the fact

	// Lift is the rate of the trials that match divided by the rate of all. Low and High are
	// the exact 95 % interval of the former rate, divided likewise. All are NaN when nobody
	// matches it or nobody converted.
	Lift, Low, High float64

	P float64 // of Fisher's exact test of the two rates
	Q float64 // P adjusted for the false discovery rate over all signals
}

// liftsOfSignals compares the trials by each enabled signal.
func liftsOfSignals(c *Cohort) []Lift {
	all := c.Outcome()
	rate, _ := all.Rate()
	var lifts []Lift
	var p []float64
	for _, side := range rulebook.Sides() {
		outcomes := make(map[uint64]stats.Outcome) // by what was matched; there are few that differ
		for i := range c.Trials {
			t := &c.Trials[i]
			o := outcomes[t.Masks[side]]
			o.Count(t.Converted)
			outcomes[t.Masks[side]] = o
		}
		for _, s := range c.Card.Layout(side).Signals {
			l := Lift{Signal: s.Signal, Attributes: asksAttributes(s.Signal), Lift: math.NaN(), Low: math.NaN(), High: math.NaN()}
			for mask, o := range outcomes {
				if s.Matched(mask) {
					l.Matching.Add(o)
				} else {
					l.Others.Add(o)
				}
			}
			if used, ok := l.Matching.Rate(); ok && rate > 0 {
				low, high := stats.ExactInterval(l.Matching.Converted, l.Matching.Finished)
				l.Lift, l.Low, l.High = used/rate, low/rate, high/rate
			}
			l.P = stats.FisherExact(l.Matching, l.Others)
			lifts, p = append(lifts, l), append(p, l.P)
		}
	}
	for i, q := range stats.FalseDiscovery(p) {
		lifts[i].Q = q
	}
	return lifts
}

// LiftVerdict is what the lift of a signal shows.
type LiftVerdict uint8

// The verdicts.
const (
	LiftOfTooFew  LiftVerdict = iota // trials match it
	LiftUnclear                      // the difference can be luck
	LiftMoreOften                    // trials that match it convert more often
	LiftLessOften
)

// clearAt is the Q up to which a difference is called one.
const clearAt = 0.05

// Verdict says what the lift shows.
func (l Lift) Verdict() LiftVerdict {
	switch {
	case l.Matching.Finished < MinShown:
		return LiftOfTooFew
	case math.IsNaN(l.Lift) || l.Q > clearAt:
		return LiftUnclear
	case l.Lift > 1:
		return LiftMoreOften
	}
	return LiftLessOften
}

// String is the verdict in a word or two, such as "more often".
func (v LiftVerdict) String() string {
	switch v {
	case LiftOfTooFew:
		return "too few"
	case LiftMoreOften:
		return "more often"
	case LiftLessOften:
		return "less often"
	case LiftUnclear:
	}
	return "unclear"
}
