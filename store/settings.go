package store

import (
	"context"
	"database/sql"

	"trialist/store/checksum"
)

// Setting is the value under the key, "" when none was set.
func (s *Store) Setting(ctx context.Context, key string) (value string, err error) {
	err = s.Read(ctx, "read setting", func(ctx context.Context, tx *sql.Tx) error {
		value, err = LoadSetting(ctx, tx, key)
		return err
	})
	return value, err
}

// LoadSetting is the setting as a transaction sees it. It takes several statements,
// between which nobody must write, so q is no pool. The error is ErrDamaged when
// any setting is damaged, as one that is gone cannot be told from one that was never
// set.
func LoadSetting(ctx context.Context, q Querier, key string) (value string, err error) {
	var all uint32
	var h checksum.Hasher
	err = EachRow(ctx, q, func(rows *sql.Rows) error {
		var name, v string
		if err := rows.Scan(&name, &v); err != nil {
			return err
		}
		all += h.Values(checksum.Settings, 1, name, v)
		if name == key {
			value = v
		}
		return nil
	}, `SELECT key, value FROM settings`)
	if err != nil {
		return "", err
	}
	stored, err := checksum.Load(ctx, q, checksum.Settings, 1)
	if err == nil {
		err = stored.Check(1, all)
	}
	return value, err
}

// SetSetting stores the value of the key; "" removes it.
func (s *Store) SetSetting(ctx context.Context, key, value string) error {
	return s.Write(ctx, "save setting", func(ctx context.Context, tx *sql.Tx) error {
		return setSetting(ctx, tx, key, value)
	})
}

func setSetting(ctx context.Context, tx *sql.Tx, key, value string) error {
	if err := checksum.CheckKind(ctx, tx, checksum.Settings); err != nil {
		return err
	}
	statement, args := `INSERT INTO settings (key, value) VALUES (?, ?)
		ON CONFLICT (key) DO UPDATE SET value = excluded.value`, []any{key, value}
	if value == "" {
		statement, args = `DELETE FROM settings WHERE key = ?`, args[:1]
	}
	if _, err := tx.ExecContext(ctx, statement, args...); err != nil {
		return err
	}
	return checksum.Seal(ctx, tx, checksum.Settings, 1)
}
