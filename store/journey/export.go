package journey

import (
	"cmp"
	"context"
	"database/sql"

	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/checksum"
	"trialist/store/facts"
	"trialist/store/outbox"
)

// File is a file of messages that is being written.
type File interface {
	Begin() error                    // starts the file, again at each retry
	Add(m Message, key string) error // the key is the same each time that the message is written
	Sync() error                     // ends the file and waits for the disk
	Publish() error                  // gives the file its final name
}

// Exported is the outcome of an export.
type Exported struct {
	Number     int64 // of the export; 0 when there was nothing to export, and so no file
	Messages   int
	Incomplete int // left out, as they lack the value of a field
	Default    int // of the messages, those with a default text
}

// Export writes due messages to a file, for another program to send. Three steps follow each
// other: the complete file is on the disk, the messages are recorded as exported, the file
// gets its final name. If it is interrupted, either the messages are still due and there is
// no file, or they are recorded and not exported a second time. In that case [Unfinished]
// lists the export, and [Reexport] writes its file. Path is recorded; "" is standard output.
func Export(ctx context.Context, cache *facts.Cache, choice Choice, path string, file File) (Exported, error) {
	var done Exported
	c := claim{
		Choice: choice,
		begin: func() error {
			done = Exported{}
			return file.Begin()
		},
		entry: func(_ Message, e outbox.Entry) (outbox.Entry, error) {
			e.State = outbox.Exported
			return e, nil
		},
		add: func(m Message, key string) error {
			done.Messages++
			if m.Default {
				done.Default++
			}
			return file.Add(m, key)
		},
		export: func(ctx context.Context, tx *sql.Tx) (int64, error) {
			result, err := tx.ExecContext(ctx, `INSERT INTO exports (path, at, who, finished) VALUES (?, ?, ?, 0)`, path, int64(choice.At), choice.By)
			if err != nil {
				return 0, err
			}
			if done.Number, err = result.LastInsertId(); err != nil {
				return 0, err
			}
			return done.Number, checksum.Seal(ctx, tx, checksum.Exports, done.Number)
		},
		finish: func() error {
			if done.Messages == 0 {
				return nil
			}
			return file.Sync()
		},
	}
	left, err := c.run(ctx, cache)
	if err != nil {
		return Exported{}, err
	}
	done.Incomplete = left
	if done.Messages == 0 {
		return done, nil
	}
	if err := file.Publish(); err != nil {
		return done, err
	}
	return done, finishExport(ctx, cache.Store(), done.Number)
}

// finishExport records that the file of an export has its final name.
func finishExport(ctx context.Context, s *store.Store, number int64) error {
	return s.Write(context.WithoutCancel(ctx), "note what was exported", func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE exports SET finished = 1 WHERE id = ?`, number)
		return cmp.Or(err, checksum.Seal(ctx, tx, checksum.Exports, number))
	})
}

// ExportRecord is an export in the workspace.
type ExportRecord struct {
	Number   int64
	Path     string // "" for standard output
	At       value.Instant
	AsOf     value.Instant // the as-of of what was due
	By       string
	Messages int
	Finished bool
}

// Unfinished lists exports whose file may be missing, the oldest first.
func Unfinished(ctx context.Context, s *store.Store) ([]ExportRecord, error) {
	return exports(ctx, s, `WHERE NOT finished`)
}

func exports(ctx context.Context, s *store.Store, where string, args ...any) ([]ExportRecord, error) {
	var list []ExportRecord
	err := s.Read(ctx, "read the exports", func(ctx context.Context, tx *sql.Tx) error {
		list = nil
		if err := checksum.CheckKind(ctx, tx, checksum.Exports); err != nil {
			return err
		}
		return store.EachRow(ctx, tx, func(rows *sql.Rows) error {
			var r ExportRecord
			err := rows.Scan(&r.Number, &r.Path, (*int64)(&r.At), &r.By, &r.Finished, &r.Messages, (*int64)(&r.AsOf))
			list = append(list, r)
			return err
		}, `SELECT id, path, at, who, finished, (SELECT count(*) FROM told WHERE told.export = exports.id AND told.export > 0),
			coalesce((SELECT min(as_of) FROM told WHERE told.export = exports.id AND told.export > 0), at) FROM exports `+where+` ORDER BY id`, args...)
	})
	return list, err
}
