package forget

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
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
	var refused error
	err := store.EachRow(ctx, e.tx, func(rows *sql.Rows) error {
		var version int64
		var body, summary string
		if err := rows.Scan(&version, &body, &summary); err != nil {
			return err
		}
		if e.namedIn(body) || e.namedIn(summary) {
			versions = append(versions, version)
			if version == inForce {
				refused = e.inForce(body, summary)
			}
		}
		return nil
	}, `SELECT version, body, summary FROM rulebooks`)
	if err != nil || refused != nil {
		return cmp.Or(err, refused)
	}
	for _, version := range versions {
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

// inForce is the error that the version in force names the account: where, and with which
// command that is changed.
func (e *eraser) inForce(body, summary string) error {
	var sections map[string]json.RawMessage
	if err := json.Unmarshal([]byte(body), &sections); err != nil {
		return store.Errorf(store.ErrDamaged, "the saved signals cannot be read (%w); run trialist doctor", err)
	}
	for _, section := range []struct{ key, what, command string }{
		{"adoption", "a signal", "trialist signals edit"},
		{"fit", "a signal", "trialist signals edit"},
		{"disqualifiers", "a signal", "trialist signals edit"},
		{"segments", "a segment", "trialist segments edit"},
		{"workflows", "a workflow", "trialist workflows edit"},
		{"plan", "a message of the plan", "trialist journey plan edit"},
		{"lifecycle", "a condition of the lifecycle", "trialist config export and import"},
		{"removed", "a signal that was removed", "trialist signals add and edit --name, under its old name first"},
	} {
		if name, ok := e.nameIn(string(sections[section.key])); ok {
			return store.Errorf(store.ErrConflict, "%s in force names %q; change it first, with %s", section.what, name, section.command)
		}
	}
	if name, ok := e.nameIn(summary); ok {
		return store.Errorf(store.ErrConflict, "what is noted of the last change of the signals names %q; change something else of them first, so that it is past", name)
	}
	name, _ := e.nameIn(body)
	return store.Errorf(store.ErrConflict, "what the team decided names %q; change it first, with trialist config export and import", name)
}

// views refuses when a view names the account, and removes filters of users that do.
func (e *eraser) views(ctx context.Context) error {
	var named string
	err := store.EachRow(ctx, e.tx, func(rows *sql.Rows) error {
		var body string
		err := rows.Scan(&body)
		if name, ok := e.nameIn(body); ok {
			named = name
		}
		return err
	}, `SELECT body FROM views`)
	if err != nil {
		return err
	}
	if named != "" {
		return store.Errorf(store.ErrConflict, "a view of the list names %q; change it first, with trialist views edit", named)
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

// namedIn reports whether a text names the account.
func (e *eraser) namedIn(text string) bool {
	_, named := e.nameIn(text)
	return named
}

// nameIn is by what a text names the account; false where it does not. A number is only
// taken for it where it stands in quotes, as numbers are everywhere.
func (e *eraser) nameIn(text string) (string, bool) {
	for _, name := range e.texts {
		if isNumber := strings.Trim(name, "0123456789.-") == ""; isNumber {
			if strings.Contains(text, `"`+name+`"`) || strings.Contains(text, `"`+name+`\"`) {
				return name, true
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
				return name, true
			}
			rest = rest[at+len(name):]
		}
	}
	return "", false
}

func isWordRune(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
}
