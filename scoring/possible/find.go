package possible

import (
	"context"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
)

// Source evaluates conditions for all accounts.
type Source interface {
	Conditions(ctx context.Context, conditions []condition.Condition) ([]bitset.Bits, error)
}

// Find computes the possible scores of all accounts of a population. It asks the source
// for each rule of the card's conditions, and for who has the attributes. With columns in
// memory that takes some milliseconds for a million accounts. The error is one of the
// source.
func Find(ctx context.Context, src Source, p *rank.Population, card rulebook.Scorecard) (*rank.Scores, error) {
	n := len(p.Status)
	matches, err := rank.Matches{}.Complete(card, n, func(conditions []condition.Condition) ([]bitset.Bits, error) {
		return possibleBits(ctx, src, n, conditions)
	})
	if err != nil {
		return nil, err
	}
	possible := *p
	possible.Matches = matches
	return rank.NewScores(&possible, card), nil
}

// batch is conditions that are evaluated together, each of them once.
type batch struct {
	conditions []condition.Condition
	places     map[string]int // by sentence
	answers    []bitset.Bits
}

func (a *batch) add(c condition.Condition) {
	if key := c.String(); !a.has(key) {
		a.places[key] = len(a.conditions)
		a.conditions = append(a.conditions, c)
	}
}

func (a *batch) has(key string) bool {
	_, ok := a.places[key]
	return ok
}

// of is the answer to a condition of the batch. It must not be changed.
func (a *batch) of(c condition.Condition) bitset.Bits { return a.answers[a.places[c.String()]] }

// oneRule is the condition that has only this rule.
func oneRule(r condition.Rule) condition.Condition {
	return condition.Condition{Rules: []condition.Rule{r}}.Canonical()
}

// possibleBits has, for each condition, the slots, of n, that possibly satisfy it.
func possibleBits(ctx context.Context, src Source, n int, conditions []condition.Condition) ([]bitset.Bits, error) {
	a := batch{places: make(map[string]int)}
	for _, c := range conditions {
		if !needsAttributes(c) {
			a.add(c)
			continue
		}
		for _, r := range c.Rules {
			a.add(oneRule(r))
			for _, needed := range neededBy(r) {
				a.add(oneRule(needed.isSet()))
			}
		}
	}
	if len(a.conditions) == 0 {
		return nil, nil
	}
	var err error
	if a.answers, err = src.Conditions(ctx, a.conditions); err != nil {
		return nil, err
	}
	found := make([]bitset.Bits, len(conditions))
	for i, c := range conditions {
		if found[i] = a.answers[0]; !needsAttributes(c) {
			found[i] = a.of(c)
			continue
		}
		found[i] = a.possibly(n, c)
	}
	return found, nil
}

// possibly has the slots, of n, that possibly satisfy a condition.
func (a *batch) possibly(n int, c condition.Condition) bitset.Bits {
	joined := bitset.New(n)
	if !c.Any {
		joined.Fill(n)
	}
	for _, r := range c.Rules {
		holds := a.of(oneRule(r))
		if needed := neededBy(r); len(needed) > 0 {
			known := a.of(oneRule(needed[0].isSet()))
			for _, other := range needed[1:] {
				known = known.And(a.of(oneRule(other.isSet())))
			}
			holds = holds.Or(known.Not(n))
		}
		if c.Any {
			joined.UnionWith(holds)
		} else {
			joined.IntersectWith(holds)
		}
	}
	return joined
}
