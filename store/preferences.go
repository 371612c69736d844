package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"

	"trialist/store/checksum"
)

// Preference is what a user left under the key, "" when there is nothing. No answer
// rests on preferences, so that damaged ones are as good as none.
func (s *Store) Preference(ctx context.Context, who, key string) (value string, err error) {
	err = s.Read(ctx, "read preference", func(ctx context.Context, tx *sql.Tx) error {
		value = ""
		err := checksum.CheckKind(ctx, tx, checksum.Preferences)
		if damage := (*checksum.Damage)(nil); errors.As(err, &damage) {
			return nil
		}
		if err != nil {
			return err
		}
		err = tx.QueryRowContext(ctx, `SELECT value FROM preferences WHERE who = ? AND key = ?`, who, key).Scan(&value)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		return err
	})
	return value, err
}

// SetPreference stores what a user left under the key; "" removes it. Damaged
// preferences, of which nobody knows whose they are, are dropped.
func (s *Store) SetPreference(ctx context.Context, who, key, value string) error {
	return s.Write(ctx, "keep preference", func(ctx context.Context, tx *sql.Tx) error {
		err := checksum.CheckKind(ctx, tx, checksum.Preferences)
		if damage := (*checksum.Damage)(nil); errors.As(err, &damage) {
			_, err = tx.ExecContext(ctx, `DELETE FROM preferences`)
		}
		if err != nil {
			return err
		}
		statement, args := `INSERT INTO preferences (who, key, value) VALUES (?, ?, ?)
			ON CONFLICT (who, key) DO UPDATE SET value = excluded.value`, []any{who, key, value}
		if value == "" {
			statement, args = `DELETE FROM preferences WHERE who = ? AND key = ?`, args[:2]
		}
		_, err = tx.ExecContext(ctx, statement, args...)
		return cmp.Or(err, checksum.Seal(ctx, tx, checksum.Preferences, 1))
	})
}
