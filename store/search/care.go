package search

import (
	"context"
	"strings"

	"trialist/scoring/segment"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/accounts"
)

// careKey is what the care that was read last is of.
type careKey struct {
	touches store.TouchState
	zone    string
	asOf    value.Instant
}

// care is what sales reps did by the touches that count at as-of, and is kept until
// they change.
func (x *Index) care(ctx context.Context, q store.Querier, zone *value.Zone, asOf value.Instant) (map[int]segment.Care, error) {
	state, err := store.ReadTouchState(ctx, q)
	if err != nil {
		return nil, err
	}
	key := careKey{state, zone.Name(), asOf}
	x.careMu.Lock()
	kept, fresh := x.latestCare, x.latestCare != nil && x.careKey == key
	x.careMu.Unlock()
	if fresh {
		return kept, nil
	}
	care := make(map[int]segment.Care)
	err = accounts.EachTouched(ctx, q, asOf, func(row accounts.Row) { care[int(row.Slot)] = careOf(row, zone) })
	if err != nil {
		return nil, err
	}
	x.careMu.Lock()
	defer x.careMu.Unlock()
	x.latestCare, x.careKey = care, key
	return care, nil
}

// careOf is what a row says.
func careOf(row accounts.Row, zone *value.Zone) segment.Care {
	c := segment.Care{Owner: strings.TrimSpace(row.Owner), LastTouch: value.Never, SnoozedUntil: value.Never}
	if row.LastTouch != nil {
		c.LastTouch = row.LastTouch.At
	}
	if row.Snooze != nil {
		c.SnoozedUntil = zone.StartOfDay(row.Snooze.Until)
	}
	switch d := row.Dismissal; {
	case d == nil:
	case d.Higher:
		c.Dismissal = segment.UntilAbove(d.Band)
	default:
		c.Dismissal = segment.Forever
	}
	return c
}
