package ingest

import (
	"bytes"
	"cmp"
	"context"
	"hash/maphash"
	"strings"

	"trialist/scoring/bitset"
	"trialist/scoring/eval"
	"trialist/scoring/record"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/checksum"
	"trialist/store/codec"
	"trialist/store/tables"
)

// accountStage is the stage of accounts.
type accountStage struct {
	stage[accountRecord]
	known   bitset.Bits // accounts that had a customer row, by id
	before  bitset.Bits // known when the import began, by id
	changes *netChanges
	inverse *inverse
	merger  codec.AttributeMerger
	seed    maphash.Seed
	insert  accountInserter
	spare   []accountRecord // memory of the previous batch, to be used again
	derived bool            // derived accounts changed, which have no row, see record.CustomerRow
}

// accountRecord is the row of an account as it is, or will be, in the table.
type accountRecord struct {
	external   string
	name       string
	attributes codec.Attributes
	known      bool // of a new account, set when it is stored
	dirty      bool
}

func loadAccountStage(ctx context.Context, im *importer) (*accountStage, error) {
	st := &accountStage{changes: newNetChanges(&im.audit), inverse: im.inverse, seed: maphash.MakeSeed()}
	st.tx, st.queue, st.fetched = im.tx, im.queue, make(map[uint32]*accountRecord)
	stored, err := tables.CountAccounts(ctx, im.tx)
	if err != nil {
		return nil, err
	}
	st.stored, st.sums = uint32(stored), im.sums
	st.index = accountIndex(st.stored)
	st.known, st.before = bitset.New(int(st.stored)+1), bitset.New(int(st.stored)+1)
	st.ids = newExternalIDs(im.reader, idsOfAccounts, accountsByExternal, st.stored, func(id uint32, known bool) {
		if known {
			st.known.Set(int(id))
			st.before.Set(int(id))
		}
	})
	st.insert.tx = im.tx
	return st, nil
}

// register makes room for an account that the map has just given an id.
func (st *accountStage) register(external string) {
	st.created = append(st.created, accountRecord{external: external, attributes: codec.Attributes{}})
	if n := int(st.stored) + len(st.created); n>>6 >= len(st.known) {
		st.known = append(st.known, 0)
	}
}

// getOrInsert is the id of the account, which is created when there is none.
func (st *accountStage) getOrInsert(external string) uint32 {
	id, fresh := st.ids.GetOrInsert([]byte(external))
	if fresh {
		st.register(external)
	}
	return id
}

// fetch reads those of the accounts that are in the table.
func (st *accountStage) fetch(ctx context.Context, ids []uint32) error {
	return st.stage.fetch(ids, func(batch []any) error {
		// The rows may have been changed by this import, whose sums are not stored yet.
		if err := st.sums.Flush(ctx); err != nil {
			return err
		}
		rows, err := tables.LoadAccounts(ctx, st.tx, batch)
		for _, row := range rows {
			*st.fetched[uint32(row.ID)] = accountRecord{external: row.External, name: row.Name, attributes: row.Attributes}
		}
		return err
	})
}

// stageCustomers brings the accounts of the rows up to date.
func (im *importer) stageCustomers(ctx context.Context, rows []record.CustomerRow) error {
	if len(rows) == 0 {
		return nil
	}
	st := im.accounts
	ids := make([]uint32, len(rows))
	for i := range rows {
		ids[i] = st.getOrInsert(rows[i].Account)
	}
	if err := st.fetch(ctx, ids); err != nil {
		return err
	}
	index := im.attributes[eval.AccountScope]
	for i := range rows {
		row := &rows[i]
		if im.hasFutureDate(row.Attributes) {
			im.audit.Future++
		}
		numbers := index.resolve(row.Attributes)
		im.inspection.Add(row.Attributes, numbers)
		im.inspection.NewAccount = im.inspection.NewAccount || !st.known.Has(int(ids[i]))
		old := st.row(ids[i]).attributes
		switch {
		case row.Derived && index.hasEarlierStart(old, row.Attributes):
			row.Attributes, numbers = nil, nil
		case im.repeats != nil && !row.Derived && !im.repeats.AddFirst(ids[i], row, numbers):
			im.repeats.Add(ids[i], row, numbers, st.row(ids[i]).name, old)
			continue // until the end of the file
		}
		values := st.merger.Merge(old, row.Attributes, numbers, index.countChange)
		im.contradictions.Check(ids[i], row.Line, row.Attributes, numbers, index.names, old, values)
		st.setValues(ids[i], row, values)
	}
	return nil
}

// hasEarlierStart reports whether an account is known to have an earlier user than
// those that a derived row shows. Such a row has nothing but the start of the trial.
func (x *attributeNameIndex) hasEarlierStart(old codec.Attributes, row []value.Attribute) bool {
	if len(row) == 0 {
		return false
	}
	for v := range old.All() {
		if v.Name == x.ids[value.TrialStartedAt] && v.Fallback() {
			return v.Decode().Date <= row[0].Value.Date
		}
	}
	return false
}

// setValues sets the name and the attributes of an account, and counts the row. The
// name in a derived row does not replace another.
func (st *accountStage) setValues(id uint32, row *record.CustomerRow, values codec.Attributes) {
	a := st.row(id)
	name := row.Name
	if name == "" && !row.NoName || row.Derived && a.name != "" {
		name = a.name
	}
	known := st.known.Has(int(id))
	if known && name == a.name && bytes.Equal(values, a.attributes) {
		if !row.Derived {
			st.changes.audit.Duplicate++
		}
		return
	}
	before := st.hash(a)
	if id <= st.index.before {
		st.inverse.account(id, a, st.before.Has(int(id)))
	}
	a.dirty = true
	st.changed.Add(id - 1)
	a.name = strings.Clone(name)
	a.attributes = bytes.Clone(values)
	switch {
	case row.Derived:
		st.derived = true
		st.known.Set(int(id))
	case !known:
		st.changes.audit.New++
		st.known.Set(int(id))
	case st.before.Has(int(id)):
		st.changes.changed(id, before, st.hash(a))
	default:
		st.changes.audit.Changed++
	}
}

func (st *accountStage) hash(a *accountRecord) uint64 {
	return maphash.String(st.seed, a.name)*31 + maphash.Bytes(st.seed, a.attributes)
}

// flush writes what the batch changed. New accounts are stored by the queue: they
// are in the table before any later statement of the queue runs.
func (st *accountStage) flush(ctx context.Context) error {
	err := st.queue.runWait(func() error {
		if err := st.index.reserve(ctx, st.tx, st.stored+uint32(len(st.created))); err != nil {
			return err
		}
		const update = `UPDATE accounts SET name = ?, known = ?, attributes = ? WHERE id = ?`
		var failed error
		err := st.updateRows(ctx, update, func(id uint32, a *accountRecord) []any {
			if !a.dirty {
				return nil
			}
			failed = cmp.Or(failed, st.sum(ctx, int64(id), a, st.known.Has(int(id))))
			return []any{a.name, st.known.Has(int(id)), store.NonNil(a.attributes), id}
		})
		return cmp.Or(err, failed)
	})
	if err != nil || len(st.created) == 0 {
		return err
	}
	first, accounts := st.stored+1, st.created
	for i := range accounts {
		accounts[i].known = st.known.Has(int(first) + i)
	}
	st.queue.enqueue(func() error { return st.store(ctx, first, accounts) })
	st.stored += uint32(len(accounts))
	clear(st.spare) // stored by now, as runWait has returned
	st.created, st.spare = st.spare[:0], accounts
	return nil
}

// store inserts new accounts, whose ids start at first. It runs on the queue.
func (st *accountStage) store(ctx context.Context, first uint32, accounts []accountRecord) error {
	if err := st.insert.insert(ctx, first, accounts); err != nil {
		return err
	}
	for i := range accounts {
		if err := st.sum(ctx, int64(first)+int64(i), &accounts[i], accounts[i].known); err != nil {
			return err
		}
	}
	return nil
}

// sum sets the checksums of an account. It runs on the queue.
func (st *accountStage) sum(ctx context.Context, id int64, a *accountRecord, known bool) error {
	err := st.sums.Set(ctx, checksum.Accounts, id, checksum.Account(&st.hasher, id, a.external, a.name, known))
	if err != nil {
		return err
	}
	return st.sums.Set(ctx, checksum.AccountAttributes, id, checksum.Attributes(&st.hasher, checksum.AccountAttributes, id, a.attributes))
}

// originalAttributes are those that an account had before the import.
func (im *importer) originalAttributes(id uint32) (codec.Attributes, error) {
	if id > im.before.Accounts {
		return nil, nil
	}
	rows, err := tables.LoadAccounts(context.Background(), im.reader, []any{id})
	if err != nil {
		return nil, err
	}
	return rows[0].Attributes, nil
}
