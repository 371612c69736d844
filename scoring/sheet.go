package scoring

import (
	"context"
	"fmt"
	"slices"
)

// sheet is the columns of one evaluation, each asked of the facts once. Account
// columns read as conditions read attributes: the reserved ones complete one
// another, column by column as [effectiveValue] does value by value.
type sheet struct {
	facts        Facts
	moment       Moment
	slots        int
	raw          map[columnKey]*Column
	effective    map[string]*Column
	contactSlots []uint32
	contactsRead bool
}

type columnKey struct {
	scope Scope
	name  string
}

func newSheet(f Facts, m Moment) *sheet {
	return &sheet{
		facts: f, moment: m, slots: f.Accounts(),
		raw: make(map[columnKey]*Column), effective: make(map[string]*Column),
	}
}

// column is an attribute as the data has it, nil when it does not.
func (s *sheet) column(ctx context.Context, scope Scope, name string, rows int) (*Column, error) {
	key := columnKey{scope, name}
	if c, ok := s.raw[key]; ok {
		return c, nil
	}
	c, err := s.facts.Column(ctx, scope, name)
	if err != nil {
		return nil, fmt.Errorf("reading attribute %q: %w", name, err)
	}
	if err := c.fit(name, rows); err != nil {
		return nil, err
	}
	s.raw[key] = c
	return c, nil
}

// account is an account attribute as conditions read it.
func (s *sheet) account(ctx context.Context, name string) (*Column, error) {
	if c, ok := s.effective[name]; ok {
		return c, nil
	}
	c, err := s.column(ctx, AccountScope, name, s.slots)
	if err != nil {
		return nil, err
	}
	switch Fold(name) {
	case TrialEndsAt:
		c, err = s.ends(ctx, c)
	case Converted:
		c, err = s.converted(ctx, c)
	case StatusName:
		c, err = s.status(ctx, c)
	}
	if err != nil {
		return nil, err
	}
	s.effective[name] = c
	return c, nil
}

// ends fills the ends of trials that have but a start.
func (s *sheet) ends(ctx context.Context, raw *Column) (*Column, error) {
	start, err := s.column(ctx, AccountScope, TrialStartedAt, s.slots)
	if err != nil || start == nil || start.dates == nil {
		return raw, err
	}
	if raw != nil && raw.dates != nil && !slices.Contains(raw.dates, Never) {
		return raw, nil // as usual there is nothing to fill in
	}
	filledIn := NewColumn(s.slots)
	absent := NewBits(s.slots)
	absent.Fill(s.slots)
	if raw != nil {
		*filledIn = *raw
		absent.Drop(raw.present())
	}
	filledIn.dates = make([]Instant, s.slots)
	for slot := range filledIn.dates {
		date := raw.date(slot)
		if started := start.dates[slot]; started != Never && absent.Has(slot) {
			date = started + s.moment.trialLength()
		}
		filledIn.dates[slot] = date
	}
	return filledIn, nil
}

// converted leaves out what a date of conversion outranks.
func (s *sheet) converted(ctx context.Context, raw *Column) (*Column, error) {
	at, err := s.column(ctx, AccountScope, ConvertedAt, s.slots)
	if err != nil || raw == nil || at == nil || at.dates == nil {
		return raw, err
	}
	outranked := NewBits(s.slots)
	set(outranked, at.dates, func(d Instant) bool { return d != Never })
	return raw.without(outranked), nil
}

// status leaves out the words that a date outranks.
func (s *sheet) status(ctx context.Context, raw *Column) (*Column, error) {
	if raw == nil || raw.codes == nil {
		return raw, nil
	}
	dates := make([][]*Column, raw.words.len()+1) // by code
	for i := range raw.words.len() {
		for _, name := range statusDates[Fold(string(raw.words.at(i)))] {
			c, err := s.column(ctx, AccountScope, name, s.slots)
			if err != nil {
				return nil, err
			}
			if c != nil && c.dates != nil {
				dates[i+1] = append(dates[i+1], c)
			}
		}
	}
	outranked := NewBits(s.slots)
	for slot, code := range raw.codes {
		for _, c := range dates[code] {
			if c.dates[slot] != Never {
				outranked.Set(slot)
			}
		}
	}
	return raw.without(outranked), nil
}

// trials is the start and end of the trial of each slot, for reading only: where
// it can it gives what the columns have.
func (s *sheet) trials(ctx context.Context) (start, end []Instant, err error) {
	starts, err := s.account(ctx, TrialStartedAt)
	if err != nil {
		return nil, nil, err
	}
	ends, err := s.account(ctx, TrialEndsAt)
	if err != nil {
		return nil, nil, err
	}
	start, end = starts.dateRows(s.slots), ends.dateRows(s.slots)
	shared := true
	for slot, started := range start {
		if started == Never || end[slot] != Never {
			continue
		}
		if shared {
			end, shared = slices.Clone(end), false
		}
		end[slot] = started + s.moment.trialLength()
	}
	return start, end, nil
}

// contacts is the slot of each contact.
func (s *sheet) contacts(ctx context.Context) ([]uint32, error) {
	if s.contactsRead {
		return s.contactSlots, nil
	}
	slots, err := s.facts.ContactSlots(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading contacts: %w", err)
	}
	s.contactSlots, s.contactsRead = slots, true
	return slots, nil
}
