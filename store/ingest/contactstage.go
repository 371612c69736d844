package ingest

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"hash/maphash"
	"slices"

	"trialist/scoring/eval"
	"trialist/scoring/record"
	"trialist/store"
	"trialist/store/checksum"
	"trialist/store/codec"
	"trialist/store/tables"
)

// contactStage is the stage of contacts. Its changed has the accounts of the
// contacts that change.
type contactStage struct {
	stage[contact]
	before  uint32 // the highest id of a contact when the import began
	members int64  // the highest id of a membership when the import began

	accountsBefore uint32 // the highest id of an account when the import began

	changes *netChanges
	inverse *inverse
	merger  codec.AttributeMerger
	seed    maphash.Seed
	insert  *store.BulkInserter
	join    *store.BulkInserter
	joins   []membership // to be stored after their contacts and accounts
}

// membership is a contact of an account.
type membership struct{ contact, account uint32 }

// contact is a contact as it is, or will be, in the tables.
type contact struct {
	external   string
	attributes codec.Attributes
	accounts   []uint32 // that it belongs to
	dirty      bool
}

func loadContactStage(ctx context.Context, im *importer) (*contactStage, error) {
	st := &contactStage{changes: newNetChanges(&im.audit), inverse: im.inverse, seed: maphash.MakeSeed()}
	st.tx, st.queue, st.fetched = im.tx, im.queue, make(map[uint32]*contact)
	st.sums = im.sums
	err := st.queue.runWait(func() error {
		contacts, err := tables.CountContacts(ctx, im.tx)
		if err != nil {
			return err
		}
		members, err := tables.CountMemberships(ctx, im.tx)
		st.stored, st.members = uint32(contacts), int64(members)
		return err
	})
	if err != nil {
		return nil, err
	}
	st.before, st.accountsBefore, st.index = st.stored, im.before.Accounts, contactIndex(st.stored)
	st.ids = newExternalIDs(im.reader, idsOfContacts, contactsByExternal, st.stored, func(uint32, bool) {})
	st.insert = &store.BulkInserter{Tx: im.tx, Columns: 3, Insert: `INSERT OR FAIL INTO contacts (id, external, attributes)`}
	st.join = &store.BulkInserter{
		Tx: im.tx, Columns: 2,
		Insert: `INSERT OR FAIL INTO memberships (contact, account)`, Suffix: `ON CONFLICT DO NOTHING`,
	}
	return st, nil
}

// getOrInsert is the id of the contact, which is created when there is none.
func (st *contactStage) getOrInsert(external []byte) (id uint32, fresh bool) {
	id, fresh = st.ids.GetOrInsert(external)
	if fresh {
		st.created = append(st.created, contact{external: string(external), attributes: codec.Attributes{}})
	}
	return id, fresh
}

// fetch reads those of the contacts that are in the tables.
func (st *contactStage) fetch(ctx context.Context, ids []uint32) error {
	return st.stage.fetch(ids, func(batch []any) error {
		if err := st.sums.Flush(ctx); err != nil {
			return err
		}
		contacts, err := tables.LoadContacts(ctx, st.tx, batch)
		if err != nil {
			return err
		}
		for _, c := range contacts {
			*st.fetched[uint32(c.ID)] = contact{external: c.External, attributes: c.Attributes}
		}
		return store.EachRow(ctx, st.tx, func(rows *sql.Rows) error {
			var id, account uint32
			err := rows.Scan(&id, &account)
			st.fetched[id].accounts = append(st.fetched[id].accounts, account)
			return err
		}, `SELECT contact, account FROM memberships WHERE contact IN (`+store.Placeholders(len(batch))+`)`, batch...)
	})
}

// stageContacts brings the contacts of the rows up to date.
func (im *importer) stageContacts(ctx context.Context, rows []record.ContactRow) error {
	if len(rows) == 0 {
		return nil
	}
	st := im.contacts
	ids, fresh := make([]uint32, len(rows)), make([]bool, len(rows))
	for i := range rows {
		ids[i], fresh[i] = st.getOrInsert([]byte(rows[i].Contact))
	}
	if err := st.fetch(ctx, ids); err != nil {
		return err
	}
	index := im.attributes[eval.ContactScope]
	for i := range rows {
		row, c := &rows[i], st.row(ids[i])
		joined := false
		if row.Account != "" {
			account := im.accounts.getOrInsert(row.Account)
			if !im.accounts.known.Has(int(account)) {
				im.orphan(account, 1)
			}
			if joined = !slices.Contains(c.accounts, account); joined {
				c.accounts = append(c.accounts, account)
				st.joins = append(st.joins, membership{ids[i], account})
			}
		}
		numbers := index.resolve(row.Attributes)
		im.ofPeople.Add(row.Attributes, numbers)
		values := st.merger.Merge(c.attributes, row.Attributes, numbers, index.countChange)
		st.setValues(ids[i], fresh[i], joined, values)
	}
	return nil
}

// setValues sets the attributes of a contact, and counts the row.
func (st *contactStage) setValues(id uint32, fresh, joined bool, values codec.Attributes) {
	c, audit := st.row(id), st.changes.audit
	same := bytes.Equal(values, c.attributes)
	before := maphash.Bytes(st.seed, c.attributes)
	if joined || !same {
		for _, account := range c.accounts {
			st.changed.Add(account - 1)
		}
	}
	if !same {
		if id <= st.before {
			st.inverse.contact(id, c)
		}
		c.dirty = true
		c.attributes = bytes.Clone(values)
	}
	switch {
	case fresh:
		audit.New++
	case joined || !same && id > st.before:
		audit.Changed++
	case same:
		audit.Duplicate++
	default:
		st.changes.changed(id, before, maphash.Bytes(st.seed, c.attributes))
	}
}

// flush writes what the batch changed. The accounts must have been flushed before.
func (st *contactStage) flush(ctx context.Context) error {
	return st.queue.runWait(func() error {
		if err := st.store(ctx); err != nil {
			return err
		}
		var failed error
		err := st.updateRows(ctx, `UPDATE contacts SET attributes = ? WHERE id = ?`, func(id uint32, c *contact) []any {
			if !c.dirty {
				return nil
			}
			failed = cmp.Or(failed, st.sums.Set(ctx, checksum.ContactAttributes, int64(id),
				checksum.Attributes(&st.hasher, checksum.ContactAttributes, int64(id), c.attributes)))
			return []any{store.NonNil(c.attributes), id}
		})
		if err = cmp.Or(err, failed, st.checkJoins(ctx)); err != nil {
			return err
		}
		for _, m := range st.joins {
			if err := st.join.Add(ctx, m.contact, m.account); err != nil {
				return err
			}
		}
		st.joins = st.joins[:0]
		return st.join.Flush(ctx)
	})
}

// checkJoins makes sure that the contacts that are to join accounts are not in them.
// Whether they are was read by the index of the contacts, and so would be missed where
// that is damaged; here it is read by the index of the accounts.
func (st *contactStage) checkJoins(ctx context.Context) error {
	members := make(map[uint32]map[uint32]bool) // contacts by account
	for _, m := range st.joins {
		if m.contact > st.before || m.account > st.accountsBefore {
			continue // new ones are in no account, and have no contacts
		}
		if members[m.account] == nil {
			contacts := make(map[uint32]bool)
			err := store.EachRow(ctx, st.tx, func(rows *sql.Rows) error {
				var contact uint32
				err := rows.Scan(&contact)
				contacts[contact] = true
				return err
			}, `SELECT contact FROM memberships INDEXED BY memberships_by_account WHERE account = ?`, m.account)
			if err != nil {
				return err
			}
			members[m.account] = contacts
		}
		if members[m.account][m.contact] {
			return tables.ErrIndexDamaged
		}
	}
	return nil
}

// store inserts the new contacts.
func (st *contactStage) store(ctx context.Context) error {
	if err := st.index.reserve(ctx, st.tx, st.stored+uint32(len(st.created))); err != nil {
		return err
	}
	for i := range st.created {
		c := &st.created[i]
		id := st.stored + 1 + uint32(i)
		if err := st.insert.Add(ctx, id, c.external, []byte(c.attributes)); err != nil {
			return err
		}
		if err := st.sum(ctx, int64(id), c); err != nil {
			return err
		}
	}
	if err := st.insert.Flush(ctx); err != nil {
		return err
	}
	st.stored += uint32(len(st.created))
	clear(st.created)
	st.created = st.created[:0]
	return nil
}

// sum sets the checksums of a contact. It runs on the queue.
func (st *contactStage) sum(ctx context.Context, id int64, c *contact) error {
	if err := st.sums.Set(ctx, checksum.Contacts, id, checksum.Contact(&st.hasher, id, c.external)); err != nil {
		return err
	}
	return st.sums.Set(ctx, checksum.ContactAttributes, id, checksum.Attributes(&st.hasher, checksum.ContactAttributes, id, c.attributes))
}

// sumMemberships makes the checksums of the memberships that this import added. The
// statements that added them do not say which of them were there before.
func (st *contactStage) sumMemberships(ctx context.Context, tx *sql.Tx) error {
	var id, contact, account int64
	return store.EachRow(ctx, tx, func(rows *sql.Rows) error {
		if err := rows.Scan(&id, &contact, &account); err != nil {
			return err
		}
		sum := checksum.Membership(&st.hasher, id, contact, account)
		if err := st.sums.Set(ctx, checksum.Memberships, id, sum); err != nil {
			return err
		}
		return st.sums.Add(ctx, checksum.Members, account, sum)
	}, `SELECT id, contact, account FROM memberships NOT INDEXED WHERE id > ? ORDER BY id`, st.members)
}

// countInTwoCompanies counts the contacts that this import added to another account
// beside the one they had.
func (st *contactStage) countInTwoCompanies(ctx context.Context, tx *sql.Tx) (int, error) {
	n := 0
	err := tx.QueryRowContext(store.Interruptible(ctx), `SELECT count(DISTINCT contact) FROM memberships AS added WHERE id > ?
		AND EXISTS (SELECT 1 FROM memberships AS other WHERE other.contact = added.contact AND other.id <> added.id)`,
		st.members).Scan(&n)
	return n, err
}
