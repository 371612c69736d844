package eval

import (
	"context"
	"fmt"
	"slices"

	"trialist/scoring/column"
	"trialist/scoring/condition"
	"trialist/scoring/value"
)

// columnSet is the columns of one evaluation, each read from the facts once. Account
// columns have what conditions read: some are made of others, as
// [account.Account.Effective] makes single values.
type columnSet struct {
	facts          Facts
	moment         condition.Moment
	asOf           []value.Instant // of each slot, where they differ; else nil
	slots          int
	raw            map[columnKey]*column.Column
	effective      map[string]*column.Column
	contactSlots   []uint32
	contactsLoaded bool
}

type columnKey struct {
	scope Scope
	name  string
}

func newColumnSet(f Facts, m condition.Moment) *columnSet {
	return &columnSet{
		facts: f, moment: m, slots: f.Accounts(),
		raw: make(map[columnKey]*column.Column), effective: make(map[string]*column.Column),
	}
}

// asOfSlot is when the question is asked about a slot.
func (s *columnSet) asOfSlot(slot int) value.Instant {
	if s.asOf == nil {
		return s.moment.AsOf
	}
	return s.asOf[slot]
}

// asked is the part of the slots of [from, to) without those at both ends that nothing is
// asked about.
func (s *columnSet) asked(from, to int) (int, int) {
	if s.asOf == nil {
		return from, to
	}
	for from < to && s.asOf[from] == value.Never {
		from++
	}
	for from < to && s.asOf[to-1] == value.Never {
		to--
	}
	return from, to
}

// column is an attribute as the data has it, nil when it does not.
func (s *columnSet) column(ctx context.Context, scope Scope, name string, rows int) (*column.Column, error) {
	key := columnKey{scope, name}
	if c, ok := s.raw[key]; ok {
		return c, nil
	}
	c, err := s.facts.Column(ctx, scope, name)
	if err != nil {
		return nil, fmt.Errorf("reading attribute %q: %w", name, err)
	}
	if err := c.CheckRows(name, rows); err != nil {
		return nil, err
	}
	s.raw[key] = c
	return c, nil
}

// accountColumn is an account attribute as conditions read it.
func (s *columnSet) accountColumn(ctx context.Context, name string) (*column.Column, error) {
	if c, ok := s.effective[name]; ok {
		return c, nil
	}
	var c *column.Column
	var err error
	switch value.Fold(name) {
	case value.TrialEndDate, value.TrialEndInstant:
		c, err = s.trialEndColumn(ctx, value.Fold(name))
	case value.ChurnInForce, value.ConversionInForce, value.ConvertedInForce, value.StatusInForce:
		c, err = s.inForceColumn(ctx, value.Fold(name))
	default:
		c, err = s.column(ctx, AccountScope, name, s.slots)
	}
	if err != nil {
		return nil, err
	}
	s.effective[name] = c
	return c, nil
}

// TrialDates is the start and the end of the trial of each slot, [value.Never]
// where it is not known. Both are for reading only. The errors are those of the
// facts.
func TrialDates(ctx context.Context, f Facts, m condition.Moment) (start, end []value.Instant, err error) {
	return newColumnSet(f, m).trialDates(ctx)
}

// AccountDates is the dates of a reading of an account attribute, see
// [condition.Rule.Reading], by slot,
// [value.Never] where there is none. It is for reading only. The errors are those of
// the facts.
func AccountDates(ctx context.Context, f Facts, m condition.Moment, name string) ([]value.Instant, error) {
	c, err := newColumnSet(f, m).accountColumn(ctx, name)
	if err != nil {
		return nil, err
	}
	return c.DatesOrNever(f.Accounts()), nil
}

// trialDates is TrialDates. Where nothing is to be filled in it gives the memory
// of the columns.
func (s *columnSet) trialDates(ctx context.Context) (start, end []value.Instant, err error) {
	starts, err := s.accountColumn(ctx, value.TrialStartedAt)
	if err != nil {
		return nil, nil, err
	}
	ends, err := s.accountColumn(ctx, value.TrialEndInstant)
	if err != nil {
		return nil, nil, err
	}
	start, end = starts.DatesOrNever(s.slots), ends.DatesOrNever(s.slots)
	shared := true
	for slot, started := range start {
		if started == value.Never || end[slot] != value.Never {
			continue
		}
		if shared {
			end, shared = slices.Clone(end), false
		}
		end[slot] = started + s.moment.TrialLength()
	}
	return start, end, nil
}

// loadContactSlots is the slot of each contact, read once.
func (s *columnSet) loadContactSlots(ctx context.Context) ([]uint32, error) {
	if s.contactsLoaded {
		return s.contactSlots, nil
	}
	slots, err := s.facts.ContactSlots(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading contacts: %w", err)
	}
	s.contactSlots, s.contactsLoaded = slots, true
	return slots, nil
}
