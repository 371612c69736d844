package rulebooks

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/checksum"
)

// Draft is a rulebook that somebody is editing, stored so that a crash does not lose
// it. It is not in force, and nobody else sees it.
type Draft struct {
	Who     string
	Process int   // that edits it, as one person may have several dashboards open
	BasedOn int64 // version of the rulebook that it was made from
	Book    rulebook.Rulebook
	At      value.Instant // of the last edit

	// ChangesTimeZone says that the draft has a time zone of its own. Else the one in
	// force when the draft is claimed is that of Book.
	ChangesTimeZone bool
}

// draftDocument is a draft as it is stored.
type draftDocument struct {
	rulebookDocument
	TimeZone *string `json:"time_zone,omitempty"` // nil where the draft does not change it
}

func encodeDraft(d Draft) (string, error) {
	document := draftDocument{rulebookDocument: documentOf(d.Book)}
	if d.ChangesTimeZone {
		document.TimeZone = &d.Book.TimeZone
	}
	body, err := json.Marshal(document)
	return string(body), err
}

// decodeInto reads the book of the draft from a document.
func (d *Draft) decodeInto(ctx context.Context, s *store.Store, body string) error {
	var document draftDocument
	err := decodeStrictly(body, &document)
	if err != nil {
		return err
	}
	if d.Book, err = document.book(); err != nil {
		return err
	}
	err = s.Read(ctx, "read the time zone", func(ctx context.Context, tx *sql.Tx) (err error) {
		d.Book.TimeZone, err = store.TimeZoneName(ctx, tx)
		return err
	})
	if document.TimeZone != nil {
		d.ChangesTimeZone, d.Book.TimeZone = true, *document.TimeZone
	}
	return err
}

// SaveDraft stores the draft and replaces the one of the same person and process. It
// is a transaction of its own: call it after a pause in typing, not for every key.
// When the workspace was replaced by another file, the draft is kept in a file beside
// it, for ClaimDraft.
func SaveDraft(ctx context.Context, s *store.Store, d Draft) error {
	body, err := encodeDraft(d)
	if err != nil {
		return fmt.Errorf("keep draft: %w", err)
	}
	err = s.Write(ctx, "keep draft", func(ctx context.Context, tx *sql.Tx) error {
		if _, err := dropDamaged(ctx, tx); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO drafts (who, process, based_on, body, at) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (who, process) DO UPDATE SET based_on = excluded.based_on, body = excluded.body, at = excluded.at`,
			d.Who, d.Process, d.BasedOn, body, int64(d.At))
		return cmp.Or(err, checksum.Seal(ctx, tx, checksum.Drafts, 1))
	})
	if errors.Is(err, store.ErrReplaced) {
		return s.Describe("keep draft", draftFile{d.Who, d.Process, d.BasedOn, body, d.At}.write(s))
	}
	return err
}

// dropDamaged deletes all drafts when they do not fit their checksum: which of them is
// another one than was kept is not known.
func dropDamaged(ctx context.Context, tx *sql.Tx) (dropped bool, err error) {
	err = checksum.CheckKind(ctx, tx, checksum.Drafts)
	if damage := (*checksum.Damage)(nil); !errors.As(err, &damage) {
		return false, err
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM drafts`); err != nil {
		return false, err
	}
	return true, checksum.Seal(ctx, tx, checksum.Drafts, 1)
}

// ClaimDraft gives the process a draft of that person that no process edits any more,
// as after a crash: the newest one whose process is gone. It is false when there is
// none. The error is ErrDamaged when the draft cannot be read; it should be deleted
// then.
func ClaimDraft(ctx context.Context, s *store.Store, who string, process int, gone func(process int) bool) (Draft, bool, error) {
	if err := takeUpDraftFiles(ctx, s, who, gone); err != nil {
		return Draft{}, false, err
	}
	left, err := orphanedDraft(ctx, s, who, process, gone)
	if err != nil || left < 0 {
		return Draft{}, false, err
	}
	d := Draft{Who: who, Process: process}
	var body string
	claimed, dropped := false, false
	err = s.Write(ctx, "claim draft", func(ctx context.Context, tx *sql.Tx) error {
		if dropped, err = dropDamaged(ctx, tx); err != nil || dropped {
			return err
		}
		err := tx.QueryRowContext(ctx, `UPDATE drafts SET process = ? WHERE who = ? AND process = ?
			RETURNING based_on, body, at`, process, who, left).Scan(&d.BasedOn, &body, (*int64)(&d.At))
		if errors.Is(err, sql.ErrNoRows) {
			return nil // another process claimed it first
		}
		claimed = err == nil
		return cmp.Or(err, checksum.Seal(ctx, tx, checksum.Drafts, 1))
	})
	if err == nil && dropped {
		return Draft{}, false, store.Errorf(store.ErrDamaged, "the draft that was kept aside is damaged and was dropped; the saved signals are not touched")
	}
	if err != nil || !claimed {
		return Draft{}, false, err
	}
	if err = d.decodeInto(ctx, s, body); err != nil {
		return Draft{}, false, store.DamageError(err, "the draft that was kept aside cannot be read; the saved signals are not touched")
	}
	return d, true, nil
}

// orphanedDraft is the process whose draft is to be claimed, -1 for none. A draft
// under the number of this process itself comes first, as the next save would
// replace it.
func orphanedDraft(ctx context.Context, s *store.Store, who string, process int, gone func(process int) bool) (int, error) {
	left := -1
	err := s.Read(ctx, "read drafts", func(ctx context.Context, tx *sql.Tx) error {
		left = -1
		var one int
		return store.EachRow(ctx, tx, func(rows *sql.Rows) error {
			if err := rows.Scan(&one); err != nil {
				return err
			}
			if left < 0 && (one == process || gone(one)) {
				left = one
			}
			return nil
		}, `SELECT process FROM drafts WHERE who = ? ORDER BY process = ? DESC, at DESC`, who, process)
	})
	return left, err
}

// DeleteDraft deletes the draft of the process, as after saving or discarding it.
func DeleteDraft(ctx context.Context, s *store.Store, who string, process int) error {
	err := s.Write(ctx, "drop draft", func(ctx context.Context, tx *sql.Tx) error {
		if _, err := dropDamaged(ctx, tx); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `DELETE FROM drafts WHERE who = ? AND process = ?`, who, process)
		return cmp.Or(err, checksum.Seal(ctx, tx, checksum.Drafts, 1))
	})
	if errors.Is(err, store.ErrReplaced) {
		return s.Describe("drop draft", removeDraftFile(s, process))
	}
	return err
}
