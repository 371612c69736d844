package suggest

import (
	"math/bits"
	"math/rand/v2"
	"slices"

	"trialist/scoring/proof"
	"trialist/scoring/rulebook"
	"trialist/scoring/stats"
)

// table groups trials by the signals that they match on a side. Fitting then costs in
// proportion to the number of distinct masks.
type table struct {
	signals []rulebook.Signal
	bits    []uint64 // of each signal in the masks
	rows    []row
	outcome stats.Outcome
}

// row is the trials with one mask.
type row struct {
	mask              uint64
	features          []float64      // by signal: the share of its levels that hold, 0 to 1
	converted, others [folds]float64 // trials by fold
}

// newTable counts the trials by mask. Trials of each outcome are assigned to the folds
// evenly and at random, with a fixed seed.
func newTable(card rulebook.Scorecard, side rulebook.Side, trials []proof.Trial) *table {
	t := &table{signals: card.Enabled(side), bits: proof.SignalBits(card, side)}
	r := rand.New(rand.NewPCG(seed, seed))
	at := make(map[uint64]int)
	dealt := [2]int{}
	for _, i := range r.Perm(len(trials)) {
		trial := &trials[i]
		mask := trial.Masks[side]
		k, ok := at[mask]
		if !ok {
			k = len(t.rows)
			at[mask] = k
			t.rows = append(t.rows, row{mask: mask, features: t.features(mask)})
		}
		t.outcome.Finished++
		if trial.Converted {
			t.rows[k].converted[dealt[1]%folds]++
			dealt[1]++
		} else {
			t.rows[k].others[dealt[0]%folds]++
			dealt[0]++
		}
	}
	t.outcome.Converted = dealt[1]
	slices.SortFunc(t.rows, func(a, b row) int {
		if a.mask < b.mask {
			return -1
		}
		return 1
	})
	return t
}

// features are, by signal, the shares of its levels that hold, 0 to 1.
func (t *table) features(mask uint64) []float64 {
	features := make([]float64, len(t.bits))
	for i, levels := range t.bits {
		if all := bits.OnesCount64(levels); all > 0 {
			features[i] = float64(bits.OnesCount64(mask&levels)) / float64(all)
		}
	}
	return features
}

// matching is how many trials match at least the first level of a signal.
func (t *table) matching(signal int) int {
	n := 0.0
	for _, row := range t.rows {
		if row.mask&t.bits[signal] != 0 {
			for fold := range folds {
				n += row.converted[fold] + row.others[fold]
			}
		}
	}
	return int(n)
}

// patterns are the trials by the features of some signals. With alone they are those of
// the fold, else those of all other folds; fold -1 is all trials.
func (t *table) patterns(support []int, fold int, alone bool) []stats.Pattern {
	kept := uint64(0)
	for _, i := range support {
		kept |= t.bits[i]
	}
	at := make(map[uint64]int)
	var patterns []stats.Pattern
	for _, row := range t.rows {
		converted, others := 0.0, 0.0
		for f := range folds {
			if fold < 0 || (f == fold) == alone {
				converted += row.converted[f]
				others += row.others[f]
			}
		}
		if converted+others == 0 {
			continue
		}
		k, ok := at[row.mask&kept]
		if !ok {
			k = len(patterns)
			at[row.mask&kept] = k
			features := make([]float64, len(support))
			for n, i := range support {
				features[n] = row.features[i]
			}
			patterns = append(patterns, stats.Pattern{Features: features})
		}
		patterns[k].Converted += converted
		patterns[k].Others += others
	}
	return patterns
}

// all are the indices of all signals.
func (t *table) all() []int {
	all := make([]int, len(t.signals))
	for i := range all {
		all[i] = i
	}
	return all
}
