package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"trialist/scoring"
)

// Draft is a rulebook that somebody is editing, kept aside so that a crash does
// not lose it. It is in force for nobody and shown to nobody else.
type Draft struct {
	Who     string
	BasedOn int64 // version of the rulebook that it was made from
	Book    scoring.Rulebook
	At      scoring.Instant // of the last edit
}

// KeepDraft keeps the draft in the place of the one that the same person had. It
// is a write of its own: call it when the hands rest, not for every key.
func (s *Store) KeepDraft(ctx context.Context, d Draft) error {
	body, err := encodeRulebook(d.Book)
	if err != nil {
		return fmt.Errorf("keep draft: %w", err)
	}
	return s.write(ctx, "keep draft", func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO drafts (who, based_on, body, at) VALUES (?, ?, ?, ?)
			ON CONFLICT (who) DO UPDATE SET based_on = excluded.based_on, body = excluded.body, at = excluded.at`,
			d.Who, d.BasedOn, body, int64(d.At))
		return err
	})
}

// KeptDraft is the draft of that person; false when none was kept. The error is
// ErrDamaged when it cannot be read: drop it then.
func (s *Store) KeptDraft(ctx context.Context, who string) (Draft, bool, error) {
	d := Draft{Who: who}
	var body string
	err := s.reader.QueryRowContext(ctx, `SELECT based_on, body, at FROM drafts WHERE who = ?`, who).
		Scan(&d.BasedOn, &body, (*int64)(&d.At))
	if errors.Is(err, sql.ErrNoRows) {
		return Draft{}, false, nil
	}
	if err != nil {
		return Draft{}, false, s.explain("read draft", err)
	}
	if d.Book, err = decodeRulebook(body); err != nil {
		return Draft{}, false, failed(ErrDamaged, "the draft that was kept aside cannot be read; the saved signals are not touched")
	}
	return d, true, nil
}

// DropDraft forgets the draft of that person, as after saving or discarding it.
func (s *Store) DropDraft(ctx context.Context, who string) error {
	return s.write(ctx, "drop draft", func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM drafts WHERE who = ?`, who)
		return err
	})
}
