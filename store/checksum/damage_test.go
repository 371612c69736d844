package checksum_test

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"

	"trialist/store"
	"trialist/store/checksum"
	"trialist/store/storetest"
)

// unchecked are the tables whose rows have no checksums.
var unchecked = map[string]string{
	"matches": "a cache, whose values have their own", "columns": "a cache, whose values have their own",
	"checksums":  "whose pages have their own",
	"generation": "of which every value is right that two files agree on",
}

// column is a column of a table, and key its place in the primary key, 0 for none.
type column struct {
	table, name, kind string
	key               int
}

// newTables opens an empty workspace without the store, and puts some rows into every
// table.
func newTables(t *testing.T) (*sql.DB, map[string][]column) {
	t.Helper()
	path := storetest.NewPath(t)
	s, err := store.Open(t.Context(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	db.SetMaxOpenConns(1)
	tables := make(map[string][]column)
	err = store.EachRow(t.Context(), db, func(rows *sql.Rows) error {
		var c column
		err := rows.Scan(&c.table, &c.name, &c.kind, &c.key)
		if unchecked[c.table] == "" {
			tables[c.table] = append(tables[c.table], c)
		}
		return err
	}, `SELECT t.name, c.name, c.type, c.pk FROM sqlite_schema AS t JOIN pragma_table_info(t.name) AS c
		WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' ORDER BY t.name, c.cid`)
	if err != nil {
		t.Fatal(err)
	}
	for table, columns := range tables {
		for n := 1; n <= 3; n++ {
			if _, err := db.ExecContext(t.Context(), insert(table, columns, n)); err != nil && !(n > 1 && strings.Contains(err.Error(), "id = 1")) {
				t.Fatalf("%s: %v", table, err)
			}
		}
	}
	inTransaction(t, db, func(tx *sql.Tx) error { return checksum.SealKinds(t.Context(), tx, checksum.All()...) }, true)
	return db, tables
}

// insert is the statement that inserts the n-th row of a table.
func insert(table string, columns []column, n int) string {
	values := make([]string, len(columns))
	for i, c := range columns {
		switch {
		case c.name == "known":
			values[i] = fmt.Sprint(n % 2)
		case c.kind == "INTEGER":
			values[i] = fmt.Sprint(n + i*(1-min(c.key, 1)))
		case c.kind == "TEXT":
			values[i] = fmt.Sprintf("'%s %d'", c.name, n)
		default:
			values[i] = fmt.Sprintf("x'%s'", strings.Repeat(fmt.Sprintf("%02x", n+1), 32))
		}
	}
	return "INSERT INTO " + table + " VALUES (" + strings.Join(values, ", ") + ")"
}

// inTransaction runs f in a transaction that is committed or rolled back.
func inTransaction(t *testing.T, db *sql.DB, f func(tx *sql.Tx) error, commit bool) {
	t.Helper()
	tx, err := db.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback() }()
	if err := f(tx); err != nil {
		t.Fatal(err)
	}
	if commit {
		if err := tx.Commit(); err != nil {
			t.Fatal(err)
		}
	}
}

// damaged are the kinds of which some row does not fit.
func damaged(ctx context.Context, t *testing.T, tx *sql.Tx) (kinds []checksum.Kind) {
	t.Helper()
	for _, k := range checksum.All() {
		found, err := checksum.Verify(ctx, tx, k)
		if err != nil {
			t.Fatalf("%v: %v", k, err)
		}
		if len(found.Damaged) > 0 {
			kinds = append(kinds, k)
		}
	}
	return kinds
}

// TestDamageOfEveryTableIsFound changes a bit in each column of each table, and moves,
// swaps, removes and adds rows. Every one must be found, and again be in order once
// the sums are made anew.
func TestDamageOfEveryTableIsFound(t *testing.T) {
	t.Parallel()
	db, tables := newTables(t)
	if len(tables) < 14 {
		t.Fatalf("only %d tables", len(tables))
	}
	inTransaction(t, db, func(tx *sql.Tx) error {
		if kinds := damaged(t.Context(), t, tx); len(kinds) > 0 {
			t.Errorf("%v is damaged at first", kinds)
		}
		return nil
	}, false)
	for table, columns := range tables {
		var rows int
		if err := db.QueryRowContext(t.Context(), `SELECT count(*) FROM `+table).Scan(&rows); err != nil {
			t.Fatal(err)
		}
		for what, statements := range damages(table, columns, rows == 1) {
			inTransaction(t, db, func(tx *sql.Tx) error {
				for _, statement := range statements {
					if result, err := tx.ExecContext(t.Context(), statement); err != nil {
						return fmt.Errorf("%s: %w", statement, err)
					} else if n, err := result.RowsAffected(); err != nil || n == 0 {
						t.Errorf("%s changes nothing (%v)", statement, err)
					}
				}
				if len(damaged(t.Context(), t, tx)) == 0 {
					t.Errorf("%s of %s is not found", what, table)
				}
				if err := checksum.SealKinds(t.Context(), tx, checksum.All()...); err != nil {
					return err
				}
				if kinds := damaged(t.Context(), t, tx); len(kinds) > 0 {
					t.Errorf("%s of %s: %v is damaged after it was sealed", what, table, kinds)
				}
				return nil
			}, false)
		}
	}
}

// damages are the statements for each way to damage a table, which may have one row
// at most.
func damages(table string, columns []column, one bool) map[string][]string {
	key := columns[slices.IndexFunc(columns, func(c column) bool { return c.key == 1 })]
	other := func(c column) string { // another value
		switch {
		case c.name == "known":
			return "1 - known"
		case c.kind == "INTEGER":
			return c.name + " ^ 64" // has a bit more
		case c.kind == "TEXT":
			return "char(unicode(" + c.name + ") + 1) || substr(" + c.name + ", 2)"
		}
		return "CAST(x'01' || substr(" + c.name + ", 2) AS BLOB)"
	}
	first := " WHERE " + key.name + " = (SELECT min(" + key.name + ") FROM " + table + ")"
	all := map[string][]string{"a missing row": {"DELETE FROM " + table + first}}
	for _, c := range columns {
		value := strings.ReplaceAll(other(c), "^", "+") // SQLite has no exclusive or
		if c.key > 0 && one {
			continue // the only row has the only key
		}
		all["another "+c.name] = []string{"UPDATE " + table + " SET " + c.name + " = " + value + first}
	}
	if !one {
		all["an extra row"] = []string{insert(table, columns, 4)}
	}
	if key.kind == "INTEGER" && !one {
		set := "UPDATE " + table + " SET " + key.name + " = "
		where := " WHERE " + key.name + " = "
		all["a swap"] = []string{set + "99" + where + "1", set + "1" + where + "2", set + "2" + where + "99"}
	}
	return all
}

// TestDamagedPageIsFound damages the pages of the checksums themselves.
func TestDamagedPageIsFound(t *testing.T) {
	t.Parallel()
	db, _ := newTables(t)
	const k = checksum.Contacts
	for n := 4; n <= 300; n++ { // several pages
		if _, err := db.ExecContext(t.Context(), `INSERT INTO contacts VALUES (?, ?, x'')`, n, fmt.Sprint("more ", n)); err != nil {
			t.Fatal(err)
		}
	}
	inTransaction(t, db, func(tx *sql.Tx) error { return checksum.SealKinds(t.Context(), tx, k) }, true)
	const pages = ` id >> 40 = 3`
	for what, statement := range map[string]string{
		"nothing":           `SELECT 1`,
		"its sum":           `UPDATE checksums SET sums = CAST(x'00' || substr(sums, 2) AS BLOB) WHERE` + pages,
		"the sum of a row":  `UPDATE checksums SET sums = CAST(substr(sums, 1, 4) || x'00' || substr(sums, 6) AS BLOB) WHERE` + pages,
		"one sum less":      `UPDATE checksums SET sums = CAST(substr(sums, 1, length(sums) - 4) AS BLOB) WHERE` + pages,
		"one sum more":      `UPDATE checksums SET sums = CAST(sums || x'01020304' AS BLOB) WHERE` + pages,
		"an odd length":     `UPDATE checksums SET sums = CAST(substr(sums, 1, length(sums) - 1) AS BLOB) WHERE` + pages,
		"no sums":           `UPDATE checksums SET sums = x'' WHERE` + pages,
		"the page is gone":  `DELETE FROM checksums WHERE` + pages + ` AND id & 255 = 1`,
		"of another number": `UPDATE checksums SET id = id + 7 WHERE` + pages + ` AND id & 255 = 2`,
		"of another kind":   `UPDATE checksums SET id = id + (1 << 40) + 9 WHERE` + pages + ` AND id & 255 = 2`,
		"swapped": `UPDATE checksums SET sums = (SELECT sums FROM checksums AS o WHERE o.id = checksums.id + iif(checksums.id & 255, -1, 1))
			WHERE` + pages + ` AND id & 255 < 2`,
	} {
		inTransaction(t, db, func(tx *sql.Tx) error {
			if _, err := tx.ExecContext(t.Context(), statement); err != nil {
				return err
			}
			sums, loadErr := checksum.LoadAll(t.Context(), tx, k)
			found, verifyErr := checksum.Verify(t.Context(), tx, k)
			if verifyErr != nil {
				return verifyErr
			}
			rowErr := error(nil)
			var h checksum.Hasher
			for n := int64(4); n <= 300 && loadErr == nil && rowErr == nil; n++ {
				rowErr = sums.Check(n, checksum.Contact(&h, n, fmt.Sprint("more ", n)))
			}
			sound := loadErr == nil && rowErr == nil
			if want := what == "nothing"; sound != want || (len(found.Damaged) == 0) != want {
				t.Errorf("%s: reading all says %v, the rows %v, Verify %v", what, loadErr, rowErr, found.Damaged)
			}
			return nil
		}, false)
	}
}
