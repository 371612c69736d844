package forget

import (
	"context"
	"database/sql"
	"strings"
	"unicode"
	"unicode/utf8"

	"trialist/store"
	"trialist/store/checksum"
)

// rulebooks removes drafts and past versions that name the account, and refuses
// when the version in force does.
func (e *eraser) rulebooks(ctx context.Context) error {
	var inForce int64
	if err := e.tx.QueryRowContext(ctx, `SELECT coalesce(max(version), 0) FROM rulebooks`).Scan(&inForce); err != nil {
		return err
	}
	var versions []int64
	err := store.EachRow(ctx, e.tx, func(rows *sql.Rows) error {
		var version int64
		var body, summary string
		if err := rows.Scan(&version, &body, &summary); err != nil {
			return err
		}
		if e.namedIn(body) || e.namedIn(summary) {
			versions = append(versions, version)
		}
		return nil
	}, `SELECT version, body, summary FROM rulebooks`)
	if err != nil {
		return err
	}
	for _, version := range versions {
		if version == inForce {
			return store.Errorf(store.ErrConflict, "a signal or setting in force names %q; change it first, with trialist signals edit", e.texts[0])
		}
		if _, err := e.exec(ctx, `DELETE FROM rulebooks WHERE version = ?`, version); err != nil {
			return err
		}
		e.erased.Versions++
	}
	if err := e.drafts(ctx); err != nil {
		return err
	}
	return e.views(ctx)
}

// views refuses when a view names the account, and drops what users left of filters
// that do.
func (e *eraser) views(ctx context.Context) error {
	var named bool
	err := store.EachRow(ctx, e.tx, func(rows *sql.Rows) error {
		var body string
		err := rows.Scan(&body)
		named = named || e.namedIn(body)
		return err
	}, `SELECT body FROM views`)
	if err != nil {
		return err
	}
	if named {
		return store.Errorf(store.ErrConflict, "a view of the list names %q; change it first, with trialist views edit", e.texts[0])
	}
	type preference struct{ who, key string }
	var left []preference
	err = store.EachRow(ctx, e.tx, func(rows *sql.Rows) error {
		var p preference
		var value string
		err := rows.Scan(&p.who, &p.key, &value)
		if e.namedIn(value) {
			left = append(left, p)
		}
		return err
	}, `SELECT who, key, value FROM preferences`)
	if err != nil {
		return err
	}
	for _, p := range left {
		if _, err := e.exec(ctx, `DELETE FROM preferences WHERE who = ? AND key = ?`, p.who, p.key); err != nil {
			return err
		}
	}
	return checksum.SealKinds(ctx, e.tx, checksum.Preferences)
}

func (e *eraser) drafts(ctx context.Context) error {
	type draft struct {
		who     string
		process int64
	}
	var drafts []draft
	err := store.EachRow(ctx, e.tx, func(rows *sql.Rows) error {
		var d draft
		var body string
		if err := rows.Scan(&d.who, &d.process, &body); err != nil {
			return err
		}
		if e.namedIn(body) {
			drafts = append(drafts, d)
		}
		return nil
	}, `SELECT who, process, body FROM drafts`)
	if err != nil {
		return err
	}
	for _, d := range drafts {
		if _, err := e.exec(ctx, `DELETE FROM drafts WHERE who = ? AND process = ?`, d.who, d.process); err != nil {
			return err
		}
		e.erased.Drafts++
	}
	return nil
}

// namedIn reports whether a text names the account. A number is only taken for it
// where it stands in quotes, as numbers are everywhere.
func (e *eraser) namedIn(text string) bool {
	for _, name := range e.texts {
		if isNumber := strings.Trim(name, "0123456789.-") == ""; isNumber {
			if strings.Contains(text, `"`+name+`"`) || strings.Contains(text, `"`+name+`\"`) {
				return true
			}
			continue
		}
		for rest := text; ; {
			at := strings.Index(rest, name)
			if at < 0 {
				break
			}
			before, _ := utf8.DecodeLastRuneInString(rest[:at])
			after, _ := utf8.DecodeRuneInString(rest[at+len(name):])
			if !isWordRune(before) && !isWordRune(after) {
				return true
			}
			rest = rest[at+len(name):]
		}
	}
	return false
}

func isWordRune(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
}
