package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"trialist/scoring/eventlog"
)

// eachPage visits the pages that have the slots in [from, to), in order. What is
// visited is valid during the visit.
func eachPage(ctx context.Context, q querier, from, to int, visit func(page int64, packed sql.RawBytes) error) error {
	if from >= to {
		return nil
	}
	first, _ := pageIndex(from)
	last, _ := pageIndex(to - 1)
	var page int64
	var packed sql.RawBytes
	return eachRow(ctx, q, func(rows *sql.Rows) error {
		if err := rows.Scan(&page, &packed); err != nil {
			return err
		}
		return visit(page, packed)
	}, `SELECT page, logs FROM log_pages WHERE page BETWEEN ? AND ? ORDER BY page`, first, last)
}

// eachLog visits the logs of the slots in [from, to), in order. A log is valid
// during the visit.
func eachLog(ctx context.Context, q querier, from, to int, visit func(slot int, log eventlog.Log) error) error {
	return eachPage(ctx, q, from, to, func(page int64, packed sql.RawBytes) error {
		return visitPage(page, logPage(packed), from, to, visit)
	})
}

// visitPage visits the logs of a page that are of slots in [from, to).
func visitPage(page int64, p logPage, from, to int, visit func(slot int, log eventlog.Log) error) error {
	start := int(page) * pageSlots
	return p.each(func(place int, log eventlog.Log) error {
		if slot := start + place; from <= slot && slot < to {
			return visit(slot, log)
		}
		return nil
	})
}

// loadLog is the log of an account; none where nothing happened.
func loadLog(ctx context.Context, q querier, account int64) (eventlog.Log, error) {
	page, place := pageIndex(int(account - 1))
	var packed []byte
	err := q.QueryRowContext(ctx, `SELECT logs FROM log_pages WHERE page = ?`, page).Scan(&packed)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var logs [pageSlots]eventlog.Log
	err = logPage(packed).decode(&logs)
	return logs[place], err
}

// maxLoggedAccount is the highest account that may have a log; 0 when none has.
func maxLoggedAccount(ctx context.Context, q querier) (uint32, error) {
	var page sql.NullInt64
	err := q.QueryRowContext(ctx, `SELECT max(page) FROM log_pages`).Scan(&page)
	if err != nil || !page.Valid {
		return 0, err
	}
	return uint32(page.Int64+1) * pageSlots, nil
}

// logDamageError is the error for a log or a page that cannot be read.
func logDamageError(err error) error {
	if errors.Is(err, eventlog.ErrDamaged) {
		return errorf(ErrDamaged, "the events of an account cannot be read; run trialist doctor, or go back to a backup")
	}
	return fmt.Errorf("events: %w", err)
}
