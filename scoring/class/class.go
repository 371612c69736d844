package class

import (
	"context"
	"fmt"
	"slices"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

// Source answers what a population does not hold.
type Source interface {
	// EverHeld has those of the slots for which one of the conditions held at some instant
	// between the start of their trial and as-of. Without a known start, any instant up to
	// as-of counts.
	EverHeld(ctx context.Context, among bitset.Bits, conditions []condition.Condition) (bitset.Bits, error)
}

// Classes are the classes of accounts, by slot. An account in neither set is not on trial,
// or its class is not known.
type Classes struct{ Lookers, Builders bitset.Bits }

// Of is the class of a slot.
func (c Classes) Of(slot int) rulebook.Class {
	switch {
	case c.Lookers.Has(slot):
		return rulebook.Looker
	case c.Builders.Has(slot):
		return rulebook.Builder
	}
	return rulebook.NoClass
}

// With is the slots of a class; nil for NoClass.
func (c Classes) With(class rulebook.Class) bitset.Bits {
	switch class {
	case rulebook.Looker:
		return c.Lookers
	case rulebook.Builder:
		return c.Builders
	case rulebook.NoClass:
	}
	return nil
}

// Find finds the class of each trial of a population. A trial that began less than the
// population's LookerDays ago is a builder. One whose start is not known is a builder if it
// has matched a signal beyond the setup phase, and has no class otherwise. If the card has
// no such signal, nobody has a class.
//
// The source is asked only about trials that would be lookers, and only for signals that
// can stop matching. The population must have the matches of the card. The error is one of
// the source, or says that matches are missing.
func Find(ctx context.Context, src Source, p *rank.Population, card rulebook.Scorecard) (Classes, error) {
	return FindAmong(ctx, src, p, card, nil)
}

// FindAmong is [Find] for some of the slots, such as those of the rows that are shown;
// nil is all.
func FindAmong(ctx context.Context, src Source, p *rank.Population, card rulebook.Scorecard, among bitset.Bits) (Classes, error) {
	n := len(p.Status)
	classes := Classes{bitset.New(n), bitset.New(n)}
	signals := card.BuilderConditions()
	if len(signals) == 0 {
		return classes, nil
	}
	beyondSetup, err := bitsOf(p.Matches.Adoption, signals)
	if err != nil {
		return classes, err
	}
	undecided := bitset.New(n) // matched nothing beyond setup now
	period := value.Instant(p.LookerDays) * value.Day
	classify := func(slot int) {
		if p.Status[slot] != rulebook.Trial {
			return
		}
		young := p.Start[slot] != value.Never && p.AsOf < p.Start[slot]+period
		if young || p.Matches.Adoption.Words[slot]&beyondSetup != 0 {
			classes.Builders.Set(slot)
		} else {
			undecided.Set(slot)
		}
	}
	if among == nil {
		for slot := range p.Status {
			classify(slot)
		}
	} else {
		for slot := range among.All() {
			if slot < n {
				classify(slot)
			}
		}
	}
	passing := slices.DeleteFunc(signals, condition.Condition.IsPersistent)
	if len(passing) > 0 && undecided.Any() {
		ever, err := src.EverHeld(ctx, undecided, passing)
		if err != nil {
			return classes, fmt.Errorf("finding who ever matched a signal: %w", err)
		}
		classes.Builders.UnionWith(ever)
		undecided.DifferenceWith(ever)
	}
	for slot := range undecided.All() {
		if p.Start[slot] != value.Never {
			classes.Lookers.Set(slot)
		}
	}
	return classes, nil
}

// bitsOf are the bits of the conditions in the masks. The error names a condition that the
// masks do not have.
func bitsOf(masks rank.Masks, conditions []condition.Condition) (uint64, error) {
	var bits uint64
	for _, c := range conditions {
		at := slices.Index(masks.Keys, c.String())
		if at < 0 {
			return 0, fmt.Errorf("classing trials: it was not evaluated who matches %q", c)
		}
		bits |= 1 << at
	}
	return bits, nil
}
