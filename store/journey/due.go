package journey

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"trialist/scoring/bitset"
	"trialist/scoring/class"
	"trialist/scoring/condition"
	"trialist/scoring/journey"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/segment"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/facts"
	"trialist/store/rulebooks"
	"trialist/store/search"
)

// List is the messages that running trials are due as of an instant.
type List struct {
	Book    rulebook.Rulebook
	AsOf    value.Instant
	Planner *journey.Planner
	Due     []journey.Due // by slot

	among      []int                    // the slots of FindAmong; nil for all
	positions  map[int]journey.Position // of among
	version    int64
	snapshot   store.SnapshotID
	history    *history
	population *rank.Population
	ranking    *rank.Ranking
	qualified  bitset.Bits
	touches    map[int]segment.TouchSummary
}

// Find computes what is due under the rulebook in force. It writes nothing.
func Find(ctx context.Context, cache *facts.Cache, asOf value.Instant) (*List, error) {
	return FindAmong(ctx, cache, asOf, nil)
}

// FindAmong is [Find] for some slots; nil is all. It does not read other accounts.
func FindAmong(ctx context.Context, cache *facts.Cache, asOf value.Instant, slots []int) (*List, error) {
	l := &List{AsOf: asOf, among: slots}
	s := cache.Store()
	var err error
	if l.snapshot, err = s.LatestSnapshotID(ctx); err != nil {
		return nil, err
	}
	if l.Book, l.version, err = rulebooks.Current(ctx, s); err != nil {
		return nil, err
	}
	return l, l.find(ctx, cache)
}

func (l *List) find(ctx context.Context, cache *facts.Cache) error {
	l.Planner = journey.NewPlanner(l.Book)
	err := cache.Store().Read(ctx, "read what trials were told", func(ctx context.Context, tx *sql.Tx) (err error) {
		l.history, err = loadHistory(ctx, tx, l.among)
		return err
	})
	if err != nil {
		return err
	}
	return cache.Do(ctx, func(f *facts.Snapshot) error {
		p, err := f.Population(ctx, l.Book, l.AsOf)
		if err != nil {
			return err
		}
		l.population = p
		l.ranking = rank.NewRanker(p).Rank(l.Book.Card, rank.ByAdoption, rulebook.StatusesOf(rulebook.Trial))
		l.qualified = l.ranking.QualifiedSlots()
		m := condition.Moment{AsOf: l.AsOf, TrialDays: l.Book.Lifecycle.TrialDays, Zone: p.Zone}
		source := search.New(cache).Source(m)
		if l.touches, err = source.TouchSummaries(ctx); err != nil {
			return err
		}
		var among bitset.Bits
		if l.among != nil {
			among = bitset.New(len(p.Status))
			for _, slot := range l.among {
				if slot >= 0 && slot < len(p.Status) {
					among.Set(slot)
				}
			}
		}
		classes, err := class.FindAmong(ctx, source, p, l.Book.Card, among)
		if err != nil {
			return err
		}
		in := journey.Input{Facts: f, Moment: m, Population: p, Among: among, Lookers: classes.Lookers, History: l.history.of}
		if among == nil {
			l.Due, err = l.Planner.AllDue(ctx, in)
			return err
		}
		return l.findAmong(ctx, in)
	})
}

// findAmong computes the positions of the trials in among, and what they are due.
func (l *List) findAmong(ctx context.Context, in journey.Input) error {
	l.Due, l.positions = nil, make(map[int]journey.Position)
	in.Visit = func(at journey.Position, told []journey.PastMessage) {
		at.At = slices.Clone(at.At)
		l.positions[at.Slot] = at
		if d, ok := l.Planner.Due(at, told); ok {
			l.Due = append(l.Due, d)
		}
	}
	err := l.Planner.Positions(ctx, in)
	slices.SortFunc(l.Due, func(a, b journey.Due) int { return a.Slot - b.Slot })
	return err
}

// Position is where a trial among those of [FindAmong] is in its journey; false when it is
// not running.
func (l *List) Position(slot int) (journey.Position, bool) {
	at, ok := l.positions[slot]
	return at, ok
}

// Delivery is how a due message is delivered.
func (l *List) Delivery(d journey.Due) rulebook.Delivery {
	message := l.Book.Plan.Message(d.Kind, d.Milestone)
	return l.Book.Plan.Delivery(message, l.ranking.Score(rulebook.Fit, d.Slot), l.qualified.Has(d.Slot))
}

// Owner is the owner of an account; "" without one.
func (l *List) Owner(slot int) string { return l.touches[slot].Owner }

// Of is the message that an account is due; false for none.
func (l *List) Of(slot int) (journey.Due, bool) {
	at, found := slices.BinarySearchFunc(l.Due, slot, func(d journey.Due, slot int) int { return d.Slot - slot })
	if !found {
		return journey.Due{}, false
	}
	return l.Due[at], true
}

// errStale says that data, rulebook or history have changed since the list was made.
var errStale = errors.New("something has changed meanwhile")

// check returns errStale when what the list rests on has changed.
func (l *List) check(ctx context.Context, tx *sql.Tx) error {
	snapshot, err := store.LatestSnapshotID(ctx, tx)
	if err != nil {
		return err
	}
	var version int64
	if err := tx.QueryRowContext(ctx, `SELECT coalesce(max(version), 0) FROM rulebooks`).Scan(&version); err != nil {
		return err
	}
	state, err := readHistoryState(ctx, tx)
	if err != nil {
		return err
	}
	if snapshot != l.snapshot || version != l.version || state != l.history.state {
		return errStale
	}
	return nil
}
