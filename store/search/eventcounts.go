package search

import (
	"context"
	"math"

	"trialist/scoring/eventlog"
	"trialist/scoring/value"
	"trialist/store/facts"
	"trialist/store/tables"
)

// EventCounts is how often an event happened up to the moment, by slot. An event that
// never happened has no counts.
func (f *Source) EventCounts(ctx context.Context, name string) ([]uint32, error) {
	var counts []uint32
	err := f.index.cache.Do(ctx, func(snapshot *facts.Snapshot) error {
		counts = nil
		event, ok, err := snapshot.EventID(ctx, name)
		if err != nil || !ok {
			return err
		}
		counts = make([]uint32, snapshot.Accounts())
		return snapshot.Logs(ctx, 0, len(counts), func(slot int, log eventlog.Log) error {
			n, err := countUpTo(log, event, f.moment.AsOf)
			counts[slot] = n
			return err
		})
	})
	return counts, err
}

// countUpTo is how often the event happened up to an instant, as far as a uint32 goes.
func countUpTo(log eventlog.Log, event eventlog.EventID, asOf value.Instant) (uint32, error) {
	if len(log) == 0 {
		return 0, nil
	}
	r, err := log.Reader()
	if err != nil {
		return 0, tables.LogDamageError(err)
	}
	total := 0
	var g eventlog.Group
	for r.Next() && r.Event <= event {
		if r.Event != event {
			continue
		}
		if !r.ReadGroup(&g) {
			return 0, tables.LogDamageError(r.DamagedError())
		}
		n, ok := g.CountBefore(asOf + 1)
		if !ok {
			return 0, tables.LogDamageError(r.DamagedError())
		}
		total += n
	}
	if r.Damaged {
		return 0, tables.LogDamageError(r.DamagedError())
	}
	return uint32(min(total, math.MaxUint32)), nil
}
