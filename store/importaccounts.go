package store

import (
	"bytes"
	"context"
	"database/sql"
	"hash/maphash"
	"strings"

	"trialist/scoring"
)

// accountStage holds the accounts that a batch touches between the file and the
// database. Ids are dense, so an id tells whether its account is stored yet.
type accountStage struct {
	ids     *idMap
	known   scoring.Bits // by id
	before  scoring.Bits // known when the import began
	stored  uint32       // accounts up to this id are in the table
	fresh   []account    // those after it
	touched map[uint32]*account
	changed slotSet // see touched.rows
	ledger  *ledger
	packer  packer
	seed    maphash.Seed
	update  *sql.Stmt
	insert  accountInserter
	index   externalIndex
}

// account is what the table says, or will say, of one.
type account struct {
	external   string
	name       string
	attributes attributes
	known      bool // of a new account, when it is stored
	dirty      bool
}

func loadAccountStage(im *importer) (*accountStage, error) {
	st := &accountStage{touched: make(map[uint32]*account), ledger: newLedger(&im.audit), seed: maphash.MakeSeed()}
	err := im.tx.QueryRowContext(im.ctx, `SELECT coalesce(max(id), 0) FROM accounts`).Scan(&st.stored)
	if err != nil {
		return nil, err
	}
	st.ids, st.index = newIDMap(int(st.stored)), accountIndex(st.stored)
	st.known = scoring.NewBits(int(st.stored) + 1)
	err = eachID(im.ctx, im.reader, idsOfAccounts, st.stored, func(known bool, external []byte) {
		if id, _ := st.ids.intern(external); known {
			st.known.Set(int(id))
		}
	})
	st.before = st.known.Clone()
	st.insert.insert = &bulk{
		ctx: im.ctx, tx: im.tx, columns: 5,
		insert: `INSERT OR FAIL INTO accounts (id, external, name, known, attributes)`,
	}
	return st, err
}

// made takes in an id that the map has just given.
func (st *accountStage) made(external string) {
	st.fresh = append(st.fresh, account{external: external, attributes: attributes{}})
	if n := int(st.stored) + len(st.fresh); n>>6 >= len(st.known) {
		st.known = append(st.known, 0)
	}
}

// intern is the id of the account, which is made when there is none.
func (st *accountStage) intern(external string) uint32 {
	id, fresh := st.ids.intern([]byte(external))
	if fresh {
		st.made(external)
	}
	return id
}

// at is the account, which must have been fetched if it is in the table.
func (st *accountStage) at(id uint32) *account {
	if id > st.stored {
		return &st.fresh[id-st.stored-1]
	}
	return st.touched[id]
}

// fetch reads those of the accounts that are in the table.
func (st *accountStage) fetch(ctx context.Context, tx *sql.Tx, ids []uint32) error {
	wanted := reserve(st.touched, ids, st.stored)
	if len(wanted) == 0 {
		return nil
	}
	if err := st.insert.wait(); err != nil {
		return err
	}
	return inParts(wanted, func(part []any) error {
		return eachRow(ctx, tx, func(rows *sql.Rows) error {
			var id uint32
			var a account
			if err := rows.Scan(&id, &a.name, (*[]byte)(&a.attributes)); err != nil {
				return err
			}
			*st.touched[id] = a
			return nil
		}, `SELECT id, name, attributes FROM accounts WHERE id IN (`+places(len(part))+`)`, part...)
	})
}

// reserve makes room for those of the ids that are stored and were not touched yet,
// and returns them as arguments of a query.
func reserve[T any](touched map[uint32]*T, ids []uint32, stored uint32) []any {
	var fresh []any
	for _, id := range ids {
		if id <= stored && touched[id] == nil {
			touched[id] = new(T)
			fresh = append(fresh, id)
		}
	}
	return fresh
}

// inParts calls f with as many values at a time as a statement takes.
func inParts(values []any, f func(part []any) error) error {
	for len(values) > 0 {
		n := min(len(values), bulkRows)
		if err := f(values[:n]); err != nil {
			return err
		}
		values = values[n:]
	}
	return nil
}

// takeCustomers brings the accounts of the rows up to date.
func (im *importer) takeCustomers(rows []scoring.Customer) error {
	if len(rows) == 0 {
		return nil
	}
	st := im.accounts
	ids := make([]uint32, len(rows))
	for i := range rows {
		ids[i] = st.intern(rows[i].Account)
	}
	if err := st.fetch(im.ctx, im.tx, ids); err != nil {
		return err
	}
	index := im.attributes[scoring.AccountScope]
	for i := range rows {
		row := &rows[i]
		if im.inFuture(row.Attributes) {
			im.audit.Future++
		}
		values := st.packer.merge(st.at(ids[i]).attributes, row.Attributes, index.resolve(row.Attributes), index.moved)
		st.apply(ids[i], row.Name, values)
	}
	return nil
}

// apply gives an account its values and counts the row.
func (st *accountStage) apply(id uint32, name string, values attributes) {
	a := st.at(id)
	if name == "" {
		name = a.name
	}
	known := st.known.Has(int(id))
	if known && name == a.name && bytes.Equal(values, a.attributes) {
		st.ledger.audit.Duplicate++
		return
	}
	before := st.hash(a)
	a.dirty = true
	st.changed.add(id - 1)
	a.name = strings.Clone(name)
	a.attributes = bytes.Clone(values)
	switch {
	case !known:
		st.ledger.audit.New++
		st.known.Set(int(id))
	case st.before.Has(int(id)):
		st.ledger.changed(id, before, st.hash(a))
	default:
		st.ledger.audit.Changed++
	}
}

func (st *accountStage) hash(a *account) uint64 {
	return maphash.String(st.seed, a.name)*31 + maphash.Bytes(st.seed, a.attributes)
}

// flush writes what the batch changed. New accounts are in the table once they
// are waited for.
func (st *accountStage) flush(ctx context.Context, tx *sql.Tx) error {
	if err := st.insert.wait(); err != nil {
		return err
	}
	if n := uint32(len(st.fresh)); n > 0 {
		if err := st.index.expect(ctx, tx, st.stored+n); err != nil {
			return err
		}
		for i := range st.fresh {
			st.fresh[i].known = st.known.Has(int(st.stored) + 1 + i)
		}
		st.fresh = st.insert.start(st.stored+1, st.fresh)
		st.stored += n
	}
	for id, a := range st.touched {
		if !a.dirty {
			continue
		}
		if st.update == nil {
			var err error
			const update = `UPDATE accounts SET name = ?, known = ?, attributes = ? WHERE id = ?`
			if st.update, err = tx.PrepareContext(ctx, update); err != nil {
				return err
			}
		}
		if _, err := st.update.ExecContext(ctx, a.name, st.known.Has(int(id)), notNil(a.attributes), id); err != nil {
			return err
		}
	}
	clear(st.touched)
	return nil
}

// notNil is b as the database takes it: nil would be NULL.
func notNil(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}
