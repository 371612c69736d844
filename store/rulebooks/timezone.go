package rulebooks

import (
	"cmp"
	"context"
	"database/sql"
	"errors"

	"trialist/scoring/rulebook"
	"trialist/store"
	"trialist/store/checksum"
)

// AdoptTimeZone sets the zone that an import named, where none is set yet, and reports
// whether it did. The history says so, in the words of the commit. Undoing the import of
// that revision takes the zone back; 0 is none.
func AdoptTimeZone(ctx context.Context, s *store.Store, name string, revision int64, by Commit) (adopted bool, err error) {
	if _, set, err := s.TimeZone(ctx); err != nil || set {
		return false, err
	}
	err = s.Write(ctx, "save the time zone", func(ctx context.Context, tx *sql.Tx) error {
		adopted, err = store.AdoptTimeZone(ctx, tx, name, revision)
		if err != nil || !adopted {
			return err
		}
		return noteTimeZone(ctx, tx, "", name, by)
	})
	return adopted && err == nil, err
}

// TakeBackTimeZone unsets the zone within the transaction that undoes the import of a
// revision, if that import set it, and notes it in the history. It returns the zone that
// was unset, "" for none.
func TakeBackTimeZone(ctx context.Context, tx *sql.Tx, revision int64, by Commit) (string, error) {
	zone, err := store.TakeBackTimeZone(ctx, tx, revision)
	if err != nil || zone == "" {
		return "", err
	}
	return zone, noteTimeZone(ctx, tx, zone, "", by)
}

// noteTimeZone adds a version to the history that is as the one before, but for the time
// zone. The summary of the commit, such as "an import", stands behind the change.
func noteTimeZone(ctx context.Context, tx *sql.Tx, from, to string, by Commit) error {
	if err := checksum.CheckKind(ctx, tx, checksum.Rulebooks); err != nil {
		return err
	}
	var version int64
	var body string
	err := tx.QueryRowContext(ctx, `SELECT version, body FROM rulebooks ORDER BY version DESC LIMIT 1`).Scan(&version, &body)
	if errors.Is(err, sql.ErrNoRows) {
		body, err = Encode(rulebook.Default())
	}
	if err != nil {
		return err
	}
	was, now := rulebook.Default(), rulebook.Default()
	was.TimeZone, now.TimeZone = from, to
	summary := rulebook.DescribeChanges(rulebook.Diff(was, now)) + ", by " + by.Summary
	_, err = tx.ExecContext(ctx, `INSERT INTO rulebooks (version, body, saved_at, saved_by, summary) VALUES (?, ?, ?, ?, ?)`,
		version+1, body, int64(by.At), by.Who, summary)
	return cmp.Or(err, checksum.Seal(ctx, tx, checksum.Rulebooks, version+1))
}
