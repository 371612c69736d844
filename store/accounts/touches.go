package accounts

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/checksum"
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
		if err := checksum.CheckOne(ctx, tx, checksum.Touches, id); err != nil {
			return err
		}
		given := sql.NullInt64{Int64: t.ID, Valid: t.ID != 0}
		result, err := tx.ExecContext(ctx, `INSERT INTO touches (id, account, at, kind, who, body) VALUES (?, ?, ?, ?, ?, ?)`,
			given, id, int64(t.At), t.Kind.String(), t.Who, t.Body)
		if err != nil {
			return err
		}
		t.ID, err = result.LastInsertId()
		return cmp.Or(err, checksum.Seal(ctx, tx, checksum.Touches, id))
	})
	return t, err
}

// RemoveTouch removes a touch. It is no error when the touch was removed already.
func RemoveTouch(ctx context.Context, s *store.Store, id int64) error {
	return s.Write(ctx, "remove touch", func(ctx context.Context, tx *sql.Tx) error {
		var account int64
		err := tx.QueryRowContext(ctx, `SELECT account FROM touches WHERE id = ?`, id).Scan(&account)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err = cmp.Or(err, checksum.CheckOne(ctx, tx, checksum.Touches, account)); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `DELETE FROM touches WHERE id = ?`, id)
		return cmp.Or(err, checksum.Seal(ctx, tx, checksum.Touches, account))
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
		return eachTouch(ctx, tx, []int64{id}, func(_ int64, t Touch) {
			t.Account = account
			touches = append(touches, t)
		})
	})
	return touches, err
}

// eachTouch visits the touches of the accounts, by account and then the oldest first,
// without their Account. The error is a [checksum.Damage] when one of them is another
// one than was stored, or is not found.
func eachTouch(ctx context.Context, q store.Querier, accounts []int64, visit func(account int64, t Touch)) error {
	sums, err := checksum.Load(ctx, q, checksum.Touches, accounts...)
	if err != nil {
		return err
	}
	ids, total := make([]any, len(accounts)), make(map[int64]uint32, len(accounts))
	for i, id := range accounts {
		ids[i], total[id] = id, 0
	}
	type found struct {
		account int64
		touch   Touch
	}
	var touches []found
	var h checksum.Hasher
	err = store.EachRow(ctx, q, func(rows *sql.Rows) error {
		var f found
		sum, err := f.touch.scan(rows, &f.account, &h)
		total[f.account] += sum
		touches = append(touches, f)
		return err
	}, touchRows+` WHERE account IN (`+store.Placeholders(len(ids))+`) ORDER BY account, at, id`, ids...)
	if err != nil {
		return err
	}
	for account, sum := range total {
		if err := sums.Check(account, sum); err != nil {
			return err
		}
	}
	for _, f := range touches {
		visit(f.account, f.touch)
	}
	return nil
}

// touchRows are the rows that scan reads.
const touchRows = `SELECT account, id, at, kind, who, body FROM touches`

// scan reads a touch from a row, but for its Account. It returns the checksum of the
// row.
func (t *Touch) scan(rows *sql.Rows, account *int64, h *checksum.Hasher) (sum uint32, err error) {
	var kind string
	if err := rows.Scan(account, &t.ID, (*int64)(&t.At), &kind, &t.Who, &t.Body); err != nil {
		return 0, err
	}
	sum = h.Values(checksum.Touches, *account, t.ID, int64(t.At), kind, t.Who, t.Body)
	t.Kind, err = ParseTouchKind(kind)
	return sum, err
}

// Owners lists everybody who was ever given an account, sorted by name.
func Owners(ctx context.Context, s *store.Store) ([]string, error) {
	var owners []string
	err := s.Read(ctx, "list owners", func(ctx context.Context, tx *sql.Tx) error {
		if err := checksum.CheckKind(ctx, tx, checksum.Touches); err != nil {
			return err
		}
		return store.EachRow(ctx, tx, func(rows *sql.Rows) error {
			var name string
			err := rows.Scan(&name)
			owners = append(owners, name)
			return err
		}, `SELECT DISTINCT body FROM touches NOT INDEXED WHERE kind = 'owner' AND body <> '' ORDER BY body`)
	})
	return owners, err
}
