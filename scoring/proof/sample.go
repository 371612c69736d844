package proof

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

// Sample is the trials as of a day with the answers to conditions then. A card with the same
// conditions and other weights is scored from it without reading anything. It is immutable.
type Sample struct {
	selection Selection
	slots     int
	answers   map[string]bitset.Bits // by sentence of the condition; a bit for each ended trial, then for each running one
}

// NewSample selects the trials as of a day, see [Replay]. It has no answers yet, see
// [Sample.Covering]. The population must be of the facts and the moment. The errors are
// those of the facts, or name an option that is out of range.
func NewSample(ctx context.Context, f eval.Facts, m condition.Moment, p *rank.Population, o Options) (*Sample, error) {
	return newSample(ctx, f, m, p, o, true)
}

// NewEndedSample is [NewSample] without the running trials.
func NewEndedSample(ctx context.Context, f eval.Facts, m condition.Moment, p *rank.Population, o Options) (*Sample, error) {
	return newSample(ctx, f, m, p, o, false)
}

// newSample selects trials; with running 0 it leaves out those that still run.
func newSample(ctx context.Context, f eval.Facts, m condition.Moment, p *rank.Population, o Options, running bool) (*Sample, error) {
	selection, err := newSelection(ctx, f, m, p, o, running)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(selection.Trials, func(a, b Trial) int { return cmp.Or(cmp.Compare(a.Start, b.Start), a.Slot-b.Slot) })
	return &Sample{selection: selection, slots: len(p.Status)}, nil
}

// trials lists the ended trials, then the running ones.
func (c *Selection) trials() []*Trial {
	all := make([]*Trial, 0, len(c.Trials)+len(c.Running))
	for _, group := range [][]Trial{c.Trials, c.Running} {
		for i := range group {
			all = append(all, &group[i])
		}
	}
	return all
}

// Covers reports whether the sample has the answers to all conditions of the card.
func (s *Sample) Covers(card rulebook.Scorecard) bool { return len(s.lacking(card)) == 0 }

// lacking lists the conditions of the card that the sample has no answers to.
func (s *Sample) lacking(card rulebook.Scorecard) []condition.Condition {
	var conditions []condition.Condition
	for _, side := range rulebook.Sides() {
		for _, when := range card.Layout(side).Conditions() {
			if _, ok := s.answers[when.String()]; !ok {
				conditions = append(conditions, when)
			}
		}
	}
	return conditions
}

// Covering is a sample that covers the card: this one, or a copy with the missing answers.
// The facts and the moment must be those that it was made of. The errors are those of
// [eval.MatchAt].
func (s *Sample) Covering(ctx context.Context, f eval.Facts, m condition.Moment, card rulebook.Scorecard) (*Sample, error) {
	conditions := s.lacking(card)
	if len(conditions) == 0 {
		return s, nil
	}
	if f.Accounts() != s.slots {
		return nil, fmt.Errorf("the trials of %d accounts are asked about %d", s.slots, f.Accounts())
	}
	trials := s.selection.trials()
	asOf := make([]value.Instant, s.slots)
	for slot := range asOf {
		asOf[slot] = value.Never
	}
	for _, t := range trials {
		asOf[t.Slot] = t.AsOf
	}
	answers, err := eval.MatchAt(ctx, f, m, asOf, conditions)
	if err != nil {
		return nil, err
	}
	covering := &Sample{selection: s.selection, slots: s.slots, answers: maps.Clone(s.answers)}
	if covering.answers == nil {
		covering.answers = make(map[string]bitset.Bits)
	}
	for n, when := range conditions {
		packed := bitset.New(len(trials))
		for i, t := range trials {
			if answers[n].Has(t.Slot) {
				packed.Set(i)
			}
		}
		covering.answers[when.String()] = packed
	}
	return covering, nil
}

// Only is the sample without the answers that none of the cards needs.
func (s *Sample) Only(cards ...rulebook.Scorecard) *Sample {
	kept := &Sample{selection: s.selection, slots: s.slots, answers: make(map[string]bitset.Bits)}
	for _, card := range cards {
		for _, side := range rulebook.Sides() {
			for _, when := range card.Layout(side).Conditions() {
				if bits, ok := s.answers[when.String()]; ok {
					kept.answers[when.String()] = bits
				}
			}
		}
	}
	return kept
}

// untunedCohort is [Sample.Cohort] without the trials that the weights of the card were
// fitted on, as they cannot judge it.
func (s *Sample) untunedCohort(card rulebook.Scorecard) *Cohort {
	c := s.Cohort(card)
	all := len(c.Trials)
	c.Trials = slices.DeleteFunc(c.Trials, func(t Trial) bool { return !t.isUntuned(card) })
	c.Tuned = all - len(c.Trials)
	return c
}

// isUntuned reports whether the trial can judge the card: it did not help to choose its
// weights.
func (t *Trial) isUntuned(card rulebook.Scorecard) bool {
	return t.Start >= slices.Max(card.TunedBefore[:])
}

// Cohort scores all trials, including those that the weights were fitted on. The sample must
// cover the card.
func (s *Sample) Cohort(card rulebook.Scorecard) *Cohort {
	c := &Cohort{Selection: s.selection, Card: card}
	c.Trials, c.Running = slices.Clone(c.Trials), slices.Clone(c.Running)
	scores := s.scores(card)
	for i, t := range c.trials() {
		for _, side := range rulebook.Sides() {
			t.Masks[side], t.Scores[side] = scores.SignalMask(side, i), scores.Score(side, i)
		}
	}
	return c
}

// Day is the day of the trial, from 1.
func (s *Sample) Day() int { return s.selection.Day }

// Trials are the trials that have ended, in the order of their start, without scores. They
// must not be changed.
func (s *Sample) Trials() []Trial { return s.selection.Trials }

// Scores are the scores of [Sample.Trials] on a side. The sample must cover the card.
func (s *Sample) Scores(card rulebook.Scorecard, side rulebook.Side) []rulebook.Score {
	scores, all := make([]rulebook.Score, len(s.selection.Trials)), s.scores(card)
	for i := range scores {
		scores[i] = all.Score(side, i)
	}
	return scores
}

// scores are the scores of the ended trials, then of the running ones.
func (s *Sample) scores(card rulebook.Scorecard) *rank.Scores {
	n := len(s.selection.Trials) + len(s.selection.Running)
	matches, _ := rank.Matches{}.Complete(card, n, func(conditions []condition.Condition) ([]bitset.Bits, error) {
		answers := make([]bitset.Bits, len(conditions))
		for i, when := range conditions {
			answers[i] = s.answers[when.String()] // nil for a signal that is switched off
		}
		return answers, nil
	})
	return rank.NewScores(&rank.Population{Status: make([]rulebook.Status, n), Matches: matches}, card)
}

// SignalBits are, for each enabled signal of a side in order, its bits in the signal masks.
func SignalBits(card rulebook.Scorecard, side rulebook.Side) []uint64 {
	signals := card.Layout(side).Signals
	bits := make([]uint64, len(signals))
	for i, s := range signals {
		bits[i] = s.UpTo(s.LevelCount)
	}
	return bits
}
