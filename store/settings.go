package store

import (
	"context"
	"database/sql"
	"errors"
)

// Setting is the value under the key, "" when none was set.
func (s *Store) Setting(ctx context.Context, key string) (string, error) {
	var value string
	err := s.reader.QueryRowContext(ctx, `SELECT value FROM settings WHERE key = ?`, key).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return value, s.Describe("read setting", err)
}

// SetSetting stores the value of the key; "" removes it.
func (s *Store) SetSetting(ctx context.Context, key, value string) error {
	return s.Write(ctx, "save setting", func(ctx context.Context, tx *sql.Tx) error {
		return setSetting(ctx, tx, key, value)
	})
}

func setSetting(ctx context.Context, tx *sql.Tx, key, value string) error {
	if value == "" {
		_, err := tx.ExecContext(ctx, `DELETE FROM settings WHERE key = ?`, key)
		return err
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO settings (key, value) VALUES (?, ?)
		ON CONFLICT (key) DO UPDATE SET value = excluded.value`, key, value)
	return err
}
