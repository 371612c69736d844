package suggest

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"trialist/scoring/progress"
	"trialist/scoring/proof"
	"trialist/scoring/rulebook"
	"trialist/scoring/stats"
)

// Support is a set of a few signals with weights, judged on the newer trials. In a sparse
// model, the support is the features whose coefficient is not zero.
type Support struct {
	Weights []Weight // in the order of the card, without those of weight 0
	Power   proof.Power
}

// Supports is which few signals predict conversion best.
type Supports struct {
	*Suggestion           // without weights; its verdict says whether there were enough trials
	BySize      []Support // the best of 1 signal, of 2, and so on
	All         proof.Power
	Enough      int // how many signals do as well as all; 0 when fewer than all do not

	enabled int // signals
}

// beamWidth is how many supports of a size are kept to grow those of the next size from.
// With so many, the best found is nearly always the best there is.
const beamWidth = 8

// enoughLoss is how far the AUC of a support may be below that of all signals for it to be
// enough: one pair of trials in a hundred.
const enoughLoss = 0.01

// Best finds the signals of a side that predict conversion best: one, two, and so on up to
// most. It is a beam search: it keeps the supports of a size that fit the older trials best
// and adds each signal to each of them. The newer trials only judge the outcome. The error
// is that of the context.
func Best(ctx context.Context, c *proof.Cohort, side rulebook.Side, most int) (*Supports, error) {
	s, older, newer := split(c, side)
	found := &Supports{Suggestion: s, enabled: len(older.signals)}
	if s.Verdict != Offered {
		return found, nil
	}
	model, err := s.fit(ctx, older)
	if err != nil {
		return nil, err
	}
	judged := func(support []int, coefficients []float64) (Support, bool) {
		chosen, ok := weights(coefficients, c.Card.Weighting)
		full := make([]int, len(older.signals))
		var few Support
		for n, i := range support {
			if ok && chosen[n] > 0 {
				full[i] = chosen[n]
				few.Weights = append(few.Weights, Weight{older.signals[i], chosen[n]})
			}
		}
		few.Power = powerOf(newer, side, scoreBy(older, full, c.Card.Weighting))
		return few, ok
	}
	all, ok := judged(older.all(), model.Coefficients)
	if !ok {
		s.Verdict = NothingHelps
		return found, nil
	}
	found.All = all.Power
	b := beam{table: older, ridge: s.Ridge, kept: []candidate{{}}}
	for size := 1; size <= min(most, len(older.signals)); size++ {
		if err := b.grow(ctx, size, min(most, len(older.signals))); err != nil {
			return nil, err
		}
		best, ok := judged(b.kept[0].support, b.kept[0].model.Coefficients)
		if !ok || len(best.Weights) < size {
			break // a further signal has no weight
		}
		found.BySize = append(found.BySize, best)
		if found.Enough == 0 && best.Power.AUC >= found.All.AUC-enoughLoss {
			found.Enough = size
		}
	}
	return found, nil
}

// powerOf judges a way of scoring.
func powerOf(trials []proof.Trial, side rulebook.Side, score scoring) proof.Power {
	scored := make([]stats.Scored, len(trials))
	for i := range trials {
		scored[i] = stats.Scored{Score: score(trials[i].Masks[side]), Converted: trials[i].Converted}
	}
	return proof.NewPower(scored)
}

// beam is the best supports of a size, the best first.
type beam struct {
	table *table
	ridge float64
	kept  []candidate
}

type candidate struct {
	support []int // signals, ascending
	model   stats.Logistic
	loss    float64 // twice what the fit minimises
}

// grow adds each signal to each support, and keeps the best. The error is that of the
// context.
func (b *beam) grow(ctx context.Context, size, most int) error {
	var grown []candidate
	seen := make(map[string]bool)
	for n, from := range b.kept {
		for i := range b.table.signals {
			if slices.Contains(from.support, i) {
				continue
			}
			support := append(slices.Clone(from.support), i)
			slices.Sort(support)
			if key := fmt.Sprint(support); seen[key] {
				continue
			} else {
				seen[key] = true
			}
			if err := context.Cause(ctx); err != nil {
				return err
			}
			patterns := b.table.patterns(support, -1, false)
			model, err := stats.RidgeLogistic(patterns, b.ridge, stats.Logistic{})
			if err != nil {
				return fmt.Errorf("fit the weights: %w", err)
			}
			loss := model.Deviance(patterns)
			for _, c := range model.Coefficients {
				loss += b.ridge * c * c
			}
			grown = append(grown, candidate{support, model, loss})
		}
		progress.Report(ctx, "looking for the best signals", (size-1)*beamWidth+n*beamWidth/len(b.kept)+1, most*beamWidth)
	}
	slices.SortStableFunc(grown, func(a, c candidate) int { return cmp.Compare(a.loss, c.loss) })
	b.kept = grown[:min(beamWidth, len(grown))]
	return nil
}

// Words says in a few sentences which signals are enough.
func (s *Supports) Words() string {
	if s.Verdict != Offered {
		return s.Suggestion.Words()
	}
	said := fmt.Sprintf("The signals were chosen by the %d older trials; of 100 pairs of the %d newer ones all signals have %.0f right. Guessing gets 50.",
		s.Older.Finished, s.Newer.Finished, math.Round(100*s.All.AUC))
	switch {
	case s.All.Verdict < proof.PredictsWeakly:
		return said + " So neither many nor few of them tell who converts."
	case s.Enough == 0:
		return said + " None of these few do as well."
	case s.Enough == s.enabled:
		return said + " It takes them all."
	case s.Enough == 1:
		return said + " One signal does as well."
	}
	return said + fmt.Sprintf(" So %d of them would do.", s.Enough)
}
