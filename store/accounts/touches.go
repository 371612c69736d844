package accounts

import (
	"cmp"
	"context"
	"database/sql"
	"math"
	"slices"
	"strings"

	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/tables"
)

// Latest is an as-of for all touches there are, however late.
const Latest value.Instant = math.MaxInt64

// Touches lists the touches of an account that count at as-of, the oldest first. The
// error is ErrNotFound when there is no such account.
func Touches(ctx context.Context, s *store.Store, account string, asOf value.Instant) ([]Touch, error) {
	all, err := TouchHistory(ctx, s, account)
	return slices.DeleteFunc(all, func(t Touch) bool { return t.Undone || t.At > asOf }), err
}

// TouchHistory lists all touches of an account, with those that were undone or
// deleted, the oldest first. The error is ErrNotFound when there is no such account.
func TouchHistory(ctx context.Context, s *store.Store, account string) ([]Touch, error) {
	var touches []Touch
	err := s.Read(ctx, "list touches", func(ctx context.Context, tx *sql.Tx) error {
		id, err := accountID(ctx, s, tx, account)
		if err != nil {
			return err
		}
		return eachTouch(ctx, tx, []int64{id}, func(_ int64, t Touch) {
			t.Account = account
			touches = append(touches, t)
		})
	})
	return touches, err
}

// AllTouches lists the touches of all accounts, with those that were undone or
// deleted, the oldest first.
func AllTouches(ctx context.Context, s *store.Store) ([]Touch, error) {
	var touches []Touch
	err := s.Read(ctx, "list touches", func(ctx context.Context, tx *sql.Tx) error {
		var ids []int64
		var ends []int // of the touches of each account
		err := tables.EachTouchedAccount(ctx, tx, func(rows []tables.TouchRow) error {
			ids = append(ids, rows[0].Account)
			err := visitTouches(rows, func(_ int64, t Touch) { touches = append(touches, t) })
			ends = append(ends, len(touches))
			return err
		})
		if err != nil {
			return err
		}
		names, err := externalIDs(ctx, tx, ids)
		from := 0
		for i, end := range ends {
			for ; from < end; from++ {
				touches[from].Account = names[ids[i]]
			}
		}
		return err
	})
	slices.SortStableFunc(touches, func(a, b Touch) int { return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.ID, b.ID)) })
	return touches, err
}

// eachTouch visits the touches of the accounts, by account and then the oldest first,
// without their Account. The error is a [checksum.Damage] when one of them is another
// one than was stored, or is not found.
func eachTouch(ctx context.Context, q store.Querier, accounts []int64, visit func(account int64, t Touch)) error {
	return tables.EachAccountTouches(ctx, q, accounts, func(rows []tables.TouchRow) error { return visitTouches(rows, visit) })
}

// visitTouches visits the touches of an account.
func visitTouches(rows []tables.TouchRow, visit func(account int64, t Touch)) error {
	account := rows[0].Account
	for _, row := range tables.ResolveTouches(rows) {
		t, err := touchOf(&row)
		if err != nil {
			return err
		}
		visit(account, t)
	}
	return nil
}

// OwnerCount is somebody who was given accounts.
type OwnerCount struct {
	Name     string
	Accounts int // that are theirs now
}

// Owners lists everybody who was given an account, who has the most first.
func Owners(ctx context.Context, s *store.Store) ([]OwnerCount, error) {
	counts := make(map[string]int)
	err := s.Read(ctx, "list owners", func(ctx context.Context, tx *sql.Tx) error {
		return tables.EachTouchedAccount(ctx, tx, func(rows []tables.TouchRow) error {
			owner := ""
			err := visitTouches(rows, func(_ int64, t Touch) {
				if t.Kind == Assigned && !t.Undone {
					owner = strings.TrimSpace(t.Body)
					counts[owner] += 0 // is listed, whoever follows
				}
			})
			counts[owner]++
			return err
		})
	})
	delete(counts, "")
	owners := make([]OwnerCount, 0, len(counts))
	for name, n := range counts {
		owners = append(owners, OwnerCount{name, n})
	}
	slices.SortFunc(owners, func(a, b OwnerCount) int {
		return cmp.Or(cmp.Compare(b.Accounts, a.Accounts), cmp.Compare(a.Name, b.Name))
	})
	return owners, err
}
