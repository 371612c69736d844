package search

import (
	"context"
	"database/sql"
	"strings"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/filter"
	"trialist/scoring/segment"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/checksum"
	"trialist/store/facts"
)

// Source answers what a filter asks of the data at one moment.
type Source struct {
	index  *Index
	moment condition.Moment
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

// Conditions is the accounts for which each of the conditions holds.
func (f *Source) Conditions(ctx context.Context, conditions []condition.Condition) ([]bitset.Bits, error) {
	return f.index.cache.Evaluate(ctx, conditions, f.moment)
}

// Care is what sales reps did, by slot of the accounts that they touched. An owner is
// no touch, as in lists.
func (f *Source) Care(ctx context.Context) (map[int]segment.Care, error) {
	care := make(map[int]segment.Care)
	err := f.index.cache.Store().QueryEach(ctx, "read touches", func(rows *sql.Rows) error {
		var account int
		var at value.Instant
		var kind, body string
		if err := rows.Scan(&account, (*int64)(&at), &kind, &body); err != nil {
			return err
		}
		c, ok := care[account-1]
		if !ok {
			c.LastTouch = value.Never
		}
		if kind == "owner" {
			c.Owner = strings.TrimSpace(body)
		} else {
			c.LastTouch = at
		}
		care[account-1] = c
		return nil
	}, `SELECT account, at, kind, body FROM touches ORDER BY account, at, id`)
	return care, err
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
		return f.index.cache.Store().Read(ctx, "find owner", func(ctx context.Context, tx *sql.Tx) error {
			if err := checksum.CheckKind(ctx, tx, checksum.Touches); err != nil {
				return err
			}
			return store.EachRow(ctx, tx, func(rows *sql.Rows) error {
				var account int
				var owner string
				if err := rows.Scan(&account, &owner); err != nil || account > snapshot.Accounts() {
					return err
				}
				owned.Clear(account - 1) // the last touch counts
				if value.Fold(owner) == folded {
					owned.Set(account - 1)
				}
				return nil
			}, `SELECT account, body FROM touches NOT INDEXED WHERE kind = 'owner' ORDER BY account, at, id`)
		})
	})
	return owned, err
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
