package eval

import (
	"context"
	"slices"

	"trialist/scoring/account"
	"trialist/scoring/bitset"
	"trialist/scoring/column"
	"trialist/scoring/value"
)

// The columns that are made of others, as [account.Account.Effective] makes their values.

// statusDates are the dates that supersede one another, by slot, Never where there
// is none. The dates of an attribute that no account has are nil.
type statusDates struct{ started, converted, churned []value.Instant }

// dates are the dates of an account attribute by slot, nil when nobody has one.
func (s *columnSet) dates(ctx context.Context, name string) ([]value.Instant, error) {
	c, err := s.column(ctx, AccountScope, name, s.slots)
	if err != nil || c == nil {
		return nil, err
	}
	return c.Instants, nil
}

func (s *columnSet) statusDates(ctx context.Context) (d statusDates, err error) {
	if d.started, err = s.dates(ctx, value.TrialStartedAt); err != nil {
		return d, err
	}
	if d.converted, err = s.dates(ctx, value.ConvertedAt); err != nil {
		return d, err
	}
	d.churned, err = s.dates(ctx, value.ChurnedAt)
	return d, err
}

// at is the date in the slot, Never where there is none.
func at(dates []value.Instant, slot int) value.Instant {
	if dates == nil {
		return value.Never
	}
	return dates[slot]
}

// trialEndColumn is a reading of the ends of trials. It fills in those of trials
// that have but a start, or an end that is not theirs.
func (s *columnSet) trialEndColumn(ctx context.Context, reading string) (*column.Column, error) {
	raw, err := s.column(ctx, AccountScope, value.TrialEndsAt, s.slots)
	if err != nil {
		return nil, err
	}
	d, err := s.statusDates(ctx)
	if err != nil {
		return nil, err
	}
	over := raw.EndsOfDays(s.moment.Zone)
	shown := raw // what the reading has where nothing is filled in
	if reading == value.TrialEndInstant {
		shown = over
	}
	if d.started == nil || raw != nil && raw.Instants != nil && d.churned == nil && !slices.Contains(raw.Instants, value.Never) {
		return shown, nil // nothing to fill in, as is usual
	}
	open := bitset.New(s.slots) // slots whose value is absent or a date
	open.Fill(s.slots)
	if raw != nil {
		open.DifferenceWith(raw.Present())
		if raw.Instants != nil {
			column.SetWhere(open, raw.Instants, func(end value.Instant) bool { return end != value.Never })
		}
	}
	ends := make([]value.Instant, s.slots)
	for slot := range ends {
		ends[slot] = shown.DateAt(slot)
		if !open.Has(slot) {
			continue
		}
		written := over.DateAt(slot)
		if end := account.TrialEnd(d.started[slot], written, at(d.churned, slot), s.moment); end != written {
			ends[slot] = end
		}
	}
	return shown.WithDates(ends), nil
}

// inForceColumn is a reading in force.
func (s *columnSet) inForceColumn(ctx context.Context, name string) (*column.Column, error) {
	if name == value.StatusInForce {
		return s.statusColumn(ctx)
	}
	d, err := s.statusDates(ctx)
	if err != nil {
		return nil, err
	}
	switch name {
	case value.ChurnInForce:
		if d.started == nil && d.converted == nil {
			return dateColumn(d.churned), nil
		}
		return s.datesInForce(d.churned, func(slot int) value.Instant {
			return account.ChurnInForce(at(d.started, slot), at(d.converted, slot), d.churned[slot], s.asOfSlot(slot))
		}), nil
	case value.ConversionInForce:
		if d.churned == nil {
			return dateColumn(d.converted), nil
		}
		return s.datesInForce(d.converted, func(slot int) value.Instant {
			return account.ConversionInForce(d.converted[slot], d.churned[slot], s.asOfSlot(slot))
		}), nil
	}
	raw, err := s.column(ctx, AccountScope, value.Converted, s.slots)
	if err != nil || raw == nil || d.converted == nil && d.churned == nil {
		return raw, err
	}
	superseded := bitset.New(s.slots)
	for slot := range s.slots {
		if !account.ConvertedCounts(at(d.converted, slot), at(d.churned, slot), s.asOfSlot(slot)) {
			superseded.Set(slot)
		}
	}
	return raw.WithoutRows(superseded), nil
}

// datesInForce is a column of those of the dates that are in force, nil when there
// are no dates.
func (s *columnSet) datesInForce(dates []value.Instant, inForce func(slot int) value.Instant) *column.Column {
	if dates == nil {
		return nil
	}
	kept := make([]value.Instant, len(dates))
	for slot := range kept {
		kept[slot] = inForce(slot)
	}
	return dateColumn(kept)
}

// dateColumn is a column of the dates, nil when there are none.
func dateColumn(dates []value.Instant) *column.Column {
	if dates == nil {
		return nil
	}
	return column.FromDates(dates)
}

// statusColumn has the status words that no date supersedes.
func (s *columnSet) statusColumn(ctx context.Context) (*column.Column, error) {
	raw, err := s.column(ctx, AccountScope, value.StatusAttribute, s.slots)
	if err != nil || raw == nil || raw.Codes == nil {
		return raw, err
	}
	words := raw.MapTexts(value.StatusWord)
	dates := make([][][]value.Instant, words.Texts.Len()+1) // by code
	supersedes := false
	for i := range words.Texts.Len() {
		for _, name := range account.StatusDates(string(words.Texts.At(i))) {
			d, err := s.dates(ctx, name)
			if err != nil {
				return nil, err
			}
			if d != nil {
				dates[i+1], supersedes = append(dates[i+1], d), true
			}
		}
	}
	if !supersedes {
		return words, nil
	}
	superseded := bitset.New(s.slots)
	for slot, code := range words.Codes {
		for _, d := range dates[code] {
			if d[slot] != value.Never {
				superseded.Set(slot)
			}
		}
	}
	return words.WithoutRows(superseded), nil
}
