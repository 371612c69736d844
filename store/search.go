package store

import (
	"context"
	"database/sql"
	"strings"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/filter"
	"trialist/scoring/value"
)

// FilterSource answers what a filter asks of the data, at one moment.
type FilterSource struct {
	workspace *Store
	moment    condition.Moment
}

var _ filter.Source = (*FilterSource)(nil)

// FilterSource answers filters at the moment.
func (s *Store) FilterSource(m condition.Moment) *FilterSource {
	return &FilterSource{workspace: s, moment: m}
}

// HasAttribute reports whether an account ever had an attribute of that name.
func (f *FilterSource) HasAttribute(ctx context.Context, name string) (there bool, err error) {
	err = f.workspace.withSnapshot(ctx, func(facts *Snapshot) error {
		_, there = facts.names.attributeID(eval.AccountScope, name)
		return nil
	})
	return there, err
}

// Condition has the accounts for which the condition holds.
func (f *FilterSource) Condition(ctx context.Context, c condition.Condition) (bitset.Bits, error) {
	answers, err := f.workspace.Evaluate(ctx, []condition.Condition{c}, f.moment)
	if err != nil {
		return nil, err
	}
	return answers[0], nil
}

// Owner has the accounts that were last given to somebody of that name, ignoring
// case; those that nobody has where the name is empty.
func (f *FilterSource) Owner(ctx context.Context, name string) (bitset.Bits, error) {
	var owned bitset.Bits
	folded := value.Fold(strings.TrimSpace(name))
	err := f.workspace.withSnapshot(ctx, func(facts *Snapshot) error {
		owned = bitset.NewBits(facts.accounts)
		if folded == "" {
			owned.Fill(facts.accounts)
		}
		return f.workspace.queryEach(ctx, "find owner", func(rows *sql.Rows) error {
			var account int
			var owner string
			if err := rows.Scan(&account, &owner); err != nil || account > facts.accounts {
				return err
			}
			owned.Clear(account - 1) // what is said last counts
			if value.Fold(owner) == folded {
				owned.Set(account - 1)
			}
			return nil
		}, `SELECT account, body FROM touches WHERE kind = 'owner' ORDER BY account, at, id`)
	})
	return owned, err
}

// Text has the accounts whose id, name or domain contains the needle, ignoring
// case.
func (f *FilterSource) Text(ctx context.Context, needle string) (bitset.Bits, error) {
	var found bitset.Bits
	err := f.workspace.withSnapshot(ctx, func(facts *Snapshot) error {
		t, err := facts.textIndex(ctx)
		if err == nil {
			found = t.search(needle)
		}
		return err
	})
	return found, err
}

// PrepareSearch reads what [FilterSource.Text] looks through, so that the first
// search does not wait for it.
func (s *Store) PrepareSearch(ctx context.Context) error {
	return s.withSnapshot(ctx, func(facts *Snapshot) error {
		_, err := facts.textIndex(ctx)
		return err
	})
}
