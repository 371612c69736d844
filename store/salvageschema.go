package store

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"slices"
)

// schemaRow is a row of the list of tables and indexes.
type schemaRow struct {
	rowid                 int64
	kind, name, of, words string // words are the statement, "" where there is none
}

// alike is how many of the texts of two rows are the same.
func (r schemaRow) alike(other schemaRow) (n int) {
	for _, same := range []bool{r.kind == other.kind, r.name == other.name, r.of == other.of, r.words == other.words} {
		if same {
			n++
		}
	}
	return n
}

// allAlike is what alike gives for rows of the same table.
const allAlike = 4

// mendSchema puts the list of tables of the copy right, by that of a new workspace.
func (v *salvage) mendSchema(ctx context.Context) (failed error) {
	pattern, err := Open(ctx, filepath.Join(v.folder, "pattern.db"), Options{})
	if err != nil {
		return err
	}
	defer func() { failed = errors.Join(failed, pattern.Close()) }()
	want, err := readSchema(ctx, pattern.reader)
	if err != nil {
		return err
	}
	query := writerQuery()
	query["_pragma"] = []string{"writable_schema(1)"}
	db, err := connect(v.path, query, nil)
	if err != nil {
		return err
	}
	defer func() { failed = errors.Join(failed, db.Close()) }()
	db.SetMaxOpenConns(1)
	have, err := readSchema(ctx, db)
	if err != nil {
		return err
	}
	want, have = withoutPairs(want, have)
	if other, err := v.isOfOtherSchema(ctx, db, pattern, len(want) == 0); other || err != nil {
		return err
	}
	for _, row := range want {
		i, most := -1, 1
		for j, other := range have {
			if n := row.alike(other); n > most {
				i, most = j, n
			}
		}
		if i < 0 {
			v.note("the %s %s is not in the list of tables", row.kind, row.name)
			continue
		}
		v.note("the entry of the %s %s in the list of tables was damaged", row.kind, row.name)
		_, err := db.ExecContext(ctx, `UPDATE sqlite_schema SET type = ?, name = ?, tbl_name = ?, sql = nullif(?, '') WHERE rowid = ?`,
			row.kind, row.name, row.of, row.words, have[i].rowid)
		if err != nil {
			return err
		}
		have = slices.Delete(have, i, i+1)
	}
	return nil
}

// isOfOtherSchema reports whether the copy is of another schema than a new workspace, so
// that its list of tables is rightly another one.
func (v *salvage) isOfOtherSchema(ctx context.Context, db *sql.DB, pattern *Store, same bool) (bool, error) {
	says, err := ReadFileIdentity(ctx, db)
	if err != nil {
		return false, err
	}
	latest, err := ReadFileIdentity(ctx, pattern.reader)
	if err != nil || says.Version == latest.Version {
		return false, err
	}
	if same {
		v.note("the file says that it is of schema %d, and is of %d", says.Version, latest.Version)
	}
	return true, nil
}

// readSchema reads the list of tables.
func readSchema(ctx context.Context, q Querier) (list []schemaRow, err error) {
	err = EachRow(ctx, q, func(rows *sql.Rows) error {
		var r schemaRow
		err := rows.Scan(&r.rowid, &r.kind, &r.name, &r.of, &r.words)
		list = append(list, r)
		return err
	}, `SELECT rowid, coalesce(CAST(type AS TEXT), ''), coalesce(CAST(name AS TEXT), ''), coalesce(CAST(tbl_name AS TEXT), ''),
		coalesce(CAST(sql AS TEXT), '') FROM sqlite_schema`)
	return list, err
}

// withoutPairs are the rows of two lists that are in one of them only.
func withoutPairs(a, b []schemaRow) (onlyA, onlyB []schemaRow) {
	only := func(these, those []schemaRow) (left []schemaRow) {
		for _, r := range these {
			if !slices.ContainsFunc(those, func(o schemaRow) bool { return r.alike(o) == allAlike }) {
				left = append(left, r)
			}
		}
		return left
	}
	return only(a, b), only(b, a)
}
