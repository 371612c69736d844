package forget

import (
	"context"
	"database/sql"
	"errors"

	"trialist/scoring/eval"
	"trialist/scoring/eventlog"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/codec"
	"trialist/store/looks"
	"trialist/store/tables"
)

// Erased counts what was erased.
type Erased struct {
	Found                     bool // false when there was no such account, see [AccountForGood]
	Contacts, Events, Touches int
	Firings                   int // of workflows, with their entries of the outbox
	Messages                  int // of its journey
	Drafts, Versions          int // that named the account
	Finished                  bool
}

// eraser erases one account in one transaction.
type eraser struct {
	tx     *sql.Tx
	id     int64
	texts  []string // that identify it: its id, its name, ids of its contacts
	erased Erased

	contacts, memberships []int64 // that were changed
}

// Account erases the account with the external id and all that belongs to it alone: its row,
// contacts, events and touches; firings of workflows and messages; names of events and
// attributes that no other account uses; the data for undoing the last import; drafts, past
// versions of the rulebook and preferences that name it. Its slot stays and is empty. Erased
// is not Finished when the bytes cannot be overwritten, as others have the file open; see
// [Finish].
//
// The error is ErrNotFound when there is no such account, and ErrConflict when the rulebook
// in force or a view names it.
func Account(ctx context.Context, s *store.Store, external string) (Erased, error) {
	return erase(ctx, s, external, false)
}

// erase is [Account], or [AccountForGood].
func erase(ctx context.Context, s *store.Store, external string, forGood bool) (Erased, error) {
	var erased Erased
	err := s.Write(ctx, "forget an account", func(ctx context.Context, tx *sql.Tx) error {
		e := &eraser{tx: tx, texts: []string{external}}
		if forGood {
			if err := skipInImports(ctx, tx, external); err != nil {
				return err
			}
		}
		var name string
		err := tx.QueryRowContext(ctx, `SELECT id, name FROM accounts WHERE external = ? AND external NOT LIKE ?`, external, tables.EmptySlots).
			Scan(&e.id, &name)
		if errors.Is(err, sql.ErrNoRows) {
			if forGood {
				return nil
			}
			return store.Errorf(store.ErrNotFound, "no account %q in %s", external, s.Path())
		}
		if err != nil {
			return err
		}
		if name != "" {
			e.texts = append(e.texts, name)
		}
		for _, step := range []func(context.Context) error{
			e.check, e.eraseContacts, e.rulebooks, e.eraseLog, e.eraseAttributes, e.eraseTouches, e.eraseLooks, e.eraseWorkflows,
			e.eraseNames, e.eraseDerived, e.seal,
		} {
			if err := step(ctx); err != nil {
				return err
			}
		}
		e.erased.Found = true
		erased = e.erased
		return nil
	})
	if err != nil {
		return Erased{}, err
	}
	erased.Finished, err = Finish(ctx, s) // after an interrupt, Finish can be called later
	return erased, err
}

// Finish overwrites the free pages of the file and of its write-ahead log. It is false when
// others have the file open, so that it cannot.
func Finish(ctx context.Context, s *store.Store) (bool, error) { return s.EraseFreePages(ctx) }

func (e *eraser) exec(ctx context.Context, statement string, args ...any) (int, error) {
	result, err := e.tx.ExecContext(ctx, statement, args...)
	if err != nil {
		return 0, err
	}
	n, err := result.RowsAffected()
	return int(n), err
}

// eraseContacts empties the contacts of this account alone. It replaces others, which stay
// in their other accounts, by empty contacts.
func (e *eraser) eraseContacts(ctx context.Context) error {
	type member struct {
		membership, contact int64
		external            string
		shared              bool
		attributes          []byte
	}
	var members []member
	err := store.EachRow(ctx, e.tx, func(rows *sql.Rows) error {
		var m member
		err := rows.Scan(&m.membership, &m.contact, &m.external, &m.attributes, &m.shared)
		members = append(members, m)
		return err
	}, `SELECT own.id, contacts.id, contacts.external, contacts.attributes,
			EXISTS (SELECT 1 FROM memberships AS other WHERE other.contact = own.contact AND other.account <> own.account)
		FROM memberships AS own JOIN contacts ON contacts.id = own.contact WHERE own.account = ?`, e.id)
	if err != nil {
		return err
	}
	for _, m := range members {
		e.contacts = append(e.contacts, m.contact)
		if m.shared {
			if err := e.replaceContact(ctx, m.membership); err != nil {
				return err
			}
			continue
		}
		e.texts = append(e.texts, m.external)
		e.erased.Contacts++
		if err := e.uncount(ctx, eval.ContactScope, m.attributes); err != nil {
			return err
		}
		_, err := e.exec(ctx, `UPDATE contacts SET external = ?, attributes = x'' WHERE id = ?`, tables.EmptySlotID(m.contact), m.contact)
		if err != nil {
			return err
		}
	}
	return nil
}

// replaceContact replaces the contact of a membership by a new empty one.
func (e *eraser) replaceContact(ctx context.Context, membership int64) error {
	var id int64
	if err := e.tx.QueryRowContext(ctx, `SELECT max(id) + 1 FROM contacts`).Scan(&id); err != nil {
		return err
	}
	if _, err := e.exec(ctx, `INSERT INTO contacts (id, external, attributes) VALUES (?, ?, x'')`, id, tables.EmptySlotID(id)); err != nil {
		return err
	}
	e.contacts, e.memberships = append(e.contacts, id), append(e.memberships, membership)
	_, err := e.exec(ctx, `UPDATE memberships SET contact = ? WHERE id = ?`, id, membership)
	return err
}

// eraseLog removes the log of the account from its page.
func (e *eraser) eraseLog(ctx context.Context) error {
	page, place := codec.PageIndex(int(e.id - 1))
	var packed []byte
	err := e.tx.QueryRowContext(ctx, `SELECT logs FROM log_pages WHERE page = ?`, page).Scan(&packed)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	var logs [codec.PageSlots]eventlog.Log
	if err := codec.LogPage(packed).Decode(&logs); err != nil {
		return tables.LogDamageError(err)
	}
	if err := logs[place].Validate(); err != nil {
		return tables.LogDamageError(err)
	}
	for g := range logs[place].Groups() {
		e.erased.Events += g.Count
		if _, err := e.exec(ctx, `UPDATE event_names SET occurrences = occurrences - ? WHERE id = ?`, g.Count, g.Event); err != nil {
			return err
		}
	}
	logs[place] = nil
	for i := range logs {
		if len(logs[i]) > 0 {
			_, err = e.exec(ctx, `UPDATE log_pages SET logs = ? WHERE page = ?`, codec.EncodeLogPage(nil, &logs), page)
			return err
		}
	}
	_, err = e.exec(ctx, `DELETE FROM log_pages WHERE page = ?`, page)
	return err
}

// eraseAttributes empties the row of the account.
func (e *eraser) eraseAttributes(ctx context.Context) error {
	var packed []byte
	if err := e.tx.QueryRowContext(ctx, `SELECT attributes FROM accounts WHERE id = ?`, e.id).Scan(&packed); err != nil {
		return err
	}
	if err := e.uncount(ctx, eval.AccountScope, packed); err != nil {
		return err
	}
	_, err := e.exec(ctx, `UPDATE accounts SET external = ?, name = '', known = 0, attributes = x'' WHERE id = ?`, tables.EmptySlotID(e.id), e.id)
	return err
}

// uncount subtracts values from the counts of attributes.
func (e *eraser) uncount(ctx context.Context, scope eval.Scope, packed codec.Attributes) error {
	if err := packed.Validate(); err != nil {
		return store.Errorf(store.ErrDamaged, "attributes of the account are damaged; run trialist doctor, or go back to a backup")
	}
	var row []value.Attribute
	var ids []uint32
	for v := range packed.All() {
		row, ids = append(row, value.Attribute{}), append(ids, v.Name)
	}
	var failed error
	columns := map[value.Kind]string{value.Text: "texts", value.Number: "numbers", value.Date: "dates", value.YesNo: "flags"}
	var merger codec.AttributeMerger
	merger.Merge(packed, row, ids, func(name uint32, from, _ value.Kind) {
		column, ok := columns[from]
		if !ok || failed != nil {
			return
		}
		_, failed = e.exec(ctx, `UPDATE attribute_names SET `+column+` = `+column+` - 1 WHERE scope = ? AND number = ?`, int(scope), name)
	})
	return failed
}

func (e *eraser) eraseTouches(ctx context.Context) (err error) {
	e.erased.Touches, err = e.exec(ctx, `DELETE FROM touches WHERE account = ?`, e.id)
	return err
}

// eraseLooks empties the slot of the account in what each user saw last.
func (e *eraser) eraseLooks(ctx context.Context) error {
	return looks.EmptySlot(ctx, e.tx, e.id, e.namedIn)
}

// eraseNames removes the names of events and attributes that no account uses any more.
func (e *eraser) eraseNames(ctx context.Context) error {
	_, err := e.exec(ctx, `DELETE FROM event_names WHERE occurrences <= 0`)
	if err == nil {
		_, err = e.exec(ctx, `DELETE FROM attribute_names WHERE texts + numbers + dates + flags <= 0`)
	}
	return err
}

// eraseDerived empties the caches, and gives every import a new stamp, so that no process
// writes back what it holds in memory.
func (e *eraser) eraseDerived(ctx context.Context) error {
	for _, statement := range []string{
		`DELETE FROM matches`, `DELETE FROM columns`, `DELETE FROM undo`,
		`UPDATE imports SET stamp = random(), touched = NULL`,
		`INSERT INTO imports (revision, path, format, kind, new, changed, duplicate, rejected, last_event, undoes, stamp)
			SELECT coalesce(max(revision), 0) + 1, '', '', '', 0, 0, 0, 0, max(last_event), 0, random() FROM imports`,
	} {
		if _, err := e.exec(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}
