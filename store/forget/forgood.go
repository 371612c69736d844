package forget

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"errors"

	"trialist/store"
	"trialist/store/checksum"
	"trialist/store/tables"
)

// AccountForGood is [Account], and makes imports skip the id from then on. When there is no
// such account it does only the latter: the account may have been erased before.
func AccountForGood(ctx context.Context, s *store.Store, external string) (Erased, error) {
	return erase(ctx, s, external, true)
}

// skipInImports makes imports skip the external id. It creates the key of the hashes with the
// first one.
func skipInImports(ctx context.Context, tx *sql.Tx, external string) error {
	if err := tables.CheckForgotten(ctx, tx); err != nil {
		return err
	}
	key := make([]byte, sha256.Size)
	if _, err := rand.Read(key); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO forgotten_key (id, key) VALUES (1, ?) ON CONFLICT DO NOTHING`, key); err != nil {
		return err
	}
	hash, err := tables.HashForgotten(ctx, tx, external)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO forgotten (hash) VALUES (?) ON CONFLICT DO NOTHING`, hash); err != nil {
		return err
	}
	return checksum.SealKinds(ctx, tx, checksum.Forgotten, checksum.ForgottenKey)
}

// Allow lets imports add an account again that was forgotten for good. The error is
// ErrNotFound when it was not.
func Allow(ctx context.Context, s *store.Store, external string) error {
	return s.Write(ctx, "allow an account", func(ctx context.Context, tx *sql.Tx) error {
		if err := tables.CheckForgotten(ctx, tx); err != nil {
			return err
		}
		hash, err := tables.HashForgotten(ctx, tx, external)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		result, err := tx.ExecContext(ctx, `DELETE FROM forgotten WHERE hash = ?`, hash)
		if err != nil {
			return err
		}
		n, err := result.RowsAffected()
		if err != nil {
			return err
		}
		if n > 0 {
			return checksum.SealKinds(ctx, tx, checksum.Forgotten)
		}
		return store.Errorf(store.ErrNotFound, "%q is not among the customers that were forgotten for good in %s", external, s.Path())
	})
}

// Count is how many accounts were forgotten for good. Only hashes of their ids are kept.
func Count(ctx context.Context, s *store.Store) (int, error) {
	var n int
	err := s.Read(ctx, "count the forgotten", func(ctx context.Context, tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, `SELECT count(*) FROM forgotten`).Scan(&n)
	})
	return n, err
}
