package imports

import (
	"context"
	"database/sql"

	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/checksum"
)

// Import is an import that changed something.
type Import struct {
	ID                 int64         // the revision that it made
	At                 value.Instant // Never where it is not known
	By                 string        // "" where it is not known
	Path, Format, Kind string
	New, Changed       int // rows
	Duplicate          int
	Rejected           int
	Undoable           bool
	Undone             bool
	UndoneAt           value.Instant // Never unless it was undone
	UndoneBy           string

	// TimeZone is the zone that [Undo] unset, as the import had set it; "" for none
	// and in a list.
	TimeZone string
}

// List lists the imports, the newest first.
func List(ctx context.Context, s *store.Store) ([]Import, error) {
	var list []Import
	err := s.Read(ctx, "list imports", func(ctx context.Context, tx *sql.Tx) error {
		for _, k := range []checksum.Kind{checksum.Imports, checksum.ImportNotes} {
			if err := checksum.CheckKind(ctx, tx, k); err != nil {
				return err
			}
		}
		return store.EachRow(ctx, tx, scanImports(&list), query)
	})
	return list, err
}

// scanImports appends rows of the query to a list.
func scanImports(list *[]Import) func(rows *sql.Rows) error {
	return func(rows *sql.Rows) error {
		i := Import{At: value.Never, UndoneAt: value.Never}
		var at, undoneAt sql.NullInt64
		err := rows.Scan(&i.ID, &at, &i.By, &i.Path, &i.Format, &i.Kind, &i.New, &i.Changed, &i.Duplicate, &i.Rejected,
			&i.Undoable, &i.Undone, &undoneAt, &i.UndoneBy)
		if at.Valid {
			i.At = value.Instant(at.Int64)
		}
		if undoneAt.Valid {
			i.UndoneAt = value.Instant(undoneAt.Int64)
		}
		*list = append(*list, i)
		return err
	}
}

const query = `SELECT done.revision, done.imported_at, coalesce(done.imported_by, ''), done.path, done.format, done.kind,
			done.new, done.changed, done.duplicate, done.rejected,
			done.revision = (SELECT max(revision) FROM imports) AND EXISTS (SELECT 1 FROM undo WHERE undo.revision = done.revision),
			undone.revision IS NOT NULL, undone.imported_at, coalesce(undone.imported_by, '')
		FROM imports AS done LEFT JOIN imports AS undone ON undone.undoes = done.revision
		WHERE done.undoes IS NULL ORDER BY done.revision DESC`
