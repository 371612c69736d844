package search

import (
	"bytes"
	"context"
	"database/sql"
	"strings"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/filter"
	"trialist/scoring/pace"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/segment"
	"trialist/scoring/value"
	"trialist/store/facts"
)

// Source answers what a filter asks of the data at one moment.
type Source struct {
	index   *Index
	moment  condition.Moment
	touches value.Instant // as-of of touches
}

// WithTouchesAt is the source with the touches that count at another instant, such as
// those that were noted since as-of where that follows the clock in steps.
func (f *Source) WithTouchesAt(at value.Instant) *Source {
	other := *f
	other.touches = at
	return &other
}

var _ filter.Source = (*Source)(nil)

// HasAttribute reports whether an account ever had an attribute of that name.
func (f *Source) HasAttribute(ctx context.Context, name string) (ok bool, err error) {
	err = f.index.cache.Do(ctx, func(snapshot *facts.Snapshot) error {
		_, ok = snapshot.NameIDs.AttributeID(eval.AccountScope, name)
		return nil
	})
	return ok, err
}

// HasEvent reports whether an event of that name ever happened.
func (f *Source) HasEvent(ctx context.Context, name string) (ok bool, err error) {
	names, err := f.index.cache.Names(ctx)
	if err == nil {
		_, ok = value.ResolveName(name, names.Events)
	}
	return ok, err
}

// Conditions is the accounts for which each of the conditions holds.
func (f *Source) Conditions(ctx context.Context, conditions []condition.Condition) ([]bitset.Bits, error) {
	return f.index.cache.Evaluate(ctx, conditions, f.moment)
}

// EverHeld has those of the slots for which at least one of the conditions ever held
// during their trial.
func (f *Source) EverHeld(ctx context.Context, among bitset.Bits, conditions []condition.Condition) (bitset.Bits, error) {
	return f.index.cache.EverHeld(ctx, f.moment, among, conditions)
}

// TouchSummaries is what sales reps did, by slot of the accounts that they touched. An owner is
// no touch, as in lists. Callers must not change it.
func (f *Source) TouchSummaries(ctx context.Context) (touches map[int]segment.TouchSummary, err error) {
	err = f.index.cache.Store().Read(ctx, "read touches", func(ctx context.Context, tx *sql.Tx) error {
		touches, err = f.index.touchSummaries(ctx, tx, f.moment.Zone, f.touches)
		return err
	})
	return touches, err
}

// Paces is where each running trial of a population stands under the scorecard.
func (f *Source) Paces(ctx context.Context, p *rank.Population, card rulebook.Scorecard) (*pace.Paces, error) {
	return f.index.cache.Paces(ctx, p, f.moment, card)
}

// Owner is the accounts that were last given to somebody of that name, ignoring case.
// With an empty name it is those without an owner.
func (f *Source) Owner(ctx context.Context, name string) (bitset.Bits, error) {
	var owned bitset.Bits
	folded := value.Fold(strings.TrimSpace(name))
	err := f.index.cache.Do(ctx, func(snapshot *facts.Snapshot) error {
		owned = bitset.New(snapshot.Accounts())
		if folded == "" {
			owned.Fill(snapshot.Accounts())
		}
		touches, err := f.TouchSummaries(ctx)
		for slot, c := range touches {
			if slot >= snapshot.Accounts() {
				continue
			}
			if value.Fold(c.Owner) == folded {
				owned.Set(slot)
			} else {
				owned.Clear(slot)
			}
		}
		return err
	})
	return owned, err
}

// ID is the account with the id, ignoring case, which several may be.
func (f *Source) ID(ctx context.Context, id string) (bitset.Bits, error) {
	return f.part(ctx, idPart, id, func(part, wanted []byte) bool { return bytes.Equal(part, wanted) })
}

// Name is the accounts whose name contains the text, ignoring case.
func (f *Source) Name(ctx context.Context, text string) (bitset.Bits, error) {
	return f.part(ctx, namePart, text, bytes.Contains)
}

// part is the accounts of which one of the texts fits.
func (f *Source) part(ctx context.Context, part int, text string, fits func(part, wanted []byte) bool) (bitset.Bits, error) {
	var found bitset.Bits
	err := f.index.cache.Do(ctx, func(snapshot *facts.Snapshot) error {
		t, err := f.index.texts(ctx, snapshot)
		if err == nil {
			found = t.searchPart(text, part, fits)
		}
		return err
	})
	return found, err
}

// Text is the accounts whose id, name or domain contains the text, ignoring case.
func (f *Source) Text(ctx context.Context, text string) (bitset.Bits, error) {
	var found bitset.Bits
	err := f.index.cache.Do(ctx, func(snapshot *facts.Snapshot) error {
		t, err := f.index.texts(ctx, snapshot)
		if err == nil {
			found = t.search(text)
		}
		return err
	})
	return found, err
}
