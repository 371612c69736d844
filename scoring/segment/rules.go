package segment

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"trialist/scoring/bitset"
	"trialist/scoring/class"
	"trialist/scoring/condition"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

// rule has the slots for which a rule holds that the population or the ranking answers.
func (e *evaluation) rule(ctx context.Context, r condition.Rule) (bitset.Bits, error) {
	n := len(e.population.Status)
	switch s := r.Subject; s {
	case condition.AdoptionScoreSubject:
		return e.byScore(rulebook.Adoption, r), nil
	case condition.FitScoreSubject:
		return e.byScore(rulebook.Fit, r), nil
	case condition.AdoptionBandSubject:
		return e.byBand(rulebook.Adoption, r), nil
	case condition.FitBandSubject:
		return e.byBand(rulebook.Fit, r), nil
	case condition.QualifiedSubject:
		return inverted(n, e.ranking.QualifiedSlots(), r.Operator == condition.IsNo), nil
	case condition.StatusSubject:
		var holds [rulebook.NumStatuses]bool
		for status := range holds {
			holds[status] = slices.Contains(r.Texts, rulebook.Status(status).String()) == (r.Operator == condition.Is)
		}
		return bitset.Where(n, func(slot int) bool { return holds[e.population.Status[slot]] }), nil
	case condition.SignalSubject:
		level := 1
		if r.Operator.ComparesNumber() {
			level = int(r.Number)
		}
		matched, err := LevelSlots(ctx, e.source, e.population, e.ranking.Card, r.Name, level)
		return inverted(n, matched, r.Operator == condition.IsNo || r.Operator == condition.LessThan), err
	case condition.DisqualifiedSubject:
		return inverted(n, e.ranking.DisqualifiedSlots(), r.Operator == condition.IsNo), nil
	case condition.DisqualifierSubject:
		held, err := DisqualifierSlots(ctx, e.source, e.population, e.ranking.Card, r.Name)
		return inverted(n, held, r.Operator == condition.IsNo), err
	case condition.DaysLeftSubject:
		return bitset.Where(n, func(slot int) bool {
			left, known := e.population.TimeLeft(slot)
			return compares(r, known, func() int { return left.CompareDays(r.Number) })
		}), nil
	case condition.PaceSubject:
		return e.byPace(ctx, r)
	case condition.ClassSubject:
		return e.byClass(ctx, r)
	case condition.HandRaisedSubject:
		return inverted(n, e.ranking.HandRaisedSlots(), r.Operator == condition.IsNo), nil
	case condition.LastTouchSubject, condition.OwnerSubject:
		return e.byTouches(ctx, r)
	case condition.LastSeenSubject:
		return e.byLastSeen(r), nil
	case condition.AttributeSubject, condition.ContactSubject, condition.EventSubject, condition.ActiveDaysSubject:
	}
	return nil, fmt.Errorf("%s cannot be asked of a ranking", r.Subject)
}

// inverted is the complement of the bits, of n, if invert is set, else the bits.
func inverted(n int, bits bitset.Bits, invert bool) bitset.Bits {
	if invert {
		return bits.Not(n)
	}
	return bits
}

// compares reports whether a rule about a number holds. Compare compares the number, which
// it calls only if it is known, with that of the rule: negative for less.
func compares(r condition.Rule, known bool, compare func() int) bool {
	switch {
	case r.Operator == condition.IsSet:
		return known
	case r.Operator == condition.IsNotSet:
		return !known
	}
	return known && condition.CompareNumbers(r.Operator, float64(compare()), 0)
}

func (e *evaluation) byScore(side rulebook.Side, r condition.Rule) bitset.Bits {
	return e.ranking.SlotsByScore(side, func(s rulebook.Score) bool {
		return compares(r, s.Known(), func() int { return s.CompareNumber(r.Number) })
	})
}

func (e *evaluation) byBand(side rulebook.Side, r condition.Rule) bitset.Bits {
	test := condition.CompilePredicate(r, condition.Moment{})
	return e.ranking.SlotsByScore(side, func(s rulebook.Score) bool {
		return test.Matches(textOrAbsent(e.ranking.Card.Band(side, s).Name(side)))
	})
}

// byPace has the slots for which a rule about the pace holds.
func (e *evaluation) byPace(ctx context.Context, r condition.Rule) (bitset.Bits, error) {
	paces, err := e.source.Paces(ctx, e.population, e.ranking.Card)
	if err != nil {
		return nil, err
	}
	return bitset.Where(len(e.population.Status), func(slot int) bool {
		share := paces.Percentile(slot)
		return compares(r, share.Known(), func() int { return share.CompareNumber(r.Number) })
	}), nil
}

// byClass has the slots for which a rule about the class holds.
func (e *evaluation) byClass(ctx context.Context, r condition.Rule) (bitset.Bits, error) {
	if e.classes == nil {
		classes, err := class.Find(ctx, e.source, e.population, e.ranking.Card)
		if err != nil {
			return nil, err
		}
		e.classes = &classes
	}
	n := len(e.population.Status)
	test := condition.CompilePredicate(r, condition.Moment{})
	holds := bitset.New(n)
	if test.MatchesAbsent() {
		holds = e.classes.Lookers.Or(e.classes.Builders).Not(n)
	}
	for _, c := range rulebook.Classes() {
		if test.Matches(textOrAbsent(c.String())) {
			holds.UnionWith(e.classes.With(c))
		}
	}
	return holds, nil
}

// byLastSeen has the slots for which a rule about when anything last happened holds.
func (e *evaluation) byLastSeen(r condition.Rule) bitset.Bits {
	p := e.population
	test := condition.CompilePredicate(r, condition.Moment{AsOf: p.AsOf, Zone: p.Zone})
	return bitset.Where(len(p.Status), func(slot int) bool {
		if !p.LastSeen[slot].Known() {
			return test.MatchesAbsent()
		}
		return test.MatchesDate(p.LastSeen[slot])
	})
}

// byTouches has the slots for which a rule about touches holds. Most accounts were never
// touched and share one answer. The days since a touch after as-of, as when as-of stands
// still, are below 0.
func (e *evaluation) byTouches(ctx context.Context, r condition.Rule) (bitset.Bits, error) {
	if e.touches == nil {
		var err error
		if e.touches, err = e.source.TouchSummaries(ctx); err != nil {
			return nil, err
		}
	}
	test := condition.CompilePredicate(r, condition.Moment{})
	holds := func(c TouchSummary) bool {
		if r.Subject == condition.OwnerSubject {
			return test.Matches(textOrAbsent(c.Owner))
		}
		since := e.population.AsOf - c.LastTouch
		return compares(r, c.LastTouch.Known(), func() int { return since.CompareDays(r.Number) })
	}
	n := len(e.population.Status)
	bits := bitset.New(n)
	if holds(TouchSummary{LastTouch: value.Never}) {
		bits.Fill(n)
	}
	for slot, c := range e.touches {
		switch {
		case slot >= n: // touched after the population was read
		case holds(c):
			bits.Set(slot)
		default:
			bits.Clear(slot)
		}
	}
	return bits, nil
}

// textOrAbsent is a text as a value, which is absent where it is empty.
func textOrAbsent(s string) value.Value {
	if s == "" {
		return value.Value{}
	}
	return value.Value{Kind: value.Text, Text: s}
}

// SignalSlots has the slots that match the named signal, whether it is enabled or not. They
// come from the masks or, if these do not have the signal, from the source. The error is one
// of the source, or says that there is no such signal.
func SignalSlots(ctx context.Context, src Source, p *rank.Population, card rulebook.Scorecard, name string) (bitset.Bits, error) {
	return LevelSlots(ctx, src, p, card, name, 1)
}

// LevelSlots has the slots that reach at least a level, from 1, of the named signal. The
// errors are those of [SignalSlots], or say that the signal has no such level.
func LevelSlots(ctx context.Context, src Source, p *rank.Population, card rulebook.Scorecard, name string, level int) (bitset.Bits, error) {
	s, err := FindLevel(card, name, level)
	if err != nil {
		return nil, err
	}
	return holdingSlots(ctx, src, p, s.Side, s.When.Level(level))
}

// FindLevel is the named signal, which has the level, from 1. The errors are those of
// [LevelSlots].
func FindLevel(card rulebook.Scorecard, name string, level int) (rulebook.Signal, error) {
	s, ok := card.ByName(name)
	switch {
	case !ok:
		return s, errors.New(card.UnknownName(name))
	case s.Disqualifier:
		return s, fmt.Errorf("%q is a disqualifier, not a signal", value.Truncate(name))
	case level < 1 || level > s.Levels():
		return s, fmt.Errorf("signal %q has no level %d", value.Truncate(name), level)
	}
	return s, nil
}

// DisqualifierSlots has the slots for which the named disqualifier holds, whether it is
// enabled or not. The errors are as those of [SignalSlots].
func DisqualifierSlots(ctx context.Context, src Source, p *rank.Population, card rulebook.Scorecard, name string) (bitset.Bits, error) {
	s, err := FindDisqualifier(card, name)
	if err != nil {
		return nil, err
	}
	return holdingSlots(ctx, src, p, s.Side, s.When)
}

// FindDisqualifier is the named disqualifier. The error is that of [DisqualifierSlots].
func FindDisqualifier(card rulebook.Scorecard, name string) (rulebook.Signal, error) {
	s, ok := card.ByName(name)
	if !ok || !s.Disqualifier {
		return s, fmt.Errorf("no disqualifier is named %q", value.Truncate(name))
	}
	return s, nil
}

// holdingSlots has the slots for which a condition of a side holds.
func holdingSlots(ctx context.Context, src Source, p *rank.Population, side rulebook.Side, c condition.Condition) (bitset.Bits, error) {
	masks := p.Matches.Side(side)
	bit := slices.Index(masks.Keys, c.String())
	if bit < 0 {
		answers, err := src.Conditions(ctx, []condition.Condition{c})
		if err != nil {
			return nil, err
		}
		return answers[0], nil
	}
	return bitset.Where(min(len(p.Status), len(masks.Words)), func(slot int) bool {
		return masks.Words[slot]>>bit&1 != 0
	}), nil
}
