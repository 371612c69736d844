package store

import (
	"context"
	"database/sql"
	"errors"
	"strconv"

	"trialist/scoring/value"
)

// timeZoneKey is the setting that holds the IANA name of the workspace's time zone.
const timeZoneKey = "time_zone"

// zoneSetting is the SQL of the name of the time zone, ” for UTC.
const zoneSetting = `coalesce((SELECT value FROM settings WHERE key = '` + timeZoneKey + `'), '')`

// TimeZone is the zone in which days begin and end, and whether one was set. Until
// then it is UTC.
func (s *Store) TimeZone(ctx context.Context) (zone *value.Zone, set bool, err error) {
	name, err := s.Setting(ctx, timeZoneKey)
	if err != nil {
		return nil, false, err
	}
	zone, err = value.LoadZone(name)
	return zone, name != "", err
}

// LoadTimeZone is the zone as a transaction sees it.
func LoadTimeZone(ctx context.Context, q Querier) (*value.Zone, error) {
	name, err := TimeZoneName(ctx, q)
	if err != nil {
		return nil, err
	}
	return value.LoadZone(name)
}

// TimeZoneName is the IANA name of the zone; "" while none is set.
func TimeZoneName(ctx context.Context, q Querier) (string, error) {
	return LoadSetting(ctx, q, timeZoneKey)
}

// SetTimeZone sets the zone by its IANA name; "" is as if none had been set.
func (s *Store) SetTimeZone(ctx context.Context, name string) error {
	return s.Write(ctx, "save the time zone", func(ctx context.Context, tx *sql.Tx) error {
		return PutTimeZone(ctx, tx, name)
	})
}

// PutTimeZone is SetTimeZone within a transaction. What was derived from the data is
// made anew, as days are others now.
func PutTimeZone(ctx context.Context, tx *sql.Tx, name string) error {
	if err := value.CheckZone(name); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM matches; DELETE FROM columns`); err != nil {
		return err
	}
	if err := setSetting(ctx, tx, adoptedKey, ""); err != nil {
		return err
	}
	return setSetting(ctx, tx, timeZoneKey, name)
}

// adoptedKey is the setting that holds the revision of the import that set the time
// zone, until anything else sets it.
const adoptedKey = "time_zone_of_import"

// AdoptTimeZone sets the zone that an import named within a transaction, where none is
// set yet, and reports whether it did. Undoing the import of that revision takes it back;
// 0 is none.
func AdoptTimeZone(ctx context.Context, tx *sql.Tx, name string, revision int64) (adopted bool, err error) {
	if now, err := TimeZoneName(ctx, tx); err != nil || now != "" {
		return false, err
	}
	if err := PutTimeZone(ctx, tx, name); err != nil || revision == 0 {
		return err == nil, err
	}
	err = setSetting(ctx, tx, adoptedKey, strconv.FormatInt(revision, 10))
	return err == nil, err
}

// TakeBackTimeZone unsets the zone within the transaction that undoes the import of a
// revision, if that import set it. It returns the zone that was unset, "" for none.
func TakeBackTimeZone(ctx context.Context, tx *sql.Tx, revision int64) (string, error) {
	var zone string
	err := tx.QueryRowContext(ctx, `SELECT `+zoneSetting+` FROM settings WHERE key = ? AND value = ?`, adoptedKey, strconv.FormatInt(revision, 10)).Scan(&zone)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return zone, PutTimeZone(ctx, tx, "")
}
