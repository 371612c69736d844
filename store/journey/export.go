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
	Begin() error                    // anew, whatever was written before
	Add(m Message, key string) error // the key is the same each time that the message is written
	Sync() error                     // once all are there
	Publish() error                  // gives the file its name
}

// Exported is what an export did.
type Exported struct {
	Number     int64 // of the export; 0 where there was nothing to export, and so no file
	Messages   int
	Incomplete int // because of fields that nothing is known for
	Default    int // of the messages, those with a text that came with the program
}

// Export writes messages that are due to a file, for another program to send. The file is
// whole and on the disk before they are noted as exported, and has its name after that. So
// when it is interrupted at any point, either they are still due and there is no file, or
// they are noted and never exported again by themselves: then [Unfinished] lists the export
// as long as its file may not be there, and [Reexport] writes it. The path is noted; "" is
// standard output.
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

// finishExport notes that the file of an export is where it was to be.
func finishExport(ctx context.Context, s *store.Store, number int64) error {
	return s.Write(context.WithoutCancel(ctx), "note what was exported", func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE exports SET finished = 1 WHERE id = ?`, number)
		return cmp.Or(err, checksum.Seal(ctx, tx, checksum.Exports, number))
	})
}

// ExportRecord is an export as it was noted.
type ExportRecord struct {
	Number   int64
	Path     string // "" for standard output
	At       value.Instant
	AsOf     value.Instant // as of when its messages were due
	By       string
	Messages int
	Finished bool
}

// Unfinished lists exports whose file may not be there, the oldest first.
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
