package filter

import (
	"context"
	"slices"

	"trialist/scoring/bitset"
	"trialist/scoring/class"
	"trialist/scoring/condition"
	"trialist/scoring/possible"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/segment"
	"trialist/scoring/value"
)

// Source answers what neither a population nor a ranking knows.
type Source interface {
	segment.Source
	// Text has the accounts whose name, external id or domain contains the
	// substring, ignoring case.
	Text(ctx context.Context, substring string) (bitset.Bits, error)
	// ID has the accounts with the external id, and Name those whose name contains the
	// substring, ignoring case.
	ID(ctx context.Context, id string) (bitset.Bits, error)
	Name(ctx context.Context, substring string) (bitset.Bits, error)
	// Owner has the accounts with the owner, ignoring case; of "" those without one.
	Owner(ctx context.Context, name string) (bitset.Bits, error)
	// HasAttribute reports whether there is an attribute of accounts of that name,
	// as conditions find it.
	HasAttribute(ctx context.Context, name string) (bool, error)
	// HasEvent reports the same of events.
	HasEvent(ctx context.Context, name string) (bool, error)
}

// TermError is the error of a term that asks for something that does not exist, or
// that could not be answered.
type TermError struct {
	Number int // of the term, from 0
	err    error
}

func (e *TermError) Error() string { return e.err.Error() }

// Unwrap is the error of the source.
func (e *TermError) Unwrap() error { return e.err }

// Evaluate has the slots, of any status, that satisfy every term. Scores and
// signals are those of the ranking, which must be of the population. What is not
// known satisfies no comparison, such as the score of a side without signals, or
// the days left of a trial without an end. The error is a [TermError]: of the source, or
// of a signal, a segment, an event or an attribute that does not exist, as a mistyped
// field must not look like one that nobody satisfies.
func (f Filter) Evaluate(
	ctx context.Context, src Source, p *rank.Population, r *rank.Ranking, segments rulebook.Segments,
) (bitset.Bits, error) {
	n := len(p.Status)
	passing := bitset.New(n)
	passing.Fill(n)
	for i, t := range f.Terms {
		bits, err := t.evaluate(ctx, src, p, r, segments)
		if err != nil {
			return nil, &TermError{i, t.describe(err)}
		}
		if t.Not {
			passing.DifferenceWith(bits)
		} else {
			passing.IntersectWith(bits)
		}
	}
	return passing, nil
}

// evaluate has the slots that satisfy the term before it is negated.
func (t Term) evaluate(
	ctx context.Context, src Source, p *rank.Population, r *rank.Ranking, segments rulebook.Segments,
) (bitset.Bits, error) {
	n := len(p.Status)
	switch t.Field {
	case TextField:
		return unionOf(n, t.Texts, func(text string) (bitset.Bits, error) { return src.Text(ctx, text) })
	case IDField:
		return unionOf(n, t.Texts, func(id string) (bitset.Bits, error) { return src.ID(ctx, id) })
	case NameField:
		return unionOf(n, t.Texts, func(text string) (bitset.Bits, error) { return src.Name(ctx, text) })
	case TouchedField, LastTouchField:
		return t.touchedBits(ctx, src, p)
	case SnoozedField, DismissedField:
		hidden, err := segment.FindHidden(ctx, src, p, r)
		if t.Field == SnoozedField {
			return hidden.Snoozed, err
		}
		return hidden.Dismissed, err
	case OwnerField:
		return unionOf(n, t.Texts, func(name string) (bitset.Bits, error) { return src.Owner(ctx, name) })
	case SignalField:
		return t.signalBits(ctx, src, p, r)
	case DisqualifierField:
		return unionOf(n, t.Texts, func(name string) (bitset.Bits, error) {
			return segment.DisqualifierSlots(ctx, src, p, r.Card, name)
		})
	case DisqualifiedField:
		return r.DisqualifiedSlots(), nil
	case SegmentField:
		return unionOf(n, t.Texts, func(name string) (bitset.Bits, error) { return segmentBits(ctx, src, p, r, segments, name) })
	case EventField:
		return unionOf(n, t.Texts, func(name string) (bitset.Bits, error) { return eventBits(ctx, src, name) })
	case AttributeField:
		return attributeBits(ctx, src, t)
	case QualifiedField:
		return r.QualifiedSlots(), nil
	case LookerField, BuilderField:
		return t.classBits(ctx, src, p, r)
	case HandRaiserField:
		return r.HandRaisedSlots(), nil
	case AdoptionField:
		return t.scoreBits(rulebook.Adoption, r), nil
	case FitField:
		return t.scoreBits(rulebook.Fit, r), nil
	case DaysLeftField:
		return bitset.Where(n, func(slot int) bool {
			left, known := p.TimeLeft(slot)
			return known && t.matchesOrder(left.CompareDays(t.Value.Number))
		}), nil
	case LastSeenField:
		return t.lastSeenBits(p), nil
	case PossibleField:
		return t.possibleBits(ctx, src, p, r)
	case PaceField:
		return t.paceBits(ctx, src, p, r)
	case StatusField:
		return t.statusBits(p), nil
	}
	return bitset.New(n), nil
}

// lastSeenBits has the slots that were last seen so many days ago.
func (t Term) lastSeenBits(p *rank.Population) bitset.Bits {
	return bitset.Where(len(p.Status), func(slot int) bool {
		return p.LastSeen[slot].Known() && t.matchesOrder((p.AsOf - p.LastSeen[slot]).CompareDays(t.Value.Number))
	})
}

// classBits has the slots that are lookers, or builders.
func (t Term) classBits(ctx context.Context, src Source, p *rank.Population, r *rank.Ranking) (bitset.Bits, error) {
	classes, err := class.Find(ctx, src, p, r.Card)
	if t.Field == LookerField {
		return classes.Lookers, err
	}
	return classes.Builders, err
}

// statusBits has the slots that have one of the statuses.
func (t Term) statusBits(p *rank.Population) bitset.Bits {
	var wanted [rulebook.NumStatuses]bool
	for status := range wanted {
		wanted[status] = slices.Contains(t.Texts, rulebook.Status(status).String())
	}
	return bitset.Where(len(p.Status), func(slot int) bool { return wanted[p.Status[slot]] })
}

// possibleBits has the slots whose fit could be as the term says.
func (t Term) possibleBits(ctx context.Context, src Source, p *rank.Population, r *rank.Ranking) (bitset.Bits, error) {
	scores, err := possible.Find(ctx, src, p, r.Card)
	if err != nil {
		return nil, err
	}
	return scores.SlotsByScore(rulebook.Fit, func(s rulebook.Score) bool { return s.Known() && t.matchesOrder(s.CompareNumber(t.Value.Number)) }), nil
}

// paceBits has the slots whose pace is as the term says.
func (t Term) paceBits(ctx context.Context, src Source, p *rank.Population, r *rank.Ranking) (bitset.Bits, error) {
	paces, err := src.Paces(ctx, p, r.Card)
	if err != nil {
		return nil, err
	}
	return bitset.Where(len(p.Status), func(slot int) bool {
		share := paces.Percentile(slot)
		return share.Known() && t.matchesOrder(share.CompareNumber(t.Value.Number))
	}), nil
}

// touchedBits has the slots that were ever touched, or so many days ago.
func (t Term) touchedBits(ctx context.Context, src Source, p *rank.Population) (bitset.Bits, error) {
	n := len(p.Status)
	bits := bitset.New(n)
	touches, err := src.TouchSummaries(ctx)
	for slot, c := range touches {
		if slot < n && c.LastTouch.Known() && (t.Field == TouchedField || t.matchesOrder((p.AsOf - c.LastTouch).CompareDays(t.Value.Number))) {
			bits.Set(slot)
		}
	}
	return bits, err
}

// signalBits has the slots that match one of the signals, or reach its level.
func (t Term) signalBits(ctx context.Context, src Source, p *rank.Population, r *rank.Ranking) (bitset.Bits, error) {
	all := bitset.New(len(p.Status))
	for i, name := range t.Texts {
		bits, err := segment.LevelSlots(ctx, src, p, r.Card, name, t.level(i))
		if err != nil {
			return nil, err
		}
		all.UnionWith(bits)
	}
	return all, nil
}

// unionOf has the slots that any of the alternatives has.
func unionOf(n int, texts []string, find func(string) (bitset.Bits, error)) (bitset.Bits, error) {
	all := bitset.New(n)
	for _, text := range texts {
		bits, err := find(text)
		if err != nil {
			return nil, err
		}
		all.UnionWith(bits)
	}
	return all, nil
}

// eventBits has the slots that did the event, ever.
func eventBits(ctx context.Context, src Source, name string) (bitset.Bits, error) {
	there, err := src.HasEvent(ctx, name)
	if err != nil {
		return nil, err
	}
	if !there {
		return nil, unknownEvent(name)
	}
	rule := condition.Rule{Subject: condition.EventSubject, Name: name, Operator: condition.MoreThan}
	answers, err := src.Conditions(ctx, []condition.Condition{{Rules: []condition.Rule{rule}}})
	if err != nil {
		return nil, err
	}
	return answers[0], nil
}

// attributeBits has the slots whose attribute is as the term says.
func attributeBits(ctx context.Context, src Source, t Term) (bitset.Bits, error) {
	there, err := src.HasAttribute(ctx, t.Name)
	if err != nil {
		return nil, err
	}
	if !there {
		return nil, unknownAttribute(t.Name)
	}
	answers, err := src.Conditions(ctx, []condition.Condition{t.condition()})
	if err != nil {
		return nil, err
	}
	return answers[0], nil
}

// segmentBits has the slots that are in the named segment.
func segmentBits(
	ctx context.Context, src Source, p *rank.Population, r *rank.Ranking, segments rulebook.Segments, name string,
) (bitset.Bits, error) {
	s, ok := segments.ByName(name)
	if !ok {
		return nil, unknownSegment(name)
	}
	bits, err := segment.Evaluate(ctx, src, p, r, []rulebook.Segment{s})
	if err != nil {
		return nil, err
	}
	return bits[0], nil
}

// condition is what a term about an attribute asks.
func (t Term) condition() condition.Condition {
	rule := condition.Rule{Subject: condition.AttributeSubject, Name: t.Name, Operator: t.Operator}
	switch {
	case t.Operator == condition.Is:
		rule.Texts = t.Texts
	case t.Operator == condition.IsYes || t.Operator == condition.IsNo:
	case t.Value.Kind == value.Number:
		rule.Number = t.Value.Number
	default:
		return t.dayCondition(rule)
	}
	return condition.Condition{Rules: []condition.Rule{rule}}
}

// dayCondition compares a date attribute with a day.
func (t Term) dayCondition(rule condition.Rule) condition.Condition {
	rule.Day = t.Value.Date
	on := rule
	on.Operator = condition.On
	if t.Operator == condition.MoreThan || t.Operator == condition.AtLeast {
		rule.Operator = condition.After
	} else {
		rule.Operator = condition.Before
	}
	if t.Operator == condition.AtLeast || t.Operator == condition.AtMost {
		return condition.Condition{Any: true, Rules: []condition.Rule{on, rule}}
	}
	return condition.Condition{Rules: []condition.Rule{rule}}
}

// scoreBits has the slots whose score or band on the side is as the term says.
func (t Term) scoreBits(side rulebook.Side, r *rank.Ranking) bitset.Bits {
	holds := func(s rulebook.Score) bool { return slices.Contains(t.Texts, r.Card.Band(side, s).Name(side)) }
	if t.Operator != condition.Is {
		holds = func(s rulebook.Score) bool { return s.Known() && t.matchesOrder(s.CompareNumber(t.Value.Number)) }
	}
	return r.SlotsByScore(side, holds)
}

// matchesOrder reports whether the term's operator holds for the outcome of a
// comparison: negative for less, 0 for equal, positive for more.
func (t Term) matchesOrder(outcome int) bool {
	return condition.CompareNumbers(t.Operator, float64(outcome), 0)
}
