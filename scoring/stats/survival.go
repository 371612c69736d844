package stats

import (
	"cmp"
	"math"
	"slices"
)

// Duration is how long a subject was observed, in any unit, and whether the event happened at
// the end; otherwise it is censored.
type Duration struct {
	Length   float64
	Happened bool
}

// SurvivalStep is a step of a survival curve.
type SurvivalStep struct {
	At        float64 // the event happened then to at least one subject
	AtRisk    int     // subjects under observation just before
	Happened  int     // events
	Remaining float64 // estimated share without the event by then, 0 to 1
	Low, High float64 // 95 % interval of Remaining
}

// Survival is the Kaplan-Meier estimate of the share without the event. The intervals use
// Greenwood's variance on the log-minus-log scale, as survfit of R does with conf.type =
// "log-log". Subjects that are censored at the instant of a step are at risk in it.
//
// E. L. Kaplan and P. Meier, "Nonparametric estimation from incomplete observations",
// Journal of the American Statistical Association 53 (1958), 457-481.
func Survival(durations []Duration) []SurvivalStep {
	sorted := slices.Clone(durations)
	slices.SortFunc(sorted, func(a, b Duration) int { return cmp.Compare(a.Length, b.Length) })
	var steps []SurvivalStep
	remaining, variance := 1.0, 0.0
	for i := 0; i < len(sorted); {
		at, atRisk, happened := sorted[i].Length, len(sorted)-i, 0
		for ; i < len(sorted) && sorted[i].Length == at; i++ {
			if sorted[i].Happened {
				happened++
			}
		}
		if happened == 0 {
			continue
		}
		n, d := float64(atRisk), float64(happened)
		remaining *= 1 - d/n
		variance += d / (n * (n - d))
		step := SurvivalStep{At: at, AtRisk: atRisk, Happened: happened, Remaining: remaining}
		step.Low, step.High = logLogInterval(remaining, variance)
		steps = append(steps, step)
	}
	return steps
}

// logLogInterval is the 95 % interval of a share, given the variance of its logarithm.
func logLogInterval(share, variance float64) (low, high float64) {
	if share <= 0 || share >= 1 {
		return share, share
	}
	margin := normalQuantile * math.Sqrt(variance) / math.Abs(math.Log(share))
	return math.Pow(share, math.Exp(margin)), math.Pow(share, math.Exp(-margin))
}
