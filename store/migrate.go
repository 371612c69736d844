package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"slices"

	sqlite3 "modernc.org/sqlite/lib"

	"trialist/scoring/progress"
	"trialist/store/checksum"
)

// applicationID marks a SQLite file as a workspace: "trls".
const applicationID = 0x74726c73

//go:embed migrations/*.sql
var migrationFiles embed.FS

// migration is the step from one schema version to the next: SQL, followed by code
// where SQL is not enough.
type migration struct {
	statements string
	code       func(ctx context.Context, tx *sql.Tx) error
	seals      []checksum.Kind // of the rows that it changes
}

// migrationCode is the code of the steps, by file.
var migrationCode = map[string]func(ctx context.Context, tx *sql.Tx) error{
	"migrations/0004_log_pages.sql": migrateLogPages,
}

// migrationSeals are the kinds of rows that the steps change, by file. Their checksums
// are made when all steps are done, as they are of the columns that there are then.
var migrationSeals = map[string][]checksum.Kind{
	"migrations/0013_checksums.sql":  checksum.All(),
	"migrations/0014_touch_undo.sql": {checksum.Touches},
	"migrations/0020_told_as_of.sql": {checksum.Told},
	"migrations/0021_unreached.sql":  {checksum.Told},
	"migrations/0022_redo.sql":       {checksum.Touches},
}

// migrations are the steps in order. New ones are appended. A step that was released
// is never edited.
func migrations() ([]migration, error) {
	files, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	steps := make([]migration, len(files))
	for i, file := range files {
		statements, err := migrationFiles.ReadFile(file)
		if err != nil {
			return nil, err
		}
		steps[i] = migration{string(statements), migrationCode[file], migrationSeals[file]}
	}
	return steps, nil
}

// run does the step.
func (m migration) run(ctx context.Context, tx *sql.Tx) error {
	if _, err := tx.ExecContext(ctx, m.statements); err != nil || m.code == nil {
		return err
	}
	return m.code(ctx, tx)
}

// Querier is a connection, a transaction or a pool.
type Querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// FileIdentity is which program made a file, the version of its schema, and how many
// tables and indexes it has.
type FileIdentity struct{ Application, Version, tables int }

// ReadFileIdentity reads the identity of the open file.
func ReadFileIdentity(ctx context.Context, q Querier) (FileIdentity, error) {
	var id FileIdentity
	err := q.QueryRowContext(ctx, `SELECT
		(SELECT application_id FROM pragma_application_id),
		(SELECT user_version FROM pragma_user_version),
		(SELECT count(*) FROM sqlite_schema)`).Scan(&id.Application, &id.Version, &id.tables)
	return id, err
}

// isEmpty reports whether the file is a database without a table.
func (id FileIdentity) isEmpty() bool { return id == FileIdentity{} }

// checkVersion refuses files that are no workspace and those of a newer trialist. Of
// an older trialist it refuses those that may not be written to, as they cannot be
// brought up to date.
func (s *Store) checkVersion(ctx context.Context, o Options) error {
	id, err := ReadFileIdentity(ctx, s.reader)
	if err != nil {
		return err
	}
	steps, err := migrations()
	if err != nil {
		return err
	}
	switch {
	case id.isEmpty() && !o.ReadOnly:
		return nil // as a crash leaves it between creating the file and the tables
	case id.Application != applicationID:
		return Errorf(ErrNotWorkspace, "%s is a database of another program; choose another file with --db", s.path)
	case id.Version < 0:
		return Errorf(ErrDamaged, "%s says that it is of schema %d, which no trialist makes: it is damaged; go back to a backup", s.path, id.Version)
	case id.Version > len(steps):
		return Errorf(ErrNewer, "%s was made by a newer trialist (schema %d, this one knows %d); update trialist to open it",
			s.path, id.Version, len(steps))
	case id.Version < len(steps) && o.ReadOnly && !o.Unused:
		return Errorf(ErrReadOnly, "%s was made by an older trialist; open it once where it can be written to, without --readonly, to bring it up to date", s.path)
	}
	return nil
}

// sealMigrated makes the checksums of the rows that the steps have changed.
func sealMigrated(ctx context.Context, tx *sql.Tx, steps []migration) error {
	changed := make(map[checksum.Kind]bool)
	for _, step := range steps {
		for _, k := range step.seals {
			changed[k] = true
		}
	}
	kinds := slices.Sorted(maps.Keys(changed))
	for i, k := range kinds {
		progress.Report(ctx, migrationTask, i, len(kinds))
		if err := checksum.SealKinds(ctx, tx, k); err != nil {
			return err
		}
	}
	return nil
}

// migrationTask is what progress calls a migration.
const migrationTask = "bringing the workspace up to date"

// migrate brings the schema up to date in one transaction.
func (s *Store) migrate(ctx context.Context) error {
	steps, err := migrations()
	if err != nil {
		return err
	}
	if id, err := ReadFileIdentity(ctx, s.writer); err != nil || id.Version == len(steps) {
		return err
	}
	const doing = "bring the workspace up to date"
	// A step may replace a table that others refer to. That needs foreign keys to be
	// off, and SQLite turns them off only outside a transaction.
	progress.Report(ctx, migrationTask, 0, 0)
	conn, err := s.writerConn(ctx)
	if err != nil {
		return err
	}
	err = withSettings(ctx, conn, `PRAGMA foreign_keys = 0`, `PRAGMA foreign_keys = 1`, func() error {
		return s.Describe(doing, s.writeOn(ctx, conn, func(ctx context.Context, tx *sql.Tx) error { return s.runMigrations(ctx, tx, steps) }))
	})
	_ = conn.Close()
	if err != nil {
		return err
	}
	s.Checkpoint(ctx, doing)
	return nil
}

// runMigrations runs the steps that the file has not had.
func (s *Store) runMigrations(ctx context.Context, tx *sql.Tx, steps []migration) error {
	id, err := ReadFileIdentity(ctx, tx) // again: another process may have been quicker
	if err != nil {
		return err
	}
	made := id.Version
	describe := func(err error) error {
		if hasDriverCode(err, sqlite3.SQLITE_ERROR) {
			// The steps are right for what each schema has, so that the file has
			// something else, such as tables of a later one.
			return DamageError(err, "%s says that it is of schema %d, and its tables are of another: it is damaged, or the number was changed; go back to a backup", s.path, made)
		}
		return fmt.Errorf("to schema %d: %w", min(id.Version+1, len(steps)), err)
	}
	for ; id.Version < len(steps); id.Version++ {
		if err := steps[id.Version].run(ctx, tx); err != nil {
			return describe(err)
		}
	}
	if err := sealMigrated(ctx, tx, steps[min(made, len(steps)):]); err != nil {
		return describe(err)
	}
	_, err = tx.ExecContext(ctx, fmt.Sprintf(`PRAGMA application_id = %d; PRAGMA user_version = %d`, applicationID, id.Version))
	return err
}
