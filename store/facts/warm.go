package facts

import (
	"cmp"
	"context"
	"database/sql"

	"golang.org/x/sync/errgroup"

	"trialist/scoring/bitset"
	"trialist/scoring/eval"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
)

// Warm caches what the first evaluation after a large import of customers would have
// to make: the columns of the attributes that the rulebook asks about, the order of
// external ids, and which accounts are known. The first evaluation of a hundred
// thousand accounts then takes half the time. Warm does nothing where at most half
// of the accounts have changed, as the caches are refreshed when they are asked for.
func (c *Cache) Warm(ctx context.Context, book rulebook.Rulebook) error {
	return c.Do(ctx, func(f *Snapshot) error {
		if cached, err := f.hasCachedColumns(ctx); cached || err != nil {
			return err
		}
		var group errgroup.Group
		group.Go(func() error {
			_, err := f.ranks(ctx)
			if err == nil {
				_, err = f.Known(ctx)
			}
			return err
		})
		err := f.loadColumns(ctx, rank.Conditions(book))
		return cmp.Or(err, group.Wait())
	})
}

// hasCachedColumns reports whether there are cached columns that can be refreshed. It
// looks at the newest ones, as columns that nobody asks for any more are never
// refreshed.
func (f *Snapshot) hasCachedColumns(ctx context.Context) (cached bool, err error) {
	err = f.Read(ctx, "read attributes", func(ctx context.Context, tx *sql.Tx) error {
		var newest sql.NullInt64
		err := tx.QueryRowContext(ctx, `SELECT max(revision) FROM columns WHERE scope = ?`, int(eval.AccountScope)).Scan(&newest)
		if err != nil || !newest.Valid {
			return err
		}
		d, err := f.changesSince(ctx, tx, newest.Int64)
		cached = d != nil && f.atMostHalf(bitset.Bits(d.Accounts))
		return err
	})
	return cached, err
}
