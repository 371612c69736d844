package proof

import (
	"fmt"
	"math"

	"trialist/scoring/rulebook"
	"trialist/scoring/stats"
)

// Verdict is what the trials show of a score.
type Verdict uint8

// The verdicts.
const (
	TooFew Verdict = iota
	NoBetter
	PredictsWeakly
	PredictsFairly
	PredictsWell
	PredictsVeryWell
)

var verdictNames = []string{
	TooFew: "too few trials to tell", NoBetter: "no better than chance", PredictsWeakly: "predicts weakly",
	PredictsFairly: "predicts fairly", PredictsWell: "predicts well", PredictsVeryWell: "predicts very well",
}

// String is the verdict in words, such as "predicts weakly".
func (v Verdict) String() string {
	if int(v) < len(verdictNames) {
		return verdictNames[v]
	}
	return "unknown"
}

// MarshalText is String.
func (v Verdict) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// usefulArea is the area under the curve from which on a score is of use: what a verdict
// of no use rules out, and what [stats.TrialsForAUC] is asked about.
const usefulArea = 0.6

// seed makes the random samples behind intervals the same each time.
const seed = 20_270_101

// Power is how well a score tells trials that convert from others.
type Power struct {
	Verdict    Verdict
	AUC        float64 // 0 to 1, 0.5 is chance; NaN where one of the outcomes is missing
	Low, High  float64 // 95 % bootstrap interval
	ChanceLow  float64 // the middle 95 % of what shuffled outcomes give
	ChanceHigh float64
	More       int // about how many more trials would settle it, where they are too few
}

// NewPower judges the scores of trials. With (l, u) the interval of the area: l above
// one half predicts; else u below 0.6 rules out a useful effect; else it is open.
func NewPower(trials []stats.Scored) Power { return judge(stats.NewHistogram(trials)) }

// judge is [NewPower] of trials that are counted.
func judge(h *stats.Histogram) Power {
	p := Power{AUC: h.AUC()}
	p.Low, p.High = h.AUCInterval(seed)
	p.ChanceLow, p.ChanceHigh = h.PermutationBand(seed)
	switch {
	case math.IsNaN(p.AUC) || h.Outcome().Fewest() < MinOutcome:
	case p.Low > 0.5:
		p.Verdict = PredictsVeryWell
		for _, v := range []struct {
			below float64
			is    Verdict
		}{{0.6, PredictsWeakly}, {0.7, PredictsFairly}, {0.8, PredictsWell}} {
			if p.AUC < v.below {
				p.Verdict = v.is
				break
			}
		}
	case p.High < usefulArea:
		p.Verdict = NoBetter
	}
	if p.Verdict == TooFew {
		p.More = moreTrials(h.Outcome())
	}
	return p
}

// MinOutcome is how many trials of each outcome there are at least for a verdict. Of
// fewer, samples drawn with replacement are too much alike to say how sure it is.
const MinOutcome = 5

// moreTrials is about how many more trials would settle whether a useful effect is
// there; 0 where that cannot be said, as nobody converted or everybody did.
func moreTrials(o stats.Outcome) int {
	if o.Fewest() == 0 {
		return 0
	}
	rate, _ := o.Rate()
	needed := stats.TrialsForAUC(usefulArea, rate)
	return max(needed-o.Finished, o.Finished/10+1) // it is open, so some more are needed
}

// Words says the verdict for somebody who has never heard of areas and curves.
func (p Power) Words(o stats.Outcome, day int, side rulebook.Side) string {
	said := fmt.Sprintf("Of %d trials that have ended and were still open on day %d, %d converted.", o.Finished, day, o.Converted)
	if math.IsNaN(p.AUC) {
		return said + " There is nothing to compare until some have converted and some have not."
	}
	said += fmt.Sprintf(
		" Take one that converted and one that did not: on day %d the one that converted had the higher %s score in %.0f of 100 such pairs (%.0f to %.0f). Guessing gets 50.",
		day, side, 100*p.AUC, 100*p.Low, 100*p.High,
	)
	switch p.Verdict {
	case TooFew:
		said += " That can be luck, or a real difference: there are too few trials to tell."
		if p.More > 0 {
			said += fmt.Sprintf(" About %d more would settle it.", p.More)
		}
	case NoBetter:
		said += " The score is no better than chance: do not choose whom to call by it."
	case PredictsWeakly:
		said += " The score predicts weakly: better than guessing, but not by much."
	case PredictsFairly:
		said += " The score predicts fairly: calling the top of the list first pays."
	case PredictsWell, PredictsVeryWell:
		said += fmt.Sprintf(" The score %s: call the top of the list first.", p.Verdict)
	}
	return said
}
