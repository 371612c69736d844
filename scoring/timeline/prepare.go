package timeline

import (
	"context"
	"fmt"
	"slices"

	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/value"
)

// prepare reads what the rules need besides the logs.
func (p *plan) prepare(ctx context.Context) (err error) {
	if p.start, p.end, err = eval.TrialDates(ctx, p.facts, p.moment); err != nil {
		return err
	}
	for _, c := range p.conditions {
		if err := c.Validate(); err != nil {
			return fmt.Errorf("replaying %q: %w", c, err)
		}
		rules := make([]rule, len(c.Rules))
		for i, r := range c.Rules {
			if rules[i], err = p.newRule(ctx, r); err != nil {
				return fmt.Errorf("replaying %q: %w", c, err)
			}
		}
		p.rules = append(p.rules, rules)
	}
	return nil
}

// newRule prepares a rule.
func (p *plan) newRule(ctx context.Context, asked condition.Rule) (rule, error) {
	r := rule{Rule: asked, zone: p.moment.Zone, test: condition.CompilePredicate(asked, p.moment)}
	var err error
	if dependsOnAsOf(asked.Name) || asked.ComparesAttributes() && dependsOnAsOf(asked.Other) {
		return r, ErrNoHistory
	}
	switch asked.Subject {
	case condition.EventSubject:
		r.event, r.known, err = p.facts.EventID(ctx, asked.Name)
		if r.known && !slices.Contains(p.named, r.event) {
			p.named = append(p.named, r.event)
		}
		return r, err
	case condition.ActiveDaysSubject:
		p.anyEvent = true
		return r, nil
	case condition.LastSeenSubject:
		p.anyEvent = true
		if asked.ComparesAttributes() {
			r.others, err = eval.AccountDates(ctx, p.facts, p.moment, asked.OtherReading())
		}
		return r, err
	case condition.AttributeSubject, condition.ContactSubject:
	}
	if r.test.IsRelative() {
		r.dates, err = p.relativeDates(ctx, asked)
		return r, err
	}
	answers, err := eval.Match(ctx, p.facts, p.moment, []condition.Condition{{Rules: []condition.Rule{asked}}})
	if err == nil {
		r.answers = answers[0]
	}
	return r, err
}

// dependsOnAsOf reports whether the attribute of that name is derived at as-of, such as the
// status in force.
func dependsOnAsOf(name string) bool {
	switch value.Fold(name) {
	case value.ChurnInForce, value.ConversionInForce, value.ConvertedInForce, value.StatusInForce:
		return true
	}
	return false
}

// relativeDates gives, by slot, the dates that a rule compares with as-of.
func (p *plan) relativeDates(ctx context.Context, r condition.Rule) (func(slot int) []value.Instant, error) {
	if r.Subject == condition.AttributeSubject {
		dates, err := eval.AccountDates(ctx, p.facts, p.moment, r.Reading())
		return func(slot int) []value.Instant { return dates[slot : slot+1] }, err
	}
	slots, err := p.facts.ContactSlots(ctx)
	if err != nil {
		return nil, err
	}
	c, err := p.facts.Column(ctx, eval.ContactScope, r.Name)
	if err != nil {
		return nil, fmt.Errorf("reading attribute %q: %w", r.Name, err)
	}
	bySlot := make(map[int][]value.Instant)
	for row, d := range c.DatesOrNever(len(slots)) {
		if d != value.Never {
			bySlot[int(slots[row])] = append(bySlot[int(slots[row])], d)
		}
	}
	return func(slot int) []value.Instant { return bySlot[slot] }, nil
}
