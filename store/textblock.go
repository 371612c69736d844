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
// rows at a time, which are in memory at once.
func (t TextColumns) EachRow(ctx context.Context, q Querier, from, to int, visit func(values [][]byte)) error {
	var size sql.NullInt64
	var block textBlock
	err := EachRow(ctx, q, func(rows *sql.Rows) error {
		var joined sql.RawBytes
		if err := rows.Scan(&size, &joined); err != nil {
			return err
		}
		block = textBlock{joined: bytes.Clone(joined), fields: 1 + len(t.Columns)}
		return nil
	}, t.joinedQuery(), from, to)
	if err != nil {
		return err
	}
	if block.parse(int(size.Int64)) {
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

// joinedQuery is for the number of bytes of all values, and for the values as one
// text: the id and the values of each row. SQLite joins them in any order, and so the
// ids say which are whose.
func (t TextColumns) joinedQuery() string {
	fields := append([]string{"id"}, t.Columns...)
	sizes := make([]string, len(t.Columns))
	for i, column := range t.Columns {
		sizes[i] = "octet_length(" + column + ")"
	}
	separator := `'` + string(textSeparator) + `'`
	return `SELECT sum(` + strings.Join(sizes, " + ") + `), group_concat(` +
		strings.Join(fields, " || "+separator+" || ") + `, ` + separator + `)` + t.inRange()
}

func (t TextColumns) inRange() string { return ` FROM ` + t.Table + ` WHERE id > ? AND id <= ?` }

// textBlock is rows as one text.
type textBlock struct {
	joined []byte
	fields int // of a row, including its id
	rows   []textRow
}

// textRow is where the values of a row start.
type textRow struct{ id, at int }

// parse finds the rows. It reports false unless all is as it was stored, where the
// values of all rows have so many bytes: a value may have a separator, and SQLite says
// nothing about joining texts with a zero byte.
func (b *textBlock) parse(size int) bool {
	if len(b.joined) == 0 {
		return true
	}
	separators := bytes.Count(b.joined, []byte{textSeparator})
	if (separators+1)%b.fields != 0 {
		return false
	}
	b.rows = make([]textRow, 0, (separators+1)/b.fields)
	expected := size + separators
	for at := 0; at < len(b.joined); {
		digits := bytes.IndexByte(b.joined[at:], textSeparator)
		id, err := strconv.Atoi(string(b.joined[at : at+max(digits, 0)]))
		if err != nil {
			return false
		}
		expected += digits
		at += digits + 1
		b.rows = append(b.rows, textRow{id, at})
		for range b.fields - 1 {
			at = b.end(at) + 1
		}
	}
	if !slices.IsSortedFunc(b.rows, compareRows) {
		slices.SortFunc(b.rows, compareRows)
	}
	return len(b.joined) == expected
}

func compareRows(a, b textRow) int { return cmp.Compare(a.id, b.id) }

// end is the end of the value that starts at the byte.
func (b *textBlock) end(at int) int {
	if n := bytes.IndexByte(b.joined[min(at, len(b.joined)):], textSeparator); n >= 0 {
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
