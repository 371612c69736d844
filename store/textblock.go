package store

import (
	"bytes"
	"context"
	"database/sql"
	"slices"
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

// EachRow visits the rows with ids in (from, to] in the order of their ids, with the
// values of the columns, which are valid during the visit. It is for some thousand
// rows at a time, which are in memory at once. Check compares a row with its checksum,
// and its error is that of EachRow. It may be asked more than once.
//
// SQLite joins the values of each column to one text, in an order that it does not
// promise. Where every id of the range has a row and every row fits the checksum of the
// id whose place it has, that was the order of the ids. Otherwise the rows are read
// again, one by one.
func (t TextColumns) EachRow(ctx context.Context, q Querier, from, to int, check func(id int64, values [][]byte) error, visit func(values [][]byte)) error {
	block, err := t.readBlock(ctx, q, from, to)
	if err != nil {
		return err
	}
	id := int64(from)
	fits := block.rows == to-from && block.each(func(values [][]byte) bool {
		id++
		return check(id, values) == nil
	})
	if !fits {
		return t.eachSingleRow(ctx, q, from, to, check, visit)
	}
	block.each(func(values [][]byte) bool {
		visit(values)
		return true
	})
	return nil
}

// eachSingleRow is EachRow, a row at a time.
func (t TextColumns) eachSingleRow(ctx context.Context, q Querier, from, to int, check func(id int64, values [][]byte) error, visit func(values [][]byte)) error {
	var id int64
	raw, values, into := make([]sql.RawBytes, len(t.Columns)), make([][]byte, len(t.Columns)), []any{&id}
	for i := range raw {
		into = append(into, &raw[i])
	}
	return EachRow(ctx, q, func(rows *sql.Rows) error {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		for i := range raw {
			values[i] = raw[i]
		}
		if err := check(id, values); err != nil {
			return err
		}
		visit(values)
		return nil
	}, `SELECT id, `+strings.Join(t.Columns, ", ")+` FROM `+t.Table+` WHERE id > ? AND id <= ? ORDER BY id`, from, to)
}

// readBlock reads the rows with ids in (from, to]. The block has no rows where they
// cannot be told apart.
func (t TextColumns) readBlock(ctx context.Context, q Querier, from, to int) (textBlock, error) {
	block := textBlock{columns: make([][]byte, len(t.Columns))}
	joined, into := make([]sql.RawBytes, len(t.Columns)), []any{&block.rows}
	selected := "count(*)"
	for i, column := range t.Columns {
		selected += `, ` + joinTexts(column)
		into = append(into, &joined[i])
	}
	err := EachRow(ctx, q, func(rows *sql.Rows) error {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		for i := range joined {
			if !canBeSplit(joined[i], block.rows) {
				block.rows = 0
			}
			block.columns[i] = bytes.Clone(joined[i])
		}
		return nil
	}, `SELECT `+selected+` FROM `+t.Table+` WHERE id > ? AND id <= ?`, from, to)
	return block, err
}

// joinTexts is the expression that joins the values of all rows.
func joinTexts(expression string) string {
	return `group_concat(` + expression + `, '` + string(textSeparator) + `')`
}

// canBeSplit reports whether joined texts are so many: none has a separator, or a zero
// byte, as SQLite says nothing about joining texts with one.
func canBeSplit(joined []byte, count int) bool {
	return count == 0 || bytes.Count(joined, []byte{textSeparator}) == count-1 && bytes.IndexByte(joined, 0) < 0
}

// textBlock is rows as one text for each column.
type textBlock struct {
	rows    int
	columns [][]byte // the values of all rows, joined
}

// each visits the values of the rows until visit reports false, and reports whether it
// visited all.
func (b *textBlock) each(visit func(values [][]byte) bool) bool {
	rest, values := slices.Clone(b.columns), make([][]byte, len(b.columns))
	for range b.rows {
		for i, r := range rest {
			if end := bytes.IndexByte(r, textSeparator); end >= 0 {
				values[i], rest[i] = r[:end], r[end+1:]
			} else {
				values[i] = r
			}
		}
		if !visit(values) {
			return false
		}
	}
	return true
}
