package tables

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	"trialist/store"
	"trialist/store/checksum"
)

// TouchRow is the row of a touch as it is stored. Times are in milliseconds; 0 stands
// for those that are null, as for other numbers.
type TouchRow struct {
	Account, ID, At int64
	Kind, Who, Body string
	Until           int64 // a day
	Band            sql.NullInt64
	Batch, Subject  int64
	UndoneAt        int64
	UndoneAfter     int64 // the highest id ever when it was undone
}

// The kinds of touch that change others, which is those that have a subject.
const (
	EditedTouch  = "edited"
	DeletedTouch = "deleted"
)

// TouchColumns are the columns of touches in the order of their checksum.
const TouchColumns = `account, id, at, kind, who, body, until, band, batch, subject, undone_at, undone_after`

// TouchColumnCount is how many [TouchColumns] there are.
const TouchColumnCount = 12

// Values are the columns of the row, in the order of [TouchColumns].
func (t *TouchRow) Values() []any {
	null := func(n int64) any {
		if n == 0 {
			return nil
		}
		return n
	}
	band := any(nil)
	if t.Band.Valid {
		band = t.Band.Int64
	}
	return []any{t.Account, t.ID, t.At, t.Kind, t.Who, t.Body, null(t.Until), band, null(t.Batch), null(t.Subject), null(t.UndoneAt), null(t.UndoneAfter)}
}

// Sum is the checksum of the row. Those of an account are added up.
func (t *TouchRow) Sum(h *checksum.Hasher) uint32 {
	return h.Values(checksum.Touches, t.Account, t.Values()[1:]...)
}

// ScanTouch reads a row of [TouchColumns].
func ScanTouch(rows *sql.Rows) (TouchRow, error) {
	var t TouchRow
	var until, batch, subject, undone, after sql.NullInt64
	err := rows.Scan(&t.Account, &t.ID, &t.At, &t.Kind, &t.Who, &t.Body, &until, &t.Band, &batch, &subject, &undone, &after)
	t.Until, t.Batch, t.Subject = until.Int64, batch.Int64, subject.Int64
	t.UndoneAt, t.UndoneAfter = undone.Int64, after.Int64
	return t, err
}

// EachAccountTouches visits the touches of each of the accounts with the ids that has
// any, as they are stored, by time and then by id. The error is a [checksum.Damage]
// when one of them is another one than was stored, or is not found.
func EachAccountTouches(ctx context.Context, q store.Querier, accounts []int64, visit func(touches []TouchRow) error) error {
	for some := range slices.Chunk(accounts, touchBatch) {
		sums, err := checksum.Load(ctx, q, checksum.Touches, some...)
		if err != nil {
			return err
		}
		args, missing := make([]any, len(some)), make(map[int64]bool, len(some))
		for i, id := range some {
			args[i], missing[id] = id, true
		}
		err = eachGroup(ctx, q, func(touches []TouchRow, sum uint32) error {
			id := touches[0].Account
			delete(missing, id)
			if err := sums.Check(id, sum); err != nil {
				return err
			}
			return visit(touches)
		}, `WHERE account IN (`+store.Placeholders(len(args))+`)`, args...)
		if err != nil {
			return err
		}
		for id := range missing {
			if err := sums.Check(id, 0); err != nil {
				return err
			}
		}
	}
	return nil
}

// touchBatch is of how many accounts the touches are read by one statement.
const touchBatch = 100

// EachTouchedAccount is [EachAccountTouches] for all accounts, in the order of their
// ids.
func EachTouchedAccount(ctx context.Context, q store.Querier, visit func(touches []TouchRow) error) error {
	sums, err := checksum.LoadAll(ctx, q, checksum.Touches)
	if err != nil {
		return err
	}
	last := int64(0)
	absent := func(until int64) error { // the accounts in between have no touches
		for id := last + 1; id < until; id++ {
			if err := sums.Check(id, 0); err != nil {
				return err
			}
		}
		last = until
		return nil
	}
	err = eachGroup(ctx, q, func(touches []TouchRow, sum uint32) error {
		id := touches[0].Account
		if err := cmp.Or(absent(id), sums.Check(id, sum)); err != nil {
			return err
		}
		return visit(touches)
	}, "NOT INDEXED")
	if err != nil {
		return err
	}
	return absent(sums.Last() + 1)
}

// eachGroup visits the rows account by account, with the sum of their checksums.
func eachGroup(ctx context.Context, q store.Querier, visit func(touches []TouchRow, sum uint32) error, clause string, args ...any) error {
	var group []TouchRow
	var sum uint32
	var h checksum.Hasher
	flush := func() error {
		if len(group) == 0 {
			return nil
		}
		err := visit(group, sum)
		group, sum = group[:0], 0
		return err
	}
	err := store.EachRow(ctx, q, func(rows *sql.Rows) error {
		t, err := ScanTouch(rows)
		if err == nil && len(group) > 0 && group[0].Account != t.Account {
			err = flush()
		}
		group, sum = append(group, t), sum+t.Sum(&h)
		return err
	}, `SELECT `+TouchColumns+` FROM touches `+clause+` ORDER BY account, at, id`, args...)
	if err != nil {
		return err
	}
	return flush()
}

// ResolveTouches applies the changes among the touches of an account: those that have
// a subject are taken out, bodies are as they were last changed, and what was deleted
// is undone. It changes the slice.
func ResolveTouches(touches []TouchRow) []TouchRow {
	changes := slices.DeleteFunc(slices.Clone(touches), func(t TouchRow) bool { return t.Subject == 0 })
	if len(changes) == 0 {
		return touches
	}
	slices.SortFunc(changes, func(a, b TouchRow) int { return cmp.Compare(a.ID, b.ID) })
	touches = slices.DeleteFunc(touches, func(t TouchRow) bool { return t.Subject != 0 })
	for _, change := range changes {
		if change.UndoneAt != 0 {
			continue
		}
		at := slices.IndexFunc(touches, func(t TouchRow) bool { return t.ID == change.Subject })
		switch {
		case at < 0:
		case change.Kind == EditedTouch:
			touches[at].Body = change.Body
		case change.Kind == DeletedTouch && touches[at].UndoneAt == 0:
			touches[at].UndoneAt = max(change.At, 1)
		}
	}
	return touches
}
