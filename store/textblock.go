package store

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strconv"
	"strings"
)

// TextColumns are columns of a table with ids that hold short texts or integers, and
// no NULL. [TextColumns.EachRow] reads them faster than rows are read elsewhere, as
// handing over a row takes longer than reading it.
type TextColumns struct {
	Table   string
	Columns []string
}

// textSeparator stands between the values that SQLite joins.
const textSeparator = '\x01'

// EachRow visits the rows with ids in (from, to], in the order of their ids, with the
// values of the columns. These are valid during the visit. It is for some thousand
// rows at a time, which are in memory at once. The caller compares them with their
// checksums.
func (t TextColumns) EachRow(ctx context.Context, q Querier, from, to int, visit func(values [][]byte)) error {
	block, ok, err := t.readBlock(ctx, q, t.inRange(), from, to)
	if err != nil {
		return err
	}
	if ok {
		block.sort()
		block.visit(visit)
		return nil
	}
	values := make([][]byte, len(t.Columns))
	return EachRow(ctx, q, func(rows *sql.Rows) error {
		raw, into := make([]sql.RawBytes, len(values)), make([]any, len(values))
		for i := range raw {
			into[i] = &raw[i]
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
		for i := range raw {
			values[i] = raw[i]
		}
		visit(values)
		return nil
	}, `SELECT `+strings.Join(t.Columns, ", ")+t.inRange()+` ORDER BY id`, from, to)
}

func (t TextColumns) inRange() string { return ` FROM ` + t.Table + ` WHERE id > ? AND id <= ?` }

// readBlock reads the rows of what follows SELECT. It is false where they cannot be
// read at once, see [textBlock.parse].
func (t TextColumns) readBlock(ctx context.Context, q Querier, from string, args ...any) (block textBlock, ok bool, err error) {
	count := 0
	err = EachRow(ctx, q, func(rows *sql.Rows) error {
		var joined sql.RawBytes
		if err := rows.Scan(&count, &joined); err != nil {
			return err
		}
		block = textBlock{joined: bytes.Clone(joined), fields: 1 + len(t.Columns)}
		return nil
	}, t.joined()+from, args...)
	return block, err == nil && block.parse(count), err
}

// joined is the start of a query for the number of rows, and for their values as one
// text: the id and the values of each. SQLite joins them in any order, and so the ids
// say which are whose.
func (t TextColumns) joined() string {
	const separator = `'` + string(textSeparator) + `'`
	fields := append([]string{"id"}, t.Columns...)
	return `SELECT count(*), group_concat(` + strings.Join(fields, " || "+separator+" || ") + `, ` + separator + `)`
}

// textBlock is rows as one text.
type textBlock struct {
	joined []byte
	fields int // of a row, including its id
	rows   []textRow
}

// textRow is where the values of a row start.
type textRow struct{ id, at int }

// parse finds the rows, of which there are so many. It reports false where values have
// a separator, or a zero byte, as SQLite says nothing about joining texts with one.
func (b *textBlock) parse(count int) bool {
	if count == 0 {
		return true
	}
	if bytes.Count(b.joined, []byte{textSeparator}) != count*b.fields-1 || bytes.IndexByte(b.joined, 0) >= 0 {
		return false
	}
	b.rows = make([]textRow, count)
	at := 0
	for i := range b.rows {
		digits := b.end(at)
		id, err := strconv.Atoi(string(b.joined[at:digits]))
		if err != nil {
			return false
		}
		at = digits + 1
		b.rows[i] = textRow{id, at}
		for range b.fields - 1 {
			at = b.end(at) + 1
		}
	}
	return true
}

// sort brings the rows into the order of their ids, which they mostly have.
func (b *textBlock) sort() {
	if !slices.IsSortedFunc(b.rows, compareRows) {
		slices.SortFunc(b.rows, compareRows)
	}
}

func compareRows(a, b textRow) int { return cmp.Compare(a.id, b.id) }

// end is the end of the value that starts at the byte.
func (b *textBlock) end(at int) int {
	if n := bytes.IndexByte(b.joined[at:], textSeparator); n >= 0 {
		return at + n
	}
	return len(b.joined)
}

// visit visits the values of the rows.
func (b *textBlock) visit(visit func(values [][]byte)) {
	values := make([][]byte, b.fields-1)
	for _, row := range b.rows {
		for i, at := 0, row.at; i < len(values); i++ {
			end := b.end(at)
			values[i] = b.joined[at:end]
			at = end + 1
		}
		visit(values)
	}
}
