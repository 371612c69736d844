package care

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"trialist/scoring/progress"
	"trialist/store"
	"trialist/store/checksum"
	"trialist/store/codec"
	"trialist/store/facts"
	"trialist/store/rulebooks"
	"trialist/store/tables"
)

// Finding is the result of one check.
type Finding struct {
	Subject string // such as "events"
	OK      bool
	Detail  string // one line: what was found, and what to do about it
}

// Check reads the whole workspace of the cache and reports for each part whether it
// is sound. It changes nothing but the caches, which it empties unless the store is
// read-only. It tells the [progress.Func] of the context how far it is. An error
// means that the file could not be read at all.
func Check(ctx context.Context, c *facts.Cache) ([]Finding, error) {
	s := c.Store()
	checks := []struct {
		subject string
		check   func(ctx context.Context, tx *sql.Tx) (problem, detail string, err error)
	}{
		{"file", func(ctx context.Context, tx *sql.Tx) (problem, detail string, err error) {
			return checkFile(ctx, s, tx)
		}},
		{"references", checkReferences},
		{"accounts", checkAccounts},
		{"contacts", checkContacts},
		{"events", checkLogs},
		{"signals", checkRulebook},
		{"forgotten", checkForgotten},
		{"workflows", checkWorkflows},
		{"messages", checkMessages},
		{"checksums", func(ctx context.Context, tx *sql.Tx) (problem, detail string, err error) {
			return checkSums(ctx, s, tx)
		}},
	}
	var findings []Finding
	all := false
	err := s.Read(ctx, "examine the workspace", func(uncancellable context.Context, tx *sql.Tx) error {
		for _, part := range checks {
			if err := ctx.Err(); err != nil {
				return err
			}
			progress.Report(ctx, "examining "+part.subject, 0, 0)
			problem, detail, err := part.check(uncancellable, tx)
			var damage *checksum.Damage
			switch {
			case errors.As(err, &damage):
				problem = s.DamagedRows(damage) + "; go back to a backup, or save the rest with trialist doctor --repair FILE"
			case err != nil && isOfContent(s, err):
				problem = "cannot be read; go back to a backup, or save the rest with trialist doctor --repair FILE"
			case err != nil:
				return err
			}
			f := Finding{Subject: part.subject, OK: problem == "", Detail: detail}
			if !f.OK {
				f.Detail = problem
			}
			findings = append(findings, f)
		}
		all = true
		return nil
	})
	if err != nil && !all { // a row that cannot be read may have ended the transaction
		return findings, err
	}
	findings = append(findings, checkPermissions(s), clearCaches(ctx, c))
	return findings, ctx.Err()
}

// isOfContent reports whether a check failed for what is in the file, such as a row that no
// trialist wrote, and not because the file could not be read.
func isOfContent(s *store.Store, err error) bool {
	described := s.Describe("examine", err)
	for _, other := range []error{store.ErrBusy, store.ErrDisk, store.ErrReplaced, fs.ErrPermission, context.Canceled, context.DeadlineExceeded} {
		if errors.Is(described, other) {
			return false
		}
	}
	return true
}

func checkFile(ctx context.Context, s *store.Store, tx *sql.Tx) (problem, detail string, err error) {
	var answer string
	if err := tx.QueryRowContext(store.Interruptible(ctx), `PRAGMA integrity_check(1)`).Scan(&answer); err != nil {
		return "", "", err
	}
	if answer != "ok" {
		return "damaged: " + answer + "; go back to a backup", "", nil
	}
	id, err := store.ReadFileIdentity(ctx, tx)
	if err != nil {
		return "", "", err
	}
	info, err := os.Stat(s.Path())
	if err != nil {
		return "", "", err
	}
	return "", fmt.Sprintf("%s, schema %d, %.1f MB", s.Path(), id.Version, float64(info.Size())/1e6), nil
}

func checkReferences(ctx context.Context, tx *sql.Tx) (problem, detail string, err error) {
	lost := 0
	err = store.EachRow(store.Interruptible(ctx), tx, func(*sql.Rows) error { lost++; return nil }, `PRAGMA foreign_key_check`)
	if lost > 0 {
		problem = fmt.Sprintf("%d rows refer to something that is not there; go back to a backup", lost)
	}
	return problem, "all lead somewhere", err
}

func checkAccounts(ctx context.Context, tx *sql.Tx) (problem, detail string, err error) {
	var last, known, empty, damaged, rows, all int
	if err := tx.QueryRowContext(ctx, `SELECT coalesce(max(id), 0) FROM accounts`).Scan(&all); err != nil {
		return "", "", err
	}
	err = store.EachRow(ctx, tx, func(r *sql.Rows) error {
		var isKnown, isEmpty bool
		var packed sql.RawBytes
		if err := r.Scan(&last, &isKnown, &isEmpty, &packed); err != nil {
			return err
		}
		if rows++; rows&0x3fff == 0 {
			progress.Report(ctx, "examining accounts", rows, all)
		}
		if isKnown {
			known++
		}
		if isEmpty {
			empty++
		}
		if codec.Attributes(packed).Validate() != nil {
			damaged++
		}
		return nil
	}, `SELECT id, known, external LIKE ?, attributes FROM accounts ORDER BY id`, tables.EmptySlots)
	switch {
	case damaged > 0:
		problem = fmt.Sprintf("attributes of %d of %d cannot be read; import the customers again", damaged, rows)
	case rows != last:
		problem = fmt.Sprintf("%d are missing; go back to a backup", last-rows)
	case known < rows-empty:
		detail = fmt.Sprintf("%d, of which %d have events but no customer row: import their customers", rows-empty, rows-empty-known)
	default:
		detail = fmt.Sprintf("%d", rows-empty)
	}
	return problem, detail, err
}

func checkContacts(ctx context.Context, tx *sql.Tx) (problem, detail string, err error) {
	var damaged, rows, empty int
	err = store.EachRow(ctx, tx, func(r *sql.Rows) error {
		var isEmpty bool
		var packed sql.RawBytes
		if err := r.Scan(&isEmpty, &packed); err != nil {
			return err
		}
		if rows++; isEmpty {
			empty++
		}
		if codec.Attributes(packed).Validate() != nil {
			damaged++
		}
		return nil
	}, `SELECT external LIKE ?, attributes FROM contacts`, tables.EmptySlots)
	if damaged > 0 {
		problem = fmt.Sprintf("attributes of %d of %d cannot be read; import the contacts again", damaged, rows)
	}
	return problem, fmt.Sprintf("%d", rows-empty), err
}

func checkRulebook(ctx context.Context, tx *sql.Tx) (problem, detail string, err error) {
	versions := 0
	err = store.EachRow(ctx, tx, func(r *sql.Rows) error {
		var version int64
		var body string
		if err := r.Scan(&version, &body); err != nil {
			return err
		}
		versions++
		book, err := rulebooks.Decode(body)
		if err == nil {
			err = book.Validate()
		}
		if err != nil {
			problem = fmt.Sprintf("version %d: %v", version, err)
		}
		return nil
	}, `SELECT version, body FROM rulebooks ORDER BY version`)
	return problem, fmt.Sprintf("%d versions saved", versions), err
}

// clearCaches empties the caches, so that all derived data is made anew.
func clearCaches(ctx context.Context, c *facts.Cache) Finding {
	if c.Store().ReadOnly() {
		return Finding{Subject: "caches", OK: true, Detail: "left as they are: read-only"}
	}
	err := c.Clear(ctx)
	switch {
	case errors.Is(err, store.ErrBusy):
		return Finding{Subject: "caches", OK: true, Detail: "left as they are: another trialist is writing"}
	case err != nil:
		return Finding{Subject: "caches", Detail: err.Error()}
	}
	return Finding{Subject: "caches", OK: true, Detail: "emptied; they fill again as needed"}
}
