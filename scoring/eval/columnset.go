package eval

import (
	"context"
	"fmt"
	"slices"

	"trialist/scoring/account"
	"trialist/scoring/bitset"
	"trialist/scoring/column"
	"trialist/scoring/condition"
	"trialist/scoring/value"
)

// columnSet is the columns of one evaluation, each asked of the facts once. Account
// columns read as conditions read attributes: the reserved ones complete one
// another, column by column as [effectiveValue] does value by value.
type columnSet struct {
	facts          Facts
	moment         condition.Moment
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

func NewColumnSet(f Facts, m condition.Moment) *columnSet {
	return &columnSet{
		facts: f, moment: m, slots: f.Accounts(),
		raw: make(map[columnKey]*column.Column), effective: make(map[string]*column.Column),
	}
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
	c, err := s.column(ctx, AccountScope, name, s.slots)
	if err != nil {
		return nil, err
	}
	switch value.Fold(name) {
	case value.TrialEndsAt:
		c, err = s.trialEndColumn(ctx, c)
	case value.Converted:
		c, err = s.convertedColumn(ctx, c)
	case value.StatusAttribute:
		c, err = s.statusColumn(ctx, c)
	}
	if err != nil {
		return nil, err
	}
	s.effective[name] = c
	return c, nil
}

// trialEndColumn fills the ends of trials that have but a start.
func (s *columnSet) trialEndColumn(ctx context.Context, raw *column.Column) (*column.Column, error) {
	start, err := s.column(ctx, AccountScope, value.TrialStartedAt, s.slots)
	if err != nil || start == nil || start.Instants == nil {
		return raw, err
	}
	if raw != nil && raw.Instants != nil && !slices.Contains(raw.Instants, value.Never) {
		return raw, nil // as usual there is nothing to fill in
	}
	filledIn := column.New(s.slots)
	absent := bitset.NewBits(s.slots)
	absent.Fill(s.slots)
	if raw != nil {
		*filledIn = *raw
		absent.DifferenceWith(raw.Present())
	}
	filledIn.Instants = make([]value.Instant, s.slots)
	for slot := range filledIn.Instants {
		date := raw.DateAt(slot)
		if started := start.Instants[slot]; started != value.Never && absent.Has(slot) {
			date = started + s.moment.TrialLength()
		}
		filledIn.Instants[slot] = date
	}
	return filledIn, nil
}

// convertedColumn leaves out what a date of conversion outranks.
func (s *columnSet) convertedColumn(ctx context.Context, raw *column.Column) (*column.Column, error) {
	at, err := s.column(ctx, AccountScope, value.ConvertedAt, s.slots)
	if err != nil || raw == nil || at == nil || at.Instants == nil {
		return raw, err
	}
	outranked := bitset.NewBits(s.slots)
	column.SetWhere(outranked, at.Instants, func(d value.Instant) bool { return d != value.Never })
	return raw.WithoutRows(outranked), nil
}

// statusColumn leaves out the words that a date outranks.
func (s *columnSet) statusColumn(ctx context.Context, raw *column.Column) (*column.Column, error) {
	if raw == nil || raw.Codes == nil {
		return raw, nil
	}
	dates := make([][]*column.Column, raw.Texts.Len()+1) // by code
	for i := range raw.Texts.Len() {
		for _, name := range account.StatusDates[value.Fold(string(raw.Texts.At(i)))] {
			c, err := s.column(ctx, AccountScope, name, s.slots)
			if err != nil {
				return nil, err
			}
			if c != nil && c.Instants != nil {
				dates[i+1] = append(dates[i+1], c)
			}
		}
	}
	outranked := bitset.NewBits(s.slots)
	for slot, code := range raw.Codes {
		for _, c := range dates[code] {
			if c.Instants[slot] != value.Never {
				outranked.Set(slot)
			}
		}
	}
	return raw.WithoutRows(outranked), nil
}

// TrialDates is the start and end of the trial of each slot, for reading only: where
// it can it gives what the columns have.
func (s *columnSet) TrialDates(ctx context.Context) (start, end []value.Instant, err error) {
	starts, err := s.accountColumn(ctx, value.TrialStartedAt)
	if err != nil {
		return nil, nil, err
	}
	ends, err := s.accountColumn(ctx, value.TrialEndsAt)
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

// loadContactSlots is the slot of each contact.
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
