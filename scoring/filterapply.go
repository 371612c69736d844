package scoring

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
)

// FilterSource answers what a population and a ranking do not know.
type FilterSource interface {
	// Text has the accounts whose name, external id or domain contains the
	// needle, ignoring case.
	Text(ctx context.Context, needle string) (Bits, error)
	// Owner has the accounts with the owner, ignoring case.
	Owner(ctx context.Context, name string) (Bits, error)
	// HasAttribute reports whether there is an attribute of accounts of that name,
	// as conditions find it.
	HasAttribute(ctx context.Context, name string) (bool, error)
	// Condition has the accounts for which the condition holds.
	Condition(ctx context.Context, c Condition) (Bits, error)
}

// Apply has the slots that every term lets through, of any status. Scores and
// signals are those of the ranking, which must be of the population. What is
// not known, such as the score of a side without signals or the days left of a
// trial without an end, satisfies no comparison. The error is of the source or
// names a signal or an attribute that there is not: a
// field mistyped must not look like a field that nobody satisfies.
func (f Filter) Apply(ctx context.Context, src FilterSource, p *Population, r *Ranking) (Bits, error) {
	n := len(p.Status)
	through := NewBits(n)
	through.Fill(n)
	for _, t := range f.Terms {
		bits, err := t.apply(ctx, src, p, r)
		if err != nil {
			return nil, fmt.Errorf("filter term %s: %w", printable(shorten(t.String())), err)
		}
		if t.Not {
			through.Drop(bits)
		} else {
			through.Keep(bits)
		}
	}
	return through, nil
}

// apply has the slots that satisfy the term, before it is turned around.
func (t Term) apply(ctx context.Context, src FilterSource, p *Population, r *Ranking) (Bits, error) {
	n := len(p.Status)
	switch t.Field {
	case TextField:
		return anyOf(n, t.Texts, func(needle string) (Bits, error) { return src.Text(ctx, needle) })
	case OwnerField:
		return anyOf(n, t.Texts, func(name string) (Bits, error) { return src.Owner(ctx, name) })
	case SignalField:
		return anyOf(n, t.Texts, func(name string) (Bits, error) { return signalBits(ctx, src, p, r.Card, name) })
	case AttributeField:
		return attributeBits(ctx, src, t)
	case QualifiedField:
		return r.QualifiedSlots(), nil
	case AdoptionField:
		return t.scoreBits(Adoption, n, r), nil
	case FitField:
		return t.scoreBits(Fit, n, r), nil
	case LeftField:
		days := t.days()
		return bitsWhere(n, func(slot int) bool {
			return p.Status[slot] == Trial && p.End[slot].Known() && days(p.End[slot]-p.AsOf)
		}), nil
	case SeenField:
		days := t.days()
		return bitsWhere(n, func(slot int) bool {
			return p.LastSeen[slot].Known() && days(p.AsOf-p.LastSeen[slot])
		}), nil
	case StatusField:
		var wanted [Churned + 1]bool
		for status := range wanted {
			wanted[status] = slices.Contains(t.Texts, Status(status).String())
		}
		return bitsWhere(n, func(slot int) bool { return wanted[p.Status[slot]] }), nil
	}
	return NewBits(n), nil
}

// anyOf has the slots that any of the alternatives has.
func anyOf(n int, texts []string, find func(string) (Bits, error)) (Bits, error) {
	all := NewBits(n)
	for _, text := range texts {
		bits, err := find(text)
		if err != nil {
			return nil, err
		}
		all.Add(bits)
	}
	return all, nil
}

// attributeBits has the slots whose attribute is as the term says.
func attributeBits(ctx context.Context, src FilterSource, t Term) (Bits, error) {
	there, err := src.HasAttribute(ctx, t.Name)
	if err != nil {
		return nil, err
	}
	if !there {
		return nil, fmt.Errorf("no customer has a %q", shorten(t.Name))
	}
	return src.Condition(ctx, t.condition())
}

// signalBits has the slots that match the named signal, from the masks where
// they have it.
func signalBits(ctx context.Context, src FilterSource, p *Population, card Scorecard, name string) (Bits, error) {
	s, ok := card.ByName(name)
	if !ok {
		return nil, fmt.Errorf("no signal is named %q", shorten(name))
	}
	masks := p.Matches.of(s.Side)
	bit := slices.Index(masks.Keys, s.When.String())
	if bit < 0 {
		return src.Condition(ctx, s.When)
	}
	return bitsWhere(min(len(p.Status), len(masks.Bits)), func(slot int) bool {
		return masks.Bits[slot]>>bit&1 != 0
	}), nil
}

// condition is what a term about an attribute asks.
func (t Term) condition() Condition {
	rule := Rule{Subject: AttributeSubject, Name: t.Name, Operator: t.Operator}
	switch {
	case t.Operator == Is:
		rule.Texts = t.Texts
	case t.Value.Kind == Number:
		rule.Number = t.Value.Number
	default:
		return t.dayCondition(rule)
	}
	return Condition{Rules: []Rule{rule}}
}

// dayCondition compares a date attribute with a day.
func (t Term) dayCondition(rule Rule) Condition {
	rule.Day = t.Value.Date
	on := rule
	on.Operator = On
	if t.Operator == MoreThan || t.Operator == AtLeast {
		rule.Operator = After
	} else {
		rule.Operator = Before
	}
	if t.Operator == AtLeast || t.Operator == AtMost {
		return Condition{Any: true, Rules: []Rule{on, rule}}
	}
	return Condition{Rules: []Rule{rule}}
}

// scoreBits has the slots whose score or band on the side is as the term says. It
// asks once for each sum there can be, not for each account.
func (t Term) scoreBits(side Side, n int, r *Ranking) Bits {
	holds := func(s Score) bool { return slices.Contains(t.Texts, r.Card.Band(side, s).Name(side)) }
	if t.Operator != Is {
		millionths := scaled(t.Value.Number, 1e6)
		holds = func(s Score) bool {
			return s.Known() && t.compares(cmp.Compare(100*1e6*int64(s.Sum), millionths*int64(s.Total)))
		}
	}
	tally := r.tally(side)
	through := make([]bool, tally.total+1)
	for sum := range through {
		through[sum] = holds(Score{Sum: uint32(sum), Total: tally.total})
	}
	return bitsWhere(n, func(slot int) bool { return through[tally.sum(tally.mask(slot))] })
}

// days compares a stretch of time with the term's number of days, to the
// millisecond.
func (t Term) days() func(stretch Instant) bool {
	days := scaled(t.Value.Number, float64(Day))
	return func(stretch Instant) bool { return t.compares(cmp.Compare(int64(stretch), days)) }
}

// scaled is the number in units of 1/per as a whole number, so that comparing
// with it is exact for what people type. Beyond a million it stays there, where
// no score or trial comes.
func scaled(f, per float64) int64 {
	const most = 1e6
	return int64(math.Round(max(-most, min(f, most)) * per))
}

// compares reports whether the term's operator holds for the outcome of a
// comparison: negative for less, 0 for equal, positive for more.
func (t Term) compares(outcome int) bool {
	return numberMatches(t.Operator, float64(outcome), 0)
}
