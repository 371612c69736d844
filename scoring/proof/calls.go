package proof

import (
	"cmp"
	"slices"

	"trialist/scoring/rulebook"
	"trialist/scoring/stats"
	"trialist/scoring/value"
)

// Calls is what comes of so many calls a week, played through over the trials that have
// ended: each week those that reached the day are ranked, and the first are called.
type Calls struct {
	PerWeek int
	Weeks   int // in which a trial reached the day

	Called    stats.Outcome  // by the score
	Random    float64        // conversions among as many called at random, expected
	ByArrival stats.Outcome  // called in the order of their start
	Converted int            // of all trials
	Cutoff    rulebook.Score // the lowest score called in the middle one of the weeks that had more trials than calls
	HasCutoff bool           // there is such a week
}

// Recall is the share of the conversions that the calls reached, 0 to 1; false without
// any.
func (c Calls) Recall(reached float64) (float64, bool) {
	if c.Converted == 0 {
		return 0, false
	}
	return reached / float64(c.Converted), true
}

// callsPerWeek are the capacities that a report is made for.
var callsPerWeek = []int{5, 10, 20, 50}

// NewCalls plays a capacity through. Scores that are equal are called by fit, then by
// arrival.
func NewCalls(c *Cohort, perWeek int) Calls {
	calls := Calls{PerWeek: perWeek, Converted: c.Outcome().Converted}
	var cutoffs []rulebook.Score
	for _, week := range weeks(c.Trials) {
		calls.Weeks++
		n, converted := min(perWeek, len(week)), 0
		for i, t := range week { // in the order of arrival
			if t.Converted {
				converted++
				if i < n {
					calls.ByArrival.Converted++
				}
			}
		}
		calls.ByArrival.Finished += n
		calls.Random += float64(n) * float64(converted) / float64(len(week))
		ranked := slices.Clone(week)
		slices.SortStableFunc(ranked, func(a, b Trial) int {
			return cmp.Or(b.Scores[rulebook.Adoption].Compare(a.Scores[rulebook.Adoption]), b.Scores[rulebook.Fit].Compare(a.Scores[rulebook.Fit]))
		})
		for _, t := range ranked[:n] {
			calls.Called.Finished++
			if t.Converted {
				calls.Called.Converted++
			}
		}
		if n < len(week) {
			cutoffs = append(cutoffs, ranked[n-1].Scores[rulebook.Adoption])
		}
	}
	if calls.HasCutoff = len(cutoffs) > 0; calls.HasCutoff {
		slices.SortFunc(cutoffs, rulebook.Score.Compare)
		calls.Cutoff = cutoffs[len(cutoffs)/2]
	}
	return calls
}

// weeks parts the trials, which are in the order of their start, by the week in which
// they reached the day. Weeks are counted from the first.
func weeks(trials []Trial) [][]Trial {
	var parts [][]Trial
	from := 0
	for i := range trials {
		if weekOf(trials, i) != weekOf(trials, from) {
			parts = append(parts, trials[from:i])
			from = i
		}
	}
	if from < len(trials) {
		parts = append(parts, trials[from:])
	}
	return parts
}

func weekOf(trials []Trial, i int) value.Instant {
	return (trials[i].AsOf - trials[0].AsOf) / value.Week
}
