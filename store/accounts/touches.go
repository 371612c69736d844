package accounts

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"trialist/scoring/value"
	"trialist/store"
)

// TouchKind is what a sales rep did.
type TouchKind uint8

// The kinds of touch.
const (
	Called TouchKind = iota
	Mailed
	Noted
	Snoozed
	Disqualified
	Assigned // the account was given to somebody: Body is the name, "" for nobody
)

// touchKinds are the kinds as they are stored and shown.
var touchKinds = []string{
	Called: "called", Mailed: "mailed", Noted: "note", Snoozed: "snoozed", Disqualified: "disqualified", Assigned: "owner",
}

// String is the kind as users see it, such as "called" or "note".
func (k TouchKind) String() string {
	if int(k) < len(touchKinds) {
		return touchKinds[k]
	}
	return "unknown"
}

// ParseTouchKind reads what String prints.
func ParseTouchKind(s string) (TouchKind, error) {
	if i := slices.Index(touchKinds, s); i >= 0 {
		return TouchKind(i), nil
	}
	return 0, fmt.Errorf("unknown touch %q: use called, mailed, note, snoozed, disqualified or owner", s)
}

// Touch is something that a sales rep did about an account.
type Touch struct {
	ID      int64  // given by AddTouch
	Account string // external id
	At      value.Instant
	Kind    TouchKind
	Who     string // "" when not said
	Body    string // the note, or the new owner
}

// AddTouch stores a touch and returns it with its ID. With the ID of a touch that was
// removed, it brings that one back. The error is ErrNotFound when there is no such
// account.
func AddTouch(ctx context.Context, s *store.Store, t Touch) (Touch, error) {
	if int(t.Kind) >= len(touchKinds) {
		return t, fmt.Errorf("add touch: unknown kind %d", t.Kind)
	}
	err := s.Write(ctx, "add touch", func(ctx context.Context, tx *sql.Tx) error {
		id, err := accountID(ctx, s, tx, t.Account)
		if err != nil {
			return err
		}
		given := sql.NullInt64{Int64: t.ID, Valid: t.ID != 0}
		result, err := tx.ExecContext(ctx, `INSERT INTO touches (id, account, at, kind, who, body) VALUES (?, ?, ?, ?, ?, ?)`,
			given, id, int64(t.At), t.Kind.String(), t.Who, t.Body)
		if err != nil {
			return err
		}
		t.ID, err = result.LastInsertId()
		return err
	})
	return t, err
}

// RemoveTouch removes a touch. It is no error when the touch was removed already.
func RemoveTouch(ctx context.Context, s *store.Store, id int64) error {
	return s.Write(ctx, "remove touch", func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM touches WHERE id = ?`, id)
		return err
	})
}

// Touches lists the touches of an account, the oldest first. The error is
// ErrNotFound when there is no such account.
func Touches(ctx context.Context, s *store.Store, account string) ([]Touch, error) {
	var touches []Touch
	err := s.Read(ctx, "list touches", func(ctx context.Context, tx *sql.Tx) error {
		id, err := accountID(ctx, s, tx, account)
		if err != nil {
			return err
		}
		return store.EachRow(ctx, tx, func(rows *sql.Rows) error {
			t := Touch{Account: account}
			if _, err := t.scan(rows); err != nil {
				return err
			}
			touches = append(touches, t)
			return nil
		}, `SELECT account, id, at, kind, who, body FROM touches WHERE account = ? ORDER BY at, id`, id)
	})
	return touches, err
}

// scan reads a touch from a row, but for its Account. It returns the internal id of
// the account.
func (t *Touch) scan(rows *sql.Rows) (account uint32, err error) {
	var kind string
	if err := rows.Scan(&account, &t.ID, (*int64)(&t.At), &kind, &t.Who, &t.Body); err != nil {
		return 0, err
	}
	t.Kind, err = ParseTouchKind(kind)
	return account, err
}

// Owners lists everybody who was ever given an account, sorted by name.
func Owners(ctx context.Context, s *store.Store) ([]string, error) {
	var owners []string
	err := s.QueryEach(ctx, "list owners", func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		owners = append(owners, name)
		return err
	}, `SELECT DISTINCT body FROM touches WHERE kind = 'owner' AND body <> '' ORDER BY body`)
	return owners, err
}
