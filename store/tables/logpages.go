package tables

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"trialist/scoring/eventlog"
	"trialist/store"
	"trialist/store/checksum"
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
	sums, err := checksum.LoadRange(ctx, q, checksum.LogPages, first+1, last+2)
	if err != nil {
		return err
	}
	next := first // page that was not looked for yet
	complete := func(end int64) error {
		for ; next < end; next++ {
			if err := sums.Check(next+1, 0); err != nil {
				return err
			}
		}
		return nil
	}
	var page int64
	var packed sql.RawBytes
	err = store.EachRow(ctx, q, func(rows *sql.Rows) error {
		if err := rows.Scan(&page, &packed); err != nil {
			return err
		}
		if err := complete(page); err != nil {
			return err
		}
		if err := sums.Check(page+1, checksum.LogPage(page, packed)); err != nil {
			return err
		}
		next = page + 1
		return visit(page, packed)
	}, `SELECT page, logs FROM log_pages WHERE page BETWEEN ? AND ? ORDER BY page`, first, last)
	if err != nil {
		return err
	}
	return complete(last + 1)
}

// LoadPage is a page of logs, nil when there is none. The error is a [checksum.Damage]
// when it is another one than was stored.
func LoadPage(ctx context.Context, q store.Querier, page int64) (codec.LogPage, error) {
	sums, err := checksum.Load(ctx, q, checksum.LogPages, page+1)
	if err != nil {
		return nil, err
	}
	var packed []byte
	err = q.QueryRowContext(ctx, `SELECT logs FROM log_pages WHERE page = ?`, page).Scan(&packed)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, sums.Check(page+1, 0)
	}
	if err != nil {
		return nil, err
	}
	return packed, sums.Check(page+1, checksum.LogPage(page, packed))
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
	packed, err := LoadPage(ctx, q, page)
	if err != nil || packed == nil {
		return nil, err
	}
	var logs [codec.PageSlots]eventlog.Log
	err = packed.Decode(&logs)
	return logs[place], err
}

// MaxLoggedAccount is an id that no account with a log is above: that of the last
// place of the last page. It is 0 when there are no logs.
func MaxLoggedAccount(ctx context.Context, q store.Querier) (uint32, error) {
	pages, err := lastID(ctx, q, checksum.LogPages, `SELECT coalesce(max(page) + 1, 0) FROM log_pages`)
	return uint32(pages) * codec.PageSlots, err
}

// LogDamageError is the error for a log or a page that cannot be read.
func LogDamageError(err error) error {
	if errors.Is(err, eventlog.ErrDamaged) {
		return store.DamageError(err, "the events of an account cannot be read; run trialist doctor, or go back to a backup")
	}
	return fmt.Errorf("events: %w", err)
}
