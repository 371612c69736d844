package segment

import (
	"context"
	"fmt"

	"trialist/scoring/bitset"
	"trialist/scoring/class"
	"trialist/scoring/condition"
	"trialist/scoring/pace"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

// Source answers what neither a population nor a ranking holds.
type Source interface {
	class.Source
	// Conditions has, for each condition, the accounts for which it holds.
	Conditions(ctx context.Context, conditions []condition.Condition) ([]bitset.Bits, error)
	// TouchSummaries has the summaries by slot. Accounts that nobody ever touched may be
	// missing. Callers must not change the map.
	TouchSummaries(ctx context.Context) (map[int]TouchSummary, error)
	// Paces has where each running trial of the population stands under the scorecard.
	// The population is of the moment of the source.
	Paces(ctx context.Context, p *rank.Population, card rulebook.Scorecard) (*pace.Paces, error)
}

// Evaluate has, for each segment, the slots that are in it, of any status. Scores, bands
// and signals are those of the ranking, which must be of the population. A value that is
// not known satisfies only "is not set": the score of a side without signals, the days left
// of an account that is not on trial or whose trial has no end, the days since the last
// touch of an account without one. Accounts that do not exist at as-of are in no segment.
// The error is one of the source, or names a signal that does not exist.
func Evaluate(
	ctx context.Context, src Source, p *rank.Population, r *rank.Ranking, segments []rulebook.Segment,
) ([]bitset.Bits, error) {
	e := evaluation{source: src, population: p, ranking: r}
	var asked []condition.Condition
	places := make([]int, len(segments)) // by segment, where the answer of the source is; -1 when it was not asked
	for i, s := range segments {
		places[i] = -1
		if about := accountPart(s.When); len(about.Rules) > 0 {
			places[i] = len(asked)
			asked = append(asked, about)
		}
	}
	var answers []bitset.Bits
	if len(asked) > 0 {
		var err error
		if answers, err = src.Conditions(ctx, asked); err != nil {
			return nil, err
		}
	}
	exists := bitset.Where(len(p.Status), func(slot int) bool { return p.Status[slot] != rulebook.NoStatus })
	found := make([]bitset.Bits, len(segments))
	for i, s := range segments {
		var about bitset.Bits
		if places[i] >= 0 {
			about = answers[places[i]]
		}
		bits, err := e.condition(ctx, s.When, about)
		if err != nil {
			return nil, fmt.Errorf("segment %s: %w", value.Truncate(s.Name), err)
		}
		bits.IntersectWith(exists)
		found[i] = bits
	}
	return found, nil
}

// accountPart is the condition without the rules that the source does not answer.
func accountPart(c condition.Condition) condition.Condition {
	part := condition.Condition{Any: c.Any}
	for _, r := range c.Rules {
		if !knownFromPopulation(r) {
			part.Rules = append(part.Rules, r)
		}
	}
	return part.Canonical()
}

// knownFromPopulation reports whether the population or the ranking answers the rule. "Last
// seen" is in the population; computing it anew would take a pass over all events.
func knownFromPopulation(r condition.Rule) bool {
	return r.Subject.SegmentsOnly() || r.Subject == condition.LastSeenSubject && r.Window.Span == condition.Ever
}

// evaluation is what the segments of one call share.
type evaluation struct {
	source     Source
	population *rank.Population
	ranking    *rank.Ranking
	touches    map[int]TouchSummary // read when first asked for
	classes    *class.Classes       // found when first asked for
}

// condition combines the answer of the source, nil when it was not asked, with the answers
// to the other rules.
func (e *evaluation) condition(ctx context.Context, c condition.Condition, about bitset.Bits) (bitset.Bits, error) {
	n := len(e.population.Status)
	joined := bitset.New(n)
	if !c.Any {
		joined.Fill(n)
	}
	join := joined.IntersectWith
	if c.Any {
		join = joined.UnionWith
	}
	if about != nil {
		join(about)
	}
	for _, r := range c.Rules {
		if !knownFromPopulation(r) {
			continue
		}
		bits, err := e.rule(ctx, r)
		if err != nil {
			return nil, err
		}
		join(bits)
	}
	return joined, nil
}
