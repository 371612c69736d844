package session

import (
	"context"
	"fmt"
	"strings"
	"time"

	"trialist/scoring/bitset"
	"trialist/scoring/filter"
	"trialist/scoring/segment"
	"trialist/scoring/value"
)

// Passing is the accounts that a filter lets through, and how many trials among them
// are left out.
type Passing struct {
	Slots              bitset.Bits
	Snoozed, Dismissed int // trials that are left out; one that is both counts as snoozed
}

// Pass finds the accounts of the ranking that pass the filter. Trials that are snoozed
// or dismissed are left out, unless all are asked for or the filter itself asks.
func (v *RankedWorkspace) Pass(ctx context.Context, f filter.Filter, all bool) (Passing, error) {
	var p Passing
	f, err := f.As(UserName())
	if err != nil {
		return p, err
	}
	source := v.FilterSource()
	if p.Slots, err = f.Evaluate(ctx, source, v.Population, v.Ranking, v.Book.Segments); err != nil || all || f.AsksHidden() {
		return p, err
	}
	hidden, err := segment.FindHidden(ctx, source, v.Population, v.Ranking)
	if err != nil {
		return p, err
	}
	if hidden.Snoozed.Count()+hidden.Dismissed.Count() == 0 {
		return p, nil
	}
	ranked := bitset.New(len(v.Population.Status))
	for _, slot := range v.Ranking.Slots {
		ranked.Set(int(slot))
	}
	p.Slots.IntersectWith(ranked) // the ranking may be of others than trials
	p.Snoozed, p.Dismissed = hidden.LeaveOut(p.Slots, v.Population.Status)
	return p, nil
}

// Text says how many trials are left out; "" for none.
func (p Passing) Text() string {
	var words []string
	if p.Snoozed > 0 {
		words = append(words, fmt.Sprintf("%d snoozed", p.Snoozed))
	}
	if p.Dismissed > 0 {
		words = append(words, fmt.Sprintf("%d dismissed", p.Dismissed))
	}
	if len(words) == 0 {
		return ""
	}
	return strings.Join(words, " and ") + " left out"
}

// TouchTime is when a touch is that is noted now: at as-of where that stands still, as
// later ones do not count there.
func (s *Session) TouchTime() value.Instant {
	if s.AsOfFixed {
		return s.AsOf
	}
	return value.FromTime(time.Now())
}
