package search

import (
	"context"
	"strings"

	"trialist/scoring/segment"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/accounts"
)

// touchesKey is what the touches that were read last depend on.
type touchesKey struct {
	touches store.TouchState
	zone    string
	asOf    value.Instant
}

// touchSummaries is what sales reps did by the touches that count at as-of, and is kept until
// they change.
func (x *Index) touchSummaries(ctx context.Context, q store.Querier, zone *value.Zone, asOf value.Instant) (map[int]segment.TouchSummary, error) {
	state, err := store.ReadTouchState(ctx, q)
	if err != nil {
		return nil, err
	}
	key := touchesKey{state, zone.Name(), asOf}
	x.touchesMu.Lock()
	kept, fresh := x.latestTouches, x.latestTouches != nil && x.touchesKey == key
	x.touchesMu.Unlock()
	if fresh {
		return kept, nil
	}
	touches := make(map[int]segment.TouchSummary)
	err = accounts.EachTouched(ctx, q, asOf, func(row accounts.Row) { touches[int(row.Slot)] = touchSummaryOf(row, zone) })
	if err != nil {
		return nil, err
	}
	x.touchesMu.Lock()
	defer x.touchesMu.Unlock()
	x.latestTouches, x.touchesKey = touches, key
	return touches, nil
}

// touchSummaryOf is what a row says.
func touchSummaryOf(row accounts.Row, zone *value.Zone) segment.TouchSummary {
	c := segment.TouchSummary{Owner: strings.TrimSpace(row.Owner), LastTouch: value.Never, SnoozedUntil: value.Never}
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
