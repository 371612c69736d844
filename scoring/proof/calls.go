package proof

import (
	"cmp"
	"slices"

	"trialist/scoring/rulebook"
	"trialist/scoring/stats"
	"trialist/scoring/value"
)

// Calls simulates sales calls at so many a week on the trials that have ended. Each week
// the trials that reached the day are ranked, and the first of them are called.
type Calls struct {
	PerWeek int
	Weeks   int // in which a trial reached the day

	Called    stats.Outcome  // trials called by score
	Random    float64        // expected conversions among as many trials called at random
	ByArrival stats.Outcome  // trials called in the order of their start
	Converted int            // conversions among all trials
	Cutoff    rulebook.Score // median over weeks with more trials than calls of the lowest score called
	HasCutoff bool           // there is such a week
}

// Recall is the share, 0 to 1, that reached is of all conversions; false without any.
func (c Calls) Recall(reached float64) (float64, bool) {
	if c.Converted == 0 {
		return 0, false
	}
	return reached / float64(c.Converted), true
}

// callsPerWeek are the capacities that a report simulates.
var callsPerWeek = []int{5, 10, 20, 50}

// NewCalls simulates each of the capacities. Trials with equal adoption scores are called by
// fit, then by arrival.
func NewCalls(c *Cohort, perWeek ...int) []Calls {
	calls := make([]Calls, len(perWeek))
	cutoffs := make([][]rulebook.Score, len(perWeek))
	for i, n := range perWeek {
		calls[i] = Calls{PerWeek: n, Converted: c.Outcome().Converted}
	}
	for _, week := range weeks(c.Trials) {
		ranked, converted := byScore(week), 0
		for i := range week {
			if week[i].Converted {
				converted++
			}
		}
		for i := range calls {
			n := min(calls[i].PerWeek, len(week))
			calls[i].addWeek(week, ranked[:n], converted)
			if n < len(week) {
				cutoffs[i] = append(cutoffs[i], week[ranked[n-1].at].Scores[rulebook.Adoption])
			}
		}
	}
	for i, scores := range cutoffs {
		if calls[i].HasCutoff = len(scores) > 0; calls[i].HasCutoff {
			slices.SortFunc(scores, rulebook.Score.Compare)
			calls[i].Cutoff = scores[len(scores)/2]
		}
	}
	return calls
}

// addWeek simulates a week with so many conversions, given the trials that are called by
// score.
func (c *Calls) addWeek(week []Trial, called []place, converted int) {
	c.Weeks++
	for i := range called {
		c.ByArrival.Count(week[i].Converted)
		c.Called.Count(week[called[i].at].Converted)
	}
	c.Random += float64(len(called)) * float64(converted) / float64(len(week))
}

// place is the position of a trial in a week, with its scores.
type place struct {
	scores [2]rulebook.Score
	at     int // in the order of arrival
}

// byScore lists the trials in the order in which they are called.
func byScore(week []Trial) []place {
	ranked := make([]place, len(week))
	for i := range week {
		ranked[i] = place{week[i].Scores, i}
	}
	slices.SortFunc(ranked, func(a, b place) int {
		return cmp.Or(b.scores[rulebook.Adoption].Compare(a.scores[rulebook.Adoption]), b.scores[rulebook.Fit].Compare(a.scores[rulebook.Fit]), a.at-b.at)
	})
	return ranked
}

// weeks groups the trials, which are in the order of their start, by the week in which they
// reached the day. The first week begins with the first trial.
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
