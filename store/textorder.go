package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"strconv"
)

// orderBlock is how many texts [EachInOrder] has in memory.
const orderBlock = 8192

// ErrOrder is the error of [EachInOrder] for an index that is not in order.
var ErrOrder = errors.New("the index is not in order")

// EachInOrder visits the ids and texts of an indexed column, of which no two are the
// same and none is empty, in the order of the texts. These are valid during the visit.
func EachInOrder(ctx context.Context, q Querier, table, column string, visit func(id int64, text []byte) error) error {
	next := ` FROM (SELECT id, ` + column + ` FROM ` + table + ` WHERE ` + column + ` > ? ORDER BY ` + column + ` LIMIT ?)`
	for last := []byte(nil); ; {
		visited := 0
		visitNext := func(id int64, text []byte) error {
			if bytes.Compare(last, text) >= 0 {
				return ErrOrder
			}
			last = append(last[:0], text...)
			visited++
			return visit(id, text)
		}
		after := string(last)
		block, err := readTextsWithIDs(ctx, q, column, next, after, orderBlock)
		switch {
		case err != nil:
			return err
		case block.inOrder():
			err = block.each(visitNext)
		default: // such as texts that cannot be joined
			err = eachTextRow(ctx, q, visitNext, `SELECT *`+next+` ORDER BY `+column, after, orderBlock)
		}
		if err != nil || visited < orderBlock {
			return err
		}
	}
}

// eachTextRow visits the rows of a query for ids and texts.
func eachTextRow(ctx context.Context, q Querier, visit func(id int64, text []byte) error, query string, args ...any) error {
	var id int64
	var text sql.RawBytes
	return EachRow(ctx, q, func(rows *sql.Rows) error {
		if err := rows.Scan(&id, &text); err != nil {
			return err
		}
		return visit(id, text)
	}, query, args...)
}

// textsWithIDs is ids and texts as one text, joined in the order that SQLite read
// them in, which it does not promise.
type textsWithIDs struct {
	joined []byte
	rows   int
	valid  bool // the ids and texts can be told apart
}

// readTextsWithIDs reads the ids, and the texts of the column, of what follows SELECT.
func readTextsWithIDs(ctx context.Context, q Querier, column, from string, args ...any) (block textsWithIDs, err error) {
	var joined sql.RawBytes
	err = EachRow(ctx, q, func(rows *sql.Rows) error {
		if err := rows.Scan(&block.rows, &joined); err != nil {
			return err
		}
		block.joined, block.valid = bytes.Clone(joined), canBeSplit(joined, 2*block.rows)
		return nil
	}, `SELECT count(*), `+joinTexts(`id || '`+string(textSeparator)+`' || `+column)+from, args...)
	return block, err
}

// each visits the ids and the texts as they were joined.
func (b *textsWithIDs) each(visit func(id int64, text []byte) error) error {
	rest := b.joined
	for range b.rows {
		var digits, text []byte
		digits, rest, _ = bytes.Cut(rest, []byte{textSeparator})
		text, rest, _ = bytes.Cut(rest, []byte{textSeparator})
		id, err := strconv.ParseInt(string(digits), 10, 64)
		if err != nil {
			return err
		}
		if err := visit(id, text); err != nil {
			return err
		}
	}
	return nil
}

// inOrder reports whether the texts can be told apart and each is after the one before.
func (b *textsWithIDs) inOrder() bool {
	last := []byte(nil)
	return b.valid && b.each(func(_ int64, text []byte) error {
		if bytes.Compare(last, text) >= 0 {
			return ErrOrder
		}
		last = text
		return nil
	}) == nil
}
