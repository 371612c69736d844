package looks

import (
	"context"
	"database/sql"
	"errors"

	"trialist/store"
	"trialist/store/checksum"
	"trialist/store/codec"
)

// EmptySlot empties the slot of an account in what everybody saw. Looks whose rulebook
// names it, as the function says, are deleted. It is for forgetting an account.
func EmptySlot(ctx context.Context, tx *sql.Tx, account int64, names func(text string) bool) error {
	return eachLook(ctx, tx, func(l row) error {
		if names(l.body) || names(l.keys) {
			return l.delete(ctx, tx)
		}
		slot := int(account - 1)
		if slot >= l.accounts {
			return nil
		}
		block := slot / codec.BlockSlots
		states, err := l.block(ctx, tx, block)
		if err != nil {
			return err
		}
		if states[slot%codec.BlockSlots] == (codec.State{}) {
			return nil
		}
		states[slot%codec.BlockSlots] = codec.State{}
		return l.rewrite(ctx, tx, block, states)
	})
}

// Truncate removes the accounts beyond a number from what everybody saw: their slots may
// be those of other accounts later. It is for undoing an import.
func Truncate(ctx context.Context, tx *sql.Tx, accounts int) error {
	return eachLook(ctx, tx, func(l row) error {
		if l.accounts <= accounts {
			return nil
		}
		last := accounts / codec.BlockSlots // the block that keeps some, or the first that keeps none
		keep := accounts % codec.BlockSlots
		states, err := l.block(ctx, tx, last)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `DELETE FROM look_blocks WHERE id >= ? AND id < ?`, blockID(l.id, last), blockID(l.id+1, 0))
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `UPDATE looks SET accounts = ? WHERE id = ?`, accounts, l.id); err != nil {
			return err
		}
		if keep == 0 {
			return seal(ctx, tx, l.id)
		}
		return l.rewrite(ctx, tx, last, states[:keep])
	})
}

// row is a look as it is stored, without its blocks.
type row struct {
	id         int64
	accounts   int
	body, keys string
}

// eachLook visits the looks, of which none is damaged: those that were are deleted, and
// so is one whose visit finds it damaged.
func eachLook(ctx context.Context, tx *sql.Tx, visit func(row) error) error {
	if err := dropDamaged(ctx, tx); err != nil {
		return err
	}
	var all []row
	err := store.EachRow(ctx, tx, func(rows *sql.Rows) error {
		var l row
		err := rows.Scan(&l.id, &l.accounts, &l.body, &l.keys)
		all = append(all, l)
		return err
	}, `SELECT id, accounts, body, keys FROM looks NOT INDEXED ORDER BY id`)
	if err != nil {
		return err
	}
	for _, l := range all {
		err := visit(l)
		if errors.Is(err, errDamaged) {
			err = l.delete(ctx, tx)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// block is the states of a block. The error is errDamaged where it is not there, as in
// a workspace that was saved in part, or cannot be what was stored.
func (l row) block(ctx context.Context, tx *sql.Tx, block int) ([]codec.State, error) {
	var packed []byte
	err := tx.QueryRowContext(ctx, `SELECT states FROM look_blocks WHERE id = ?`, blockID(l.id, block)).Scan(&packed)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, errDamaged
	}
	if err != nil {
		return nil, err
	}
	states, err := codec.DecodeStates(packed)
	if err != nil || len(states) != min(codec.BlockSlots, l.accounts-block*codec.BlockSlots) {
		return nil, errDamaged
	}
	return states, nil
}

// rewrite stores a block again.
func (l row) rewrite(ctx context.Context, tx *sql.Tx, block int, states []codec.State) error {
	packed, err := codec.EncodeStates(states)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO look_blocks (id, states) VALUES (?, ?)`, blockID(l.id, block), packed); err != nil {
		return err
	}
	return seal(ctx, tx, l.id)
}

// delete deletes the look.
func (l row) delete(ctx context.Context, tx *sql.Tx) error {
	if _, err := tx.ExecContext(ctx, `DELETE FROM looks WHERE id = ?`, l.id); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM look_blocks WHERE id >= ? AND id < ?`, blockID(l.id, 0), blockID(l.id+1, 0)); err != nil {
		return err
	}
	return checksum.SealKinds(ctx, tx, checksum.Looks, checksum.LookBlocks)
}
