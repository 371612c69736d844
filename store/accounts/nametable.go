package accounts

import (
	"context"
	"database/sql"
	"strings"

	"trialist/scoring/bitset"
	"trialist/store"
)

// nameChunkSlots is how many accounts are read by one query.
const nameChunkSlots = 4096

// errNamesDamaged is accounts that are not as they were stored.
var errNamesDamaged = store.Errorf(store.ErrDamaged, "the accounts are damaged; run trialist doctor")

// nameTable is ids and names of all accounts, read in the order in which they lie.
// A million take 0.7 s and 42 MB; looking one up in the file takes 5 us, which is
// a page read for each.
type nameTable struct {
	chunks      []nameChunk // of nameChunkSlots slots each, but the last
	withTouches bitset.Bits // the accounts that have touches
}

// nameChunk is some accounts, one after another.
type nameChunk struct {
	joined string
	starts []nameStart // by slot of the chunk, and one for the end
}

// nameStart is where the texts of an account start in those of its chunk.
type nameStart struct{ id, name uint32 }

// account is the id and the name of one account of the chunk.
func (c *nameChunk) account(place int) (id, name string) {
	at := c.starts[place]
	return c.joined[at.id:at.name], c.joined[at.name:c.starts[place+1].id]
}

// readNameTable is a table to find so many rows in, or nil where looking these up
// takes less.
func readNameTable(ctx context.Context, tx *sql.Tx, wanted int) (*nameTable, error) {
	uncancellable := context.WithoutCancel(ctx)
	accounts := 0
	if err := tx.QueryRowContext(uncancellable, `SELECT coalesce(max(id), 0) FROM accounts`).Scan(&accounts); err != nil {
		return nil, err
	}
	if wanted <= accounts/8 {
		return nil, nil
	}
	r := &nameTable{withTouches: bitset.New(accounts)}
	for from := 0; from < accounts; from += nameChunkSlots {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		chunk, err := readNameChunk(uncancellable, tx, from, min(from+nameChunkSlots, accounts))
		if err != nil {
			return nil, err
		}
		r.chunks = append(r.chunks, chunk)
	}
	err := store.EachRow(uncancellable, tx, func(rows *sql.Rows) error {
		var id int
		err := rows.Scan(&id)
		r.withTouches.Set(id - 1)
		return err
	}, `SELECT DISTINCT account FROM touches WHERE account BETWEEN 1 AND ?`, accounts)
	return r, err
}

// readNameChunk reads the slots in [from, to).
func readNameChunk(ctx context.Context, tx *sql.Tx, from, to int) (nameChunk, error) {
	c := nameChunk{starts: make([]nameStart, 0, to-from+1)}
	var joined strings.Builder
	var external, name sql.RawBytes
	err := store.EachRow(ctx, tx, func(rows *sql.Rows) error {
		if err := rows.Scan(&external, &name); err != nil {
			return err
		}
		start := joined.Len()
		joined.Write(external)
		c.starts = append(c.starts, nameStart{uint32(start), uint32(joined.Len())})
		joined.Write(name)
		return nil
	}, `SELECT external, name FROM accounts WHERE id > ? AND id <= ? ORDER BY id`, from, to)
	if err == nil && len(c.starts) != to-from {
		err = errNamesDamaged
	}
	c.joined = joined.String()
	c.starts = append(c.starts, nameStart{id: uint32(len(c.joined))})
	return c, err
}

// rows are the rows of the slots.
func (r *nameTable) rows(ctx context.Context, tx *sql.Tx, slots []uint32) ([]Row, error) {
	rows := make([]Row, len(slots))
	var touched []uint32
	for i, slot := range slots {
		row := &rows[i]
		row.Slot = slot
		if int(slot)/nameChunkSlots >= len(r.chunks) {
			continue
		}
		chunk := &r.chunks[slot/nameChunkSlots]
		if place := int(slot % nameChunkSlots); place < len(chunk.starts)-1 {
			row.ID, row.Name = chunk.account(place)
		}
		if r.withTouches.Has(int(slot)) {
			touched = append(touched, slot)
		}
	}
	if len(touched) == 0 {
		return rows, nil
	}
	at := rowsByID(rows, slots)
	ids := make([]any, len(touched))
	for i, slot := range touched {
		ids[i] = slot + 1
	}
	return rows, store.InBatches(ids, func(part []any) error { return readTouches(ctx, tx, part, at) })
}
