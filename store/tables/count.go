package tables

import (
	"context"

	"trialist/store"
	"trialist/store/checksum"
)

// CountAccounts is how many accounts there are, empty slots among them.
func CountAccounts(ctx context.Context, q store.Querier) (int, error) {
	n, err := lastID(ctx, q, checksum.Accounts, `SELECT coalesce(max(id), 0) FROM accounts`)
	return int(n), err
}

// CountContacts is how many contacts there are, empty ones among them.
func CountContacts(ctx context.Context, q store.Querier) (int, error) {
	n, err := lastID(ctx, q, checksum.Contacts, `SELECT coalesce(max(id), 0) FROM contacts`)
	return int(n), err
}

// CountMemberships is how many memberships there are.
func CountMemberships(ctx context.Context, q store.Querier) (int, error) {
	n, err := lastID(ctx, q, checksum.Memberships, `SELECT coalesce(max(id), 0) FROM memberships`)
	return int(n), err
}

// lastID is the highest id of a table. The error is a [checksum.Damage] when the row
// with the highest checksum is another one, so that rows at the end are gone.
func lastID(ctx context.Context, q store.Querier, k checksum.Kind, query string) (int64, error) {
	var found int64
	if err := q.QueryRowContext(ctx, query).Scan(&found); err != nil {
		return 0, err
	}
	stored, err := checksum.Last(ctx, q, k)
	if err == nil && stored != found {
		err = &checksum.Damage{Kind: k, First: min(found, stored) + 1, Last: max(found, stored)}
	}
	return found, err
}
