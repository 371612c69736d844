package proof

import (
	"fmt"
	"math"

	"trialist/scoring/rulebook"
	"trialist/scoring/stats"
)

// Verdict says how well a score predicts conversion.
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

// usefulArea is the least AUC of a useful score. NoBetter rules it out, and
// [stats.TrialsForAUC] says how many trials would show it.
const usefulArea = 0.6

// seed makes intervals reproducible.
const seed = 20_270_101

// Power is how well a score separates trials that convert from others.
type Power struct {
	Verdict    Verdict
	AUC        float64 // 0 to 1, where 0.5 is chance; NaN when an outcome is missing
	Low, High  float64 // 95 % bootstrap interval
	ChanceLow  float64 // the middle 95 % of what shuffled outcomes give
	ChanceHigh float64
	More       int // about how many more trials would settle it, when they are too few
}

// NewPower judges the scores of trials by the interval (l, u) of the AUC. If l is above one
// half the score predicts; else if u is below 0.6 it is no better than chance; else there
// are too few trials to tell.
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

// MinOutcome is how many trials of each outcome a verdict needs at least. Bootstrap samples
// of fewer are too much alike for an interval.
const MinOutcome = 5

// moreTrials is about how many more trials would settle whether the score is useful; 0 when
// that cannot be estimated because all trials have the same outcome.
func moreTrials(o stats.Outcome) int {
	if o.Fewest() == 0 {
		return 0
	}
	rate, _ := o.Rate()
	needed := stats.TrialsForAUC(usefulArea, rate)
	return max(needed-o.Finished, o.Finished/10+1) // the verdict is open, so some more are needed in any case
}

// Words explains the verdict without terms of statistics.
func (p Power) Words(o stats.Outcome, day int, side rulebook.Side) string {
	said := fmt.Sprintf("Of %d trials that have ended and were still open on day %d, %d converted.", o.Finished, day, o.Converted)
	if o.Finished == 1 {
		said = fmt.Sprintf("Of 1 trial that has ended and was still open on day %d, %d converted.", day, o.Converted)
	}
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
