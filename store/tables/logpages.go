package tables

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"trialist/scoring/eventlog"
	"trialist/store"
	"trialist/store/codec"
)

// EachPage visits the pages with the slots in [from, to), in order. A page is valid
// during the visit.
func EachPage(ctx context.Context, q store.Querier, from, to int, visit func(page int64, packed sql.RawBytes) error) error {
	if from >= to {
		return nil
	}
	first, _ := codec.PageIndex(from)
	last, _ := codec.PageIndex(to - 1)
	var page int64
	var packed sql.RawBytes
	return store.EachRow(ctx, q, func(rows *sql.Rows) error {
		if err := rows.Scan(&page, &packed); err != nil {
			return err
		}
		return visit(page, packed)
	}, `SELECT page, logs FROM log_pages WHERE page BETWEEN ? AND ? ORDER BY page`, first, last)
}

// EachLog visits the logs of the slots in [from, to), in order. A log is valid
// during the visit.
func EachLog(ctx context.Context, q store.Querier, from, to int, visit func(slot int, log eventlog.Log) error) error {
	return EachPage(ctx, q, from, to, func(page int64, packed sql.RawBytes) error {
		return VisitPage(page, codec.LogPage(packed), from, to, visit)
	})
}

// VisitPage visits those logs of a page whose slots are in [from, to).
func VisitPage(page int64, p codec.LogPage, from, to int, visit func(slot int, log eventlog.Log) error) error {
	start := int(page) * codec.PageSlots
	return p.Each(func(place int, log eventlog.Log) error {
		if slot := start + place; from <= slot && slot < to {
			return visit(slot, log)
		}
		return nil
	})
}

// LoadLog is the log of an account, empty when it has no events.
func LoadLog(ctx context.Context, q store.Querier, account int64) (eventlog.Log, error) {
	page, place := codec.PageIndex(int(account - 1))
	var packed []byte
	err := q.QueryRowContext(ctx, `SELECT logs FROM log_pages WHERE page = ?`, page).Scan(&packed)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var logs [codec.PageSlots]eventlog.Log
	err = codec.LogPage(packed).Decode(&logs)
	return logs[place], err
}

// MaxLoggedAccount is an id that no account with a log is above: that of the last
// place of the last page. It is 0 when there are no logs.
func MaxLoggedAccount(ctx context.Context, q store.Querier) (uint32, error) {
	var page sql.NullInt64
	err := q.QueryRowContext(ctx, `SELECT max(page) FROM log_pages`).Scan(&page)
	if err != nil || !page.Valid {
		return 0, err
	}
	return uint32(page.Int64+1) * codec.PageSlots, nil
}

// LogDamageError is the error for a log or a page that cannot be read.
func LogDamageError(err error) error {
	if errors.Is(err, eventlog.ErrDamaged) {
		return store.DamageError(err, "the events of an account cannot be read; run trialist doctor, or go back to a backup")
	}
	return fmt.Errorf("events: %w", err)
}
