package rulebooks

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"

	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/checksum"
)

// Commit is who saves a rulebook, when and why.
type Commit struct {
	Who     string
	At      value.Instant
	Summary string // what changed, in a few words
}

// Version is one version in the history of the rulebook.
type Version struct {
	Number int64
	Commit
}

// Current is the rulebook in force and its version. Until one is saved these are the
// default rulebook and 0.
func Current(ctx context.Context, s *store.Store) (rulebook.Rulebook, int64, error) {
	var version int64
	var body, zone string
	err := s.Read(ctx, "read signals", func(ctx context.Context, tx *sql.Tx) (err error) {
		if zone, err = store.TimeZoneName(ctx, tx); err != nil {
			return err
		}
		last, err := checksum.Last(ctx, tx, checksum.Rulebooks)
		if err != nil {
			return err
		}
		err = tx.QueryRowContext(ctx, `SELECT version, body FROM rulebooks ORDER BY version DESC LIMIT 1`).Scan(&version, &body)
		if err != nil && !errors.Is(err, sql.ErrNoRows) || last == 0 && version == 0 {
			return err
		}
		return checksum.CheckOne(ctx, tx, checksum.Rulebooks, max(last, version))
	})
	if errors.Is(err, sql.ErrNoRows) {
		book := rulebook.Default()
		book.TimeZone = zone
		return book, 0, nil
	}
	if err != nil {
		return rulebook.Rulebook{}, 0, s.Describe("read signals", err)
	}
	book, err := Decode(body)
	if err != nil {
		return rulebook.Rulebook{}, version, s.Describe("read signals", err)
	}
	book.TimeZone = zone
	return book, version, nil
}

// At is the rulebook of a version, with the time zone of now. Version 0 is the default
// rulebook. The error is ErrNotFound when there is no such version.
func At(ctx context.Context, s *store.Store, version int64) (rulebook.Rulebook, error) {
	var body, zone string
	err := s.Read(ctx, "read signals", func(ctx context.Context, tx *sql.Tx) (err error) {
		if zone, err = store.TimeZoneName(ctx, tx); err != nil || version == 0 {
			return err
		}
		if err := checksum.CheckOne(ctx, tx, checksum.Rulebooks, version); err != nil {
			return err
		}
		return tx.QueryRowContext(ctx, `SELECT body FROM rulebooks WHERE version = ?`, version).Scan(&body)
	})
	if errors.Is(err, sql.ErrNoRows) {
		return rulebook.Rulebook{}, store.Errorf(store.ErrNotFound, "no version %d of the signals; signals history lists them", version)
	}
	if err != nil {
		return rulebook.Rulebook{}, s.Describe("read signals", err)
	}
	book := rulebook.Default()
	if version > 0 {
		if book, err = Decode(body); err != nil {
			return rulebook.Rulebook{}, s.Describe("read signals", err)
		}
	}
	book.TimeZone = zone
	return book, nil
}

// Base is what a rulebook was made from.
type Base struct {
	Version  int64
	TimeZone string
}

// Save is SaveFrom without the time zone, which stays as it is.
func Save(ctx context.Context, s *store.Store, book rulebook.Rulebook, basedOn int64, by Commit) (int64, error) {
	return SaveFrom(ctx, s, book, Base{basedOn, book.TimeZone}, by)
}

// SaveFrom puts the book in force and returns its version. Earlier versions stay. The
// error is ErrConflict when another version is in force by now than the one that the
// book was made from, or when the book changes the time zone and somebody else has
// changed it too. It is that of [rulebook.Rulebook.Validate] when the book is not
// valid.
func SaveFrom(ctx context.Context, s *store.Store, book rulebook.Rulebook, base Base, by Commit) (int64, error) {
	if err := book.Validate(); err != nil {
		return 0, fmt.Errorf("save signals: %w", err)
	}
	body, err := Encode(book)
	if err != nil {
		return 0, fmt.Errorf("save signals: %w", err)
	}
	version := base.Version + 1
	err = s.Write(ctx, "save signals", func(ctx context.Context, tx *sql.Tx) error {
		if err := checksum.CheckKind(ctx, tx, checksum.Rulebooks); err != nil {
			return err
		}
		var now int64
		var who sql.NullString
		err := tx.QueryRowContext(ctx, `SELECT coalesce(max(version), 0), saved_by FROM rulebooks`).Scan(&now, &who)
		if err != nil {
			return err
		}
		if now != base.Version {
			somebody := who.String
			if somebody == "" {
				somebody = "somebody else"
			}
			return store.Errorf(store.ErrConflict, "%s saved the signals in between; look at theirs and try again", somebody)
		}
		if err := saveTimeZone(ctx, tx, base.TimeZone, book.TimeZone); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO rulebooks (version, body, saved_at, saved_by, summary) VALUES (?, ?, ?, ?, ?)`,
			version, body, int64(by.At), by.Who, by.Summary)
		return cmp.Or(err, checksum.Seal(ctx, tx, checksum.Rulebooks, version), dropStates(ctx, tx, book))
	})
	if err != nil {
		return 0, err
	}
	return version, nil
}

// saveTimeZone sets the time zone, if it is to change and nobody else has changed it.
func saveTimeZone(ctx context.Context, tx *sql.Tx, from, to string) error {
	if from == to {
		return nil
	}
	now, err := store.TimeZoneName(ctx, tx)
	if err != nil {
		return err
	}
	if now != from {
		return store.Errorf(store.ErrConflict, "somebody else changed the time zone in between; look at theirs and try again")
	}
	return store.PutTimeZone(ctx, tx, to)
}

// History lists the versions, the newest first.
func History(ctx context.Context, s *store.Store) ([]Version, error) {
	var history []Version
	err := s.Read(ctx, "read history", func(ctx context.Context, tx *sql.Tx) error {
		if err := checksum.CheckKind(ctx, tx, checksum.Rulebooks); err != nil {
			return err
		}
		return store.EachRow(ctx, tx, func(rows *sql.Rows) error {
			var v Version
			err := rows.Scan(&v.Number, (*int64)(&v.At), &v.Who, &v.Summary)
			history = append(history, v)
			return err
		}, `SELECT version, saved_at, saved_by, summary FROM rulebooks ORDER BY version DESC`)
	})
	return history, err
}
