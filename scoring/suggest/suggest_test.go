package suggest_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"trialist/scoring/condition"
	"trialist/scoring/proof"
	"trialist/scoring/rulebook"
	"trialist/scoring/rulebooktest"
	"trialist/scoring/stats"
	"trialist/scoring/suggest"
	"trialist/scoring/value"
)

// madeUp is trials of which each matches each signal by chance, and converts the likelier
// the more the signals that it matches are worth, as in a logistic model.
type madeUp struct {
	worth     []float64 // by signal
	intercept float64
	weights   []int // in force
	weighting rulebook.Weighting
	trials    int
	shuffled  bool // outcomes have nothing to do with signals
	used      float64
}

func (m madeUp) cohort(t testing.TB, seed uint64) *proof.Cohort {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 1))
	c := &proof.Cohort{Card: rulebooktest.CardOf(t, m.weighting, m.weights...)}
	c.Day = 7
	used := m.used
	if used == 0 {
		used = 0.35
	}
	for i := range m.trials {
		trial := proof.Trial{Slot: i, Start: value.Instant(i) * value.Day / 10}
		odds := m.intercept
		for n, worth := range m.worth {
			if r.Float64() < used {
				trial.Masks[rulebook.Adoption] |= 1 << n
				if !m.shuffled {
					odds += worth
				}
			}
		}
		trial.Converted = r.Float64() < 1/(1+math.Exp(-odds))
		c.Trials = append(c.Trials, trial)
	}
	return c
}

func newSuggestion(t testing.TB, c *proof.Cohort) *suggest.Suggestion {
	t.Helper()
	s, err := suggest.New(t.Context(), c, rulebook.Adoption)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// helpful has weights in force that are the wrong way round.
var helpful = madeUp{worth: []float64{2, 1, 0, 0.5, 0}, intercept: -2, weights: []int{1, 2, 10, 3, 10}, trials: 3000}

func TestSuggestedWeightsHelp(t *testing.T) {
	t.Parallel()
	for _, weighting := range rulebook.Weightings() {
		m := helpful
		m.weighting = weighting
		c := m.cohort(t, 1)
		s := newSuggestion(t, c)
		if s.Verdict != suggest.Offered {
			t.Fatalf("%s: %s", weighting, s.Words())
		}
		got := func(i int) int { return s.Weights[i].Weight }
		if got(0) != 10 || got(1) >= 10 || got(1) <= got(3) || got(3) == 0 || got(2) > 2 || got(4) > 2 {
			t.Errorf("%s: %+v for worths of %v", weighting, s.Weights, m.worth)
		}
		if s.Gain.Low <= 0 || s.Gain.Gain <= s.Gain.ChanceHigh || s.After.AUC <= s.Before.AUC {
			t.Errorf("%s: gain %+v", weighting, s.Gain)
		}
		if s.Older.Finished != 2100 || s.Newer.Finished != 900 || s.Since != c.Trials[2100].Start {
			t.Errorf("%d older, %d newer since %d", s.Older.Finished, s.Newer.Finished, s.Since)
		}
		card, err := s.Apply(c.Card)
		if err != nil {
			t.Fatal(err)
		}
		for i, w := range s.Weights {
			signal := card.Adoption[i]
			if signal.Enabled != (w.Weight > 0) || w.Weight > 0 && signal.Weight != w.Weight {
				t.Errorf("%s: %+v is applied as weight %d, on %v", weighting, w, signal.Weight, signal.Enabled)
			}
		}
		// The areas are those of the scores of the cards themselves.
		if after := areaOf(c, card, s.Weights); math.Abs(after-s.After.AUC) > 1e-12 {
			t.Errorf("%s: the card has an area of %v, said is %v", weighting, after, s.After.AUC)
		}
		if !strings.Contains(s.Words(), "900 newer") {
			t.Error(s.Words())
		}
	}
}

// areaOf is the area of the card over the newer trials of a cohort, whose masks are of all
// signals.
func areaOf(c *proof.Cohort, card rulebook.Scorecard, all []suggest.Weight) float64 {
	var scored []stats.Scored
	for _, trial := range c.Trials[2100:] {
		mask, bit := uint64(0), 0
		for i, w := range all {
			if w.Weight > 0 {
				mask |= trial.Masks[rulebook.Adoption] >> i & 1 << bit
				bit++
			}
		}
		scored = append(scored, stats.Scored{Score: int64(card.Score(rulebook.Adoption, mask).Sum), Converted: trial.Converted})
	}
	return stats.AUC(scored)
}

// TestNewerTrialsChooseNothing deals the outcomes of the newer trials out anew: the
// fitted weights stay, seen in the few signals that are chosen.
func TestNewerTrialsChooseNothing(t *testing.T) {
	t.Parallel()
	c := helpful.cohort(t, 2)
	best := func() *suggest.Supports {
		s, err := suggest.Best(t.Context(), c, rulebook.Adoption, 3)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	before := best()
	r := rand.New(rand.NewPCG(1, 1))
	for i := range c.Trials[2100:] {
		c.Trials[2100+i].Converted = r.IntN(3) == 0
	}
	after := best()
	for i := range before.BySize {
		if !reflect.DeepEqual(before.BySize[i].Weights, after.BySize[i].Weights) {
			t.Errorf("%d signals: %v, then %v", i+1, before.BySize[i].Weights, after.BySize[i].Weights)
		}
		if before.BySize[i].Power == after.BySize[i].Power {
			t.Errorf("%d signals are not judged by the newer trials", i+1)
		}
	}
	if len(before.BySize) != 3 || before.Ridge != after.Ridge {
		t.Errorf("%d sizes, ridge %v and %v", len(before.BySize), before.Ridge, after.Ridge)
	}
}

// TestShuffledOutcomes has outcomes that nothing brings about: weights are offered for at
// most 5 of 100 seeds. In 2 of 100 the gain is above zero by chance, and fewer predict.
func TestShuffledOutcomes(t *testing.T) {
	t.Parallel()
	m := madeUp{worth: make([]float64, 6), weights: []int{1, 10, 5, 3, 8, 2}, intercept: -1.2, trials: 400, shuffled: true}
	offered := 0
	for seed := range 100 {
		if s := newSuggestion(t, m.cohort(t, uint64(seed))); s.Verdict == suggest.Offered {
			offered++
			if s.Weights == nil {
				t.Error("there are no weights to offer")
			}
		} else if s.Weights != nil {
			t.Errorf("seed %d: weights that are not offered are there", seed)
		}
	}
	t.Logf("offered for %d of 100 seeds", offered)
	if offered > 5 {
		t.Errorf("offered for %d of 100 seeds", offered)
	}
}

func TestThinDataIsRefused(t *testing.T) {
	t.Parallel()
	rare := helpful
	rare.used = 0.002
	few := helpful
	few.trials, few.intercept = 100, -3
	none := helpful
	none.weights, none.worth = nil, nil
	worse := helpful
	worse.worth, worse.intercept = []float64{-2, -1, -2, -0.5, -3}, 1
	for name, test := range map[string]struct {
		of    madeUp
		want  suggest.Verdict
		words string
	}{
		"few conversions": {few, suggest.TooFewTrials, "Weights need 20 conversions among the older"},
		"no trials":       {madeUp{worth: []float64{1}, weights: []int{5}}, suggest.TooFewTrials, "of the 0 older ones"},
		"few users":       {rare, suggest.TooFewMatching, "fewer than 10 of the 2100 older trials match"},
		"no signals":      {none, suggest.NoSignals, "no adoption signal is enabled"},
		"nothing helps":   {worse, suggest.NothingHelps, "no adoption signal makes it likelier"},
		"one signal":      {madeUp{worth: []float64{1}, weights: []int{10}, trials: 1000}, suggest.Same, "suggest those that you have"},
	} {
		c := test.of.cohort(t, 3)
		s := newSuggestion(t, c)
		if s.Verdict != test.want || !strings.Contains(s.Words(), test.words) {
			t.Errorf("%s: %s: %s", name, s.Verdict, s.Words())
		}
		if _, err := s.Apply(c.Card); !errors.Is(err, suggest.ErrNotOffered) {
			t.Errorf("%s: applied: %v", name, err)
		}
		best, err := suggest.Best(t.Context(), c, rulebook.Adoption, 2)
		if err != nil || test.want != suggest.Same && (best.BySize != nil || best.Words() != s.Words()) {
			t.Errorf("%s: the best are %+v, %v", name, best, err)
		}
	}
}

// TestGoodWeightsStay has weights in force that fit already: what others would gain is
// luck.
func TestGoodWeightsStay(t *testing.T) {
	t.Parallel()
	m := helpful
	m.weighting, m.weights, m.worth = rulebook.Proportional, []int{10, 5, 3}, []float64{2, 1, 0.6}
	for seed := range uint64(20) {
		if s := newSuggestion(t, m.cohort(t, seed)); s.Verdict == suggest.Offered {
			t.Errorf("seed %d: %s", seed, s.Words())
		}
	}
}

// TestBestIsTheBest compares the beam with all supports of each size, of signals some of
// which are nearly copies of others.
func TestBestIsTheBest(t *testing.T) {
	t.Parallel()
	m := madeUp{worth: []float64{1.5, 0, 0.7, 0.3, 1, 0.1}, intercept: -2, weights: []int{5, 5, 5, 5, 5, 5}, trials: 2000}
	c := m.cohort(t, 4)
	r := rand.New(rand.NewPCG(9, 9))
	for i := range c.Trials {
		mask := &c.Trials[i].Masks[rulebook.Adoption]
		if r.IntN(10) > 0 { // the second is mostly the first
			*mask = *mask&^2 | *mask&1<<1
		}
	}
	best, err := suggest.Best(t.Context(), c, rulebook.Adoption, 6)
	if err != nil {
		t.Fatal(err)
	}
	if len(best.BySize) < 4 {
		t.Fatalf("%d sizes", len(best.BySize))
	}
	for n, found := range best.BySize {
		want := exhaustive(t, c.Trials[:1400], len(m.worth), n+1, best.Ridge)
		var got []int
		for _, w := range found.Weights {
			got = append(got, slices.IndexFunc(c.Card.Adoption, w.Signal.Equal))
		}
		if !slices.Equal(got, want) {
			t.Errorf("the best %d are %v, found %v", n+1, want, got)
		}
	}
	if best.Enough == 0 || best.Enough == len(m.worth) || !strings.Contains(best.Words(), "would do") {
		t.Errorf("%d are enough: %s", best.Enough, best.Words())
	}
}

// exhaustive fits all supports of a size and returns the one that fits best.
func exhaustive(t *testing.T, trials []proof.Trial, signals, size int, ridge float64) []int {
	t.Helper()
	least := math.Inf(1)
	var best []int
	for support := range 1 << signals {
		var chosen []int
		for i := range signals {
			if support>>i&1 != 0 {
				chosen = append(chosen, i)
			}
		}
		if len(chosen) != size {
			continue
		}
		var patterns []stats.Pattern
		for _, trial := range trials {
			p := stats.Pattern{Features: make([]float64, size)}
			for n, i := range chosen {
				p.Features[n] = float64(trial.Masks[rulebook.Adoption] >> i & 1)
			}
			if trial.Converted {
				p.Converted = 1
			} else {
				p.Others = 1
			}
			patterns = append(patterns, p)
		}
		model, err := stats.RidgeLogistic(patterns, ridge, stats.Logistic{})
		if err != nil {
			t.Fatal(err)
		}
		loss := model.Deviance(patterns)
		for _, b := range model.Coefficients {
			loss += ridge * b * b
		}
		if loss < least-1e-9 {
			least, best = loss, chosen
		}
	}
	return best
}

func TestSuggestionIsCancelled(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	c := helpful.cohort(t, 1)
	if _, err := suggest.New(ctx, c, rulebook.Adoption); !errors.Is(err, context.Canceled) {
		t.Errorf("weights: %v", err)
	}
	if _, err := suggest.Best(ctx, c, rulebook.Adoption, 2); !errors.Is(err, context.Canceled) {
		t.Errorf("the best: %v", err)
	}
}

func BenchmarkSuggest(b *testing.B) {
	for _, trials := range []int{1000, 100_000} {
		m := madeUp{intercept: -4, trials: trials}
		for i := range 20 {
			m.worth, m.weights = append(m.worth, float64(i%5)/3), append(m.weights, 5)
		}
		c := m.cohort(b, 1)
		b.Run(fmt.Sprint(trials), func(b *testing.B) {
			for b.Loop() {
				newSuggestion(b, c)
			}
		})
	}
}

// TestTrialsThatStartAtOnceAreNotParted has starts of which only the day is known.
func TestTrialsThatStartAtOnceAreNotParted(t *testing.T) {
	t.Parallel()
	c := helpful.cohort(t, 1)
	for i := range c.Trials {
		c.Trials[i].Start = value.Instant(i/200) * value.Day
	}
	s := newSuggestion(t, c)
	if s.Older.Finished != 2000 || s.Newer.Finished != 1000 || s.Since != 10*value.Day {
		t.Errorf("%d older, %d newer since day %d", s.Older.Finished, s.Newer.Finished, s.Since/value.Day)
	}
}

// TestTunedWeightsAreJudgedByNewerTrials takes a suggestion and asks again: what chose the
// weights in force does not judge them.
func TestTunedWeightsAreJudgedByNewerTrials(t *testing.T) {
	t.Parallel()
	c := helpful.cohort(t, 1)
	card, err := newSuggestion(t, c).Apply(c.Card)
	if err != nil {
		t.Fatal(err)
	}
	if want := [2]value.Instant{c.Trials[2100].Start}; card.TunedBefore != want || c.Card.TunedBefore != [2]value.Instant{} {
		t.Errorf("tuned before %v, want %v", card.TunedBefore, want)
	}
	c.Card.TunedBefore[rulebook.Adoption] = c.Trials[2500].Start
	if s := newSuggestion(t, c); s.Older.Finished != 2500 || s.Newer.Finished != 500 {
		t.Errorf("%d older, %d newer", s.Older.Finished, s.Newer.Finished)
	}
}

// TestLevelsCountByTheirShare has a signal of three levels, of which a trial has the more
// the likelier it converts.
func TestLevelsCountByTheirShare(t *testing.T) {
	t.Parallel()
	c := &proof.Cohort{Card: rulebooktest.CardOf(t, rulebook.Emphatic, 1, 10)}
	when, err := condition.ParseSignal(`event "import" happened at least 1|5|20 times ever`)
	if err != nil {
		t.Fatal(err)
	}
	c.Card.Adoption[0].When = when
	layout := c.Card.Layout(rulebook.Adoption)
	r := rand.New(rand.NewPCG(7, 7))
	for i := range 3000 {
		levels := r.IntN(4)
		trial := proof.Trial{Slot: i, Start: value.Instant(i) * value.Day, Converted: r.Float64() < 0.1+0.2*float64(levels)}
		trial.Masks[rulebook.Adoption] = layout.Signals[0].UpTo(levels)
		if r.IntN(2) == 0 {
			trial.Masks[rulebook.Adoption] |= layout.Signals[1].UpTo(1)
		}
		c.Trials = append(c.Trials, trial)
	}
	s := newSuggestion(t, c)
	if s.Verdict != suggest.Offered || s.Weights[0].Weight != 10 || s.Weights[1].Weight > 3 {
		t.Fatalf("%s: %+v", s.Words(), s.Weights)
	}
	card, err := s.Apply(c.Card)
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		card rulebook.Scorecard
		got  float64
	}{"before": {c.Card, s.Before.AUC}, "after": {card, s.After.AUC}} {
		var scored []stats.Scored
		for _, trial := range c.Trials[2100:] {
			score := test.card.Score(rulebook.Adoption, trial.Masks[rulebook.Adoption])
			scored = append(scored, stats.Scored{Score: int64(score.Sum), Converted: trial.Converted})
		}
		if s.Weights[1].Weight == 0 && name == "after" {
			continue // the masks of the card are others
		}
		if want := stats.AUC(scored); math.Abs(test.got-want) > 1e-12 {
			t.Errorf("%s: an area of %v, the card has %v", name, test.got, want)
		}
	}
}
