package facts

import (
	"context"
	"database/sql"

	"trialist/scoring/bitset"
	"trialist/scoring/column"
	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/eventlog"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/checksum"
	"trialist/store/codec"
	"trialist/store/tables"
)

// subset is some slots of a snapshot as facts of their own, for one evaluation. Its
// slots are numbered from 0 again.
type subset struct {
	snapshot *Snapshot
	slots    []uint32 // of the snapshot, ascending

	// The following are made on first use. Of few slots the attributes are read row
	// by row. Of more slots they are taken from the columns of the snapshot.
	accountAttributes []codec.Attributes // by slot of the subset
	contactAttributes []codec.Attributes // by place in slotOfContact
	slotOfContact     []uint32           // slot of the subset of each contact
	contactRows       []uint32           // of these contacts, in the columns of the snapshot
}

var _ eval.Facts = (*subset)(nil)

func newSubset(f *Snapshot, slots bitset.Bits) *subset {
	p := &subset{snapshot: f, slots: make([]uint32, 0, slots.Count())}
	for slot := range slots.All() {
		p.slots = append(p.slots, uint32(slot))
	}
	return p
}

// maxRowReads is of how many slots the attributes are read row by row at most. A row
// takes 3 us. Reading a column of addresses from the cache takes 60 ms.
const maxRowReads = 4096

func (p *subset) readsRows() bool { return len(p.slots) <= p.snapshot.maxRowReads }

// prepare loads the columns that the conditions need.
func (p *subset) prepare(ctx context.Context, conditions []condition.Condition) error {
	if p.readsRows() {
		return nil
	}
	return p.snapshot.loadColumns(ctx, conditions)
}

// Accounts is the number of slots.
func (p *subset) Accounts() int { return len(p.slots) }

// EventID is the id of the event that is meant by name.
func (p *subset) EventID(ctx context.Context, name string) (eventlog.EventID, bool, error) {
	return p.snapshot.EventID(ctx, name)
}

// Known is the accounts that have a customer row.
func (p *subset) Known(ctx context.Context) (bitset.Bits, error) {
	all, err := p.snapshot.Known(ctx)
	known := bitset.New(len(p.slots))
	for i, slot := range p.slots {
		if all.Has(int(slot)) {
			known.Set(i)
		}
	}
	return known, err
}

// Column is the attribute that is meant by name.
func (p *subset) Column(ctx context.Context, scope eval.Scope, name string) (*column.Column, error) {
	id, ok := p.snapshot.NameIDs.AttributeID(scope, name)
	if !ok {
		return nil, nil
	}
	if !p.readsRows() {
		all, err := p.snapshot.Column(ctx, scope, name)
		if err != nil || scope == eval.AccountScope {
			return all.Take(p.slots), err
		}
		_, err = p.ContactSlots(ctx)
		return all.Take(p.contactRows), err
	}
	if scope == eval.ContactScope {
		_, err := p.ContactSlots(ctx)
		return buildColumn(p.contactAttributes, id, p.snapshot.NameIDs.Zone), err
	}
	if p.accountAttributes == nil {
		err := p.snapshot.Read(ctx, "read attributes", func(ctx context.Context, tx *sql.Tx) (err error) {
			p.accountAttributes, err = readAttributes(ctx, tx, p.slots)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return buildColumn(p.accountAttributes, id, p.snapshot.NameIDs.Zone), nil
}

// buildColumn is the column of one attribute of the rows, with dates read in the zone.
func buildColumn(rows []codec.Attributes, id uint32, zone *value.Zone) *column.Column {
	columns := newColumnBuilder(len(rows), []uint32{id}, zone)
	for row, values := range rows {
		columns.setRow(row, values)
	}
	return columns.column(id)
}

// readAttributes reads the attributes of the slots, which are ascending.
func readAttributes(ctx context.Context, tx *sql.Tx, slots []uint32) ([]codec.Attributes, error) {
	ids := make([]any, len(slots))
	for i, slot := range slots {
		ids[i] = int64(slot) + 1
	}
	rows := make([]codec.Attributes, 0, len(slots))
	numbers := make([]int64, len(slots))
	for i, slot := range slots {
		numbers[i] = int64(slot) + 1
	}
	sums, err := checksum.Load(ctx, tx, checksum.AccountAttributes, numbers...)
	if err != nil {
		return nil, err
	}
	var h checksum.Hasher
	err = store.InBatches(ids, func(ids []any) error {
		return store.EachRow(ctx, tx, func(r *sql.Rows) error {
			var id int64
			var values []byte
			if err := r.Scan(&id, &values); err != nil {
				return err
			}
			if len(rows) == len(slots) || id != numbers[len(rows)] {
				return errRowsDamaged
			}
			rows = append(rows, values)
			return sums.Check(id, checksum.Attributes(&h, checksum.AccountAttributes, id, values))
		}, `SELECT id, attributes FROM accounts WHERE id IN (`+store.Placeholders(len(ids))+`) ORDER BY id`, ids...)
	})
	if err == nil && len(rows) != len(slots) {
		err = errRowsDamaged
	}
	return rows, err
}

// ContactSlots is the slot of the subset of each of its contacts.
func (p *subset) ContactSlots(ctx context.Context) ([]uint32, error) {
	if p.slotOfContact != nil {
		return p.slotOfContact, nil
	}
	p.slotOfContact = []uint32{}
	if !p.readsRows() {
		all, err := p.snapshot.ContactSlots(ctx)
		if err != nil {
			return nil, err
		}
		subsetSlots := make([]uint32, p.snapshot.accounts) // plus 1; 0 for slots outside the subset
		for i, slot := range p.slots {
			subsetSlots[slot] = uint32(i + 1)
		}
		for row, slot := range all {
			if at := subsetSlots[slot]; at != 0 {
				p.slotOfContact, p.contactRows = append(p.slotOfContact, at-1), append(p.contactRows, uint32(row))
			}
		}
		return p.slotOfContact, nil
	}
	ids, subsetSlot := make([]int64, len(p.slots)), make(map[int64]uint32, len(p.slots))
	for i, slot := range p.slots {
		ids[i], subsetSlot[int64(slot)+1] = int64(slot)+1, uint32(i)
	}
	err := p.snapshot.Read(ctx, "read contacts", func(ctx context.Context, tx *sql.Tx) error {
		return tables.EachMember(ctx, tx, ids, func(m tables.Member) error {
			p.slotOfContact = append(p.slotOfContact, subsetSlot[m.Account])
			p.contactAttributes = append(p.contactAttributes, m.Attributes)
			return nil
		})
	})
	return p.slotOfContact, err
}

// maxGap is how far apart two slots may be to be read by one query. Skipping that
// many slots costs about as much as another query.
const maxGap = 1024

// Logs visits the logs of the subset's slots in [from, to).
func (p *subset) Logs(ctx context.Context, from, to int, visit func(slot int, log eventlog.Log) error) error {
	for from < to {
		end := from + 1
		for end < to && p.slots[end]-p.slots[end-1] <= maxGap {
			end++
		}
		at := from
		err := p.snapshot.Logs(ctx, int(p.slots[from]), int(p.slots[end-1])+1, func(slot int, log eventlog.Log) error {
			for at < end && int(p.slots[at]) < slot {
				at++
			}
			if at == end || int(p.slots[at]) != slot {
				return nil
			}
			return visit(at, log)
		})
		if err != nil {
			return err
		}
		from = end
	}
	return nil
}
