package proof

import (
	"context"
	"fmt"
	"slices"

	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

// Leak is a signal that gives the outcome away: it is known only after the fact.
type Leak struct {
	Signal rulebook.Signal
	Before int // of the accounts that converted, those that matched it just before
	After  int // of the accounts that converted, those that match it now

	// Of a signal on attributes: how many accounts match it, and how many there are, among
	// those that converted and among the others.
	Converted, Others [2]int // matching, all
	Attributes        bool
}

// A signal is a leak if at least minLeakCount customers match it now, of whom less than
// leakShare matched it before they converted. One on attributes is a leak if more than
// leakAlmost of the customers match it, and less than leakSeldom of the others.
const (
	leakShare    = 0.05
	leakAlmost   = 0.9
	leakSeldom   = 0.1
	minLeakCount = MinShown
)

// Leaks lists the enabled signals that are leaks. The errors are those of [eval.MatchAt].
func Leaks(ctx context.Context, f eval.Facts, m condition.Moment, p *rank.Population, card rulebook.Scorecard) ([]Leak, error) {
	d, err := readDecisions(ctx, f, m)
	if err != nil {
		return nil, err
	}
	before, now := make([]value.Instant, len(p.Status)), make([]value.Instant, len(p.Status))
	for slot, status := range p.Status {
		before[slot], now[slot] = value.Never, value.Never
		at := d.converted[slot]
		if status != rulebook.NoStatus && p.Converted.Has(slot) && at != value.Never && at <= m.AsOf {
			before[slot], now[slot] = at-1, m.AsOf
		}
	}
	var conditions []condition.Condition
	var signals []rulebook.Signal
	for _, side := range rulebook.Sides() {
		for _, s := range card.Enabled(side) {
			signals, conditions = append(signals, s), append(conditions, s.When.Level(1))
		}
	}
	held, err := eval.MatchAt(ctx, f, m, before, conditions)
	if err != nil {
		return nil, err
	}
	holds, err := eval.Match(ctx, f, m, conditions)
	if err != nil {
		return nil, err
	}
	var leaks []Leak
	for i, s := range signals {
		l := Leak{Signal: s, Attributes: asksAttributes(s)}
		for slot, status := range p.Status {
			has := holds[i].Has(slot)
			if before[slot] != value.Never && has {
				l.After++
				if held[i].Has(slot) {
					l.Before++
				}
			}
			if status == rulebook.NoStatus || status == rulebook.Trial {
				continue
			}
			group := &l.Others
			if p.Converted.Has(slot) {
				group = &l.Converted
			}
			group[1]++
			if has {
				group[0]++
			}
		}
		if l.suspicious() {
			leaks = append(leaks, l)
		}
	}
	return leaks, nil
}

// suspicious reports whether the counts are those of a leak.
func (l Leak) suspicious() bool {
	if l.Attributes {
		enough := l.Converted[1] >= minLeakCount && l.Others[1] >= minLeakCount
		return enough && share(l.Converted) >= leakAlmost && share(l.Others) <= leakSeldom
	}
	return l.After >= minLeakCount && float64(l.Before) < leakShare*float64(l.After)
}

func share(of [2]int) float64 { return float64(of[0]) / float64(of[1]) }

// WithoutLeaks is the card without the signals of the leaks.
func WithoutLeaks(card rulebook.Scorecard, leaks []Leak) rulebook.Scorecard {
	return Without(card, func(s rulebook.Signal) bool {
		return slices.ContainsFunc(leaks, func(l Leak) bool { return l.Signal.ID == s.ID })
	})
}

// Words says in a sentence why the signal is a leak.
func (l Leak) Words() string {
	if l.Attributes {
		return fmt.Sprintf("%q is about attributes that nearly all have who converted (%d of %d) and nearly none of the others (%d of %d): it may be filled in after the fact.",
			l.Signal.Name, l.Converted[0], l.Converted[1], l.Others[0], l.Others[1])
	}
	return fmt.Sprintf("%q holds for %d that converted, and held for %d of them before: it follows from buying.", l.Signal.Name, l.After, l.Before)
}
