package suggest

import (
	"context"
	"errors"
	"fmt"
	"math"

	"trialist/scoring/proof"
	"trialist/scoring/rulebook"
	"trialist/scoring/stats"
	"trialist/scoring/value"
)

// The least data that weights are suggested from.
const (
	MinConversions = 20 // of the older trials
	MinMatching    = 10 // of the older trials that match a signal
	MinNewer       = 5  // newer trials of each outcome
)

// newerShare is the share of the trials, those that started last, that are held out to judge
// the weights.
const newerShare = 0.3

// seed makes folds and random samples reproducible.
const seed = 20_270_102

// Weight is a signal with a weight.
type Weight struct {
	Signal rulebook.Signal // as it is in the card
	Weight int             // suggested: 1 to 10, or 0 to switch it off
}

// Suggestion is the weights of a side that the older trials suggest, and what the newer
// ones say of them.
type Suggestion struct {
	Side    rulebook.Side
	Day     int
	Older   stats.Outcome
	Newer   stats.Outcome
	Since   value.Instant // the start of the first of the newer trials
	Verdict Verdict
	Few     []Weight // signals that too few of the older trials match; Weight is how many do

	// What follows is known when a model was fitted. Powers and gain are on the newer trials.
	Ridge   float64
	Weights []Weight // all enabled signals of the side in their order; nil unless the verdict is Offered
	Before  proof.Power
	After   proof.Power
	Gain    stats.AUCGain
}

// Verdict says whether weights are suggested, or why not.
type Verdict uint8

// The verdicts.
const (
	NoSignals          Verdict = iota // none is enabled
	TooFewTrials                      // see MinConversions and MinNewer
	TooFewMatching                    // see MinMatching
	NothingHelps                      // no signal has a coefficient above zero
	Same                              // the suggested weights are those in force
	WithinNoise                       // the gain may be chance
	NoBetterThanChance                // the suggested weights are better than those in force, but do not predict either
	Offered
)

var verdictNames = []string{
	NoSignals: "no signals", TooFewTrials: "too few trials", TooFewMatching: "too few users of a signal", NothingHelps: "nothing helps", Same: "as they are",
	WithinNoise: "within noise", NoBetterThanChance: "no better than chance", Offered: "offered",
}

// String is the verdict in a few words, such as "within noise".
func (v Verdict) String() string {
	if int(v) < len(verdictNames) {
		return verdictNames[v]
	}
	return "unknown"
}

// MarshalText is String.
func (v Verdict) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// Judged reports whether the newer trials were asked.
func (s *Suggestion) Judged() bool {
	return s.Verdict == WithinNoise || s.Verdict == NoBetterThanChance || s.Verdict == Offered
}

// New suggests weights for the enabled signals of a side of the cohort's card. The error
// is that of the context.
//
// The three tenths of the trials that started last are held out. On the others, a logistic
// model of the signals is fitted. Its coefficients are at or above zero, as there are no
// negative weights, and it has a ridge penalty chosen by cross-validation. The weights are
// offered only if the newer trials confirm them: the bootstrap interval of the gain in AUC
// is above zero, the gain is above what shuffled outcomes give, and the suggested weights
// predict better than chance.
func New(ctx context.Context, c *proof.Cohort, side rulebook.Side) (*Suggestion, error) {
	s, older, newer := split(c, side)
	if s.Verdict != Offered {
		return s, nil
	}
	model, err := s.fit(ctx, older)
	if err != nil {
		return nil, err
	}
	chosen, ok := weights(model.Coefficients, c.Card.Weighting)
	if !ok {
		s.Verdict = NothingHelps
		return s, nil
	}
	enabled := c.Card.Enabled(side)
	saved := make([]int, len(enabled))
	changed := false
	for i, signal := range enabled {
		saved[i] = signal.Weight
		changed = changed || chosen[i] != signal.Weight
	}
	if !changed {
		s.Verdict = Same
		return s, nil
	}
	s.judge(newer, scoreBy(older, saved, c.Card.Weighting), scoreBy(older, chosen, c.Card.Weighting))
	if s.Verdict == Offered {
		for i, signal := range enabled {
			s.Weights = append(s.Weights, Weight{signal, chosen[i]})
		}
	}
	return s, context.Cause(ctx)
}

// split divides the trials of the cohort into older and newer ones. The verdict is Offered
// when there are enough of both.
func split(c *proof.Cohort, side rulebook.Side) (*Suggestion, *table, []proof.Trial) {
	at := len(c.Trials) - int(math.Round(newerShare*float64(len(c.Trials))))
	for at < len(c.Trials) && c.Trials[at].Start < c.Card.TunedBefore[side] {
		at++ // the weights in force were fitted on it
	}
	for at > 0 && at < len(c.Trials) && c.Trials[at].Start == c.Trials[at-1].Start {
		at-- // trials with the same start, as when only the day is known, stay together
	}
	newer := c.Trials[at:]
	older := newTable(c.Card, side, c.Trials[:at])
	s := &Suggestion{Side: side, Day: c.Day, Older: older.outcome, Verdict: Offered, Since: value.Never}
	for i := range newer {
		s.Newer.Finished++
		if newer[i].Converted {
			s.Newer.Converted++
		}
	}
	if len(newer) > 0 {
		s.Since = newer[0].Start
	}
	for i, signal := range older.signals {
		if n := older.matching(i); n < MinMatching {
			s.Few = append(s.Few, Weight{signal, n})
		}
	}
	switch {
	case len(older.signals) == 0:
		s.Verdict = NoSignals
	case s.Older.Converted < MinConversions || s.Older.Finished-s.Older.Converted < MinConversions,
		s.Newer.Converted < MinNewer || s.Newer.Finished-s.Newer.Converted < MinNewer:
		s.Verdict = TooFewTrials
	case len(s.Few) > 0:
		s.Verdict = TooFewMatching
	}
	return s, older, newer
}

// fit chooses the ridge and fits all signals on all of the older trials.
func (s *Suggestion) fit(ctx context.Context, older *table) (stats.Logistic, error) {
	var err error
	if s.Ridge, err = older.chooseRidge(ctx); err != nil {
		return stats.Logistic{}, err
	}
	return stats.RidgeLogistic(older.patterns(older.all(), -1, false), s.Ridge, stats.Logistic{})
}

// scoring gives the score of a mask, in any unit.
type scoring func(mask uint64) int64

// scoreBy scores with the weights, 0 for a signal that does not count. Its unit is a twelfth
// of a point, as signals have up to four levels.
func scoreBy(t *table, weights []int, w rulebook.Weighting) scoring {
	const unit = 12
	return func(mask uint64) int64 {
		sum := int64(0)
		for i, share := range t.features(mask) {
			sum += int64(math.Round(unit*share)) * int64(w.EffectiveWeight(weights[i]))
		}
		return sum
	}
}

// judge compares two ways of scoring the newer trials.
func (s *Suggestion) judge(newer []proof.Trial, before, after scoring) {
	one, other, both := make([]stats.Scored, len(newer)), make([]stats.Scored, len(newer)), make([]stats.Rescored, len(newer))
	for i := range newer {
		mask, converted := newer[i].Masks[s.Side], newer[i].Converted
		both[i] = stats.Rescored{Before: before(mask), After: after(mask), Converted: converted}
		one[i], other[i] = stats.Scored{Score: both[i].Before, Converted: converted}, stats.Scored{Score: both[i].After, Converted: converted}
	}
	s.Before, s.After, s.Gain = proof.NewPower(one), proof.NewPower(other), stats.NewAUCGain(both, seed)
	switch {
	case !(s.Gain.Low > 0 && s.Gain.Gain > s.Gain.ChanceHigh):
		s.Verdict = WithinNoise
	case s.After.Verdict < proof.PredictsWeakly:
		s.Verdict = NoBetterThanChance
	}
}

// ErrNotOffered is the error of applying a suggestion without weights.
var ErrNotOffered = errors.New("no weights are suggested")

// Apply returns the card with the suggested weights; signals of weight 0 are switched off.
// The card records which trials the weights were fitted on, so that those do not judge it.
// The error is [ErrNotOffered], or says that a signal is no longer there.
func (s *Suggestion) Apply(card rulebook.Scorecard) (rulebook.Scorecard, error) {
	if s.Verdict != Offered {
		return card, ErrNotOffered
	}
	var err error
	for _, w := range s.Weights {
		if w.Weight == 0 {
			card, err = card.SetEnabled(w.Signal.ID, false)
		} else {
			card, err = card.SetWeight(w.Signal.ID, w.Weight)
		}
		if err != nil {
			return card, fmt.Errorf("weigh %q: %w", w.Signal.Name, err)
		}
	}
	card.TunedBefore[s.Side] = s.Since
	return card, nil
}
