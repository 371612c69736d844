package stats

import (
	"cmp"
	"math"
	"slices"
)

// Duration is how long something was watched, in any unit, and whether what was waited
// for happened at its end; else the watch ended before.
type Duration struct {
	Length   float64
	Happened bool
}

// SurvivalStep is a step of a survival curve.
type SurvivalStep struct {
	At        float64 // what was waited for happened then to at least one
	AtRisk    int     // how many were watched just before
	Happened  int
	Remaining float64 // share to whom it has not happened by then, 0 to 1
	Low, High float64 // 95 % interval of Remaining
}

// Survival is the Kaplan-Meier estimate of the share to whom it has not happened, with
// intervals by Greenwood's variance on the log-minus-log scale, as survfit of R gives
// with conf.type = "log-log". Those whose watch ends at the instant of a step are still
// at risk in it.
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

// logLogInterval is the interval of a share whose logarithm has the variance.
func logLogInterval(share, variance float64) (low, high float64) {
	if share <= 0 || share >= 1 {
		return share, share
	}
	margin := normalQuantile * math.Sqrt(variance) / math.Abs(math.Log(share))
	return math.Pow(share, math.Exp(margin)), math.Pow(share, math.Exp(-margin))
}
