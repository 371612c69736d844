package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
)

// orderBlock is how many texts [EachInOrder] has in memory.
const orderBlock = 8192

// ErrOrder is the error of [EachInOrder] for an index that is not in order.
var ErrOrder = errors.New("the index is not in order")

// EachInOrder visits the ids and texts of an indexed column, of which no two are the
// same and none is empty, in the order of the texts. These are valid during the visit.
func EachInOrder(ctx context.Context, q Querier, table, column string, visit func(id int64, text []byte) error) error {
	columns := TextColumns{table, []string{column}}
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
		block, ok, err := columns.readBlock(ctx, q, next, after, orderBlock)
		switch {
		case err != nil:
			return err
		case ok && block.inOrderOfText():
			err = block.visitText(visitNext)
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

// inOrderOfText reports whether SQLite joined the rows in the order of their first
// value, as it does, but does not promise.
func (b *textBlock) inOrderOfText() bool {
	last := []byte(nil)
	for _, row := range b.rows {
		text := b.text(row)
		if bytes.Compare(last, text) >= 0 {
			return false
		}
		last = text
	}
	return true
}

// visitText visits the rows as they were joined, with their first value.
func (b *textBlock) visitText(visit func(id int64, text []byte) error) error {
	for _, row := range b.rows {
		if err := visit(int64(row.id), b.text(row)); err != nil {
			return err
		}
	}
	return nil
}

// text is the first value of a row.
func (b *textBlock) text(row textRow) []byte { return b.joined[row.at:b.end(row.at)] }
