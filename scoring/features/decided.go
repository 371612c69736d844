package features

import (
	"context"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/journey"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

// Decided has, for each condition, the finished accounts for which it held when their
// trial was decided: just before the account converted or churned, or the trial ended,
// whichever came first. Otherwise what customers do after buying would make every signal of
// use look like a reason to buy. Attributes have no history and count as they are at the
// as-of of the moment.
//
// The population must be of the facts and the moment. The errors are those of
// [eval.MatchAt].
func Decided(ctx context.Context, f eval.Facts, m condition.Moment, p *rank.Population, conditions []condition.Condition) ([]bitset.Bits, error) {
	until, err := journey.Decisions(ctx, f, m, p)
	if err != nil {
		return nil, err
	}
	asOf := make([]value.Instant, len(until))
	for slot, status := range p.Status {
		asOf[slot] = value.Never
		if status != rulebook.NoStatus && status != rulebook.Trial {
			asOf[slot] = until[slot] - 1
		}
	}
	return eval.MatchAt(ctx, f, m, asOf, conditions)
}
