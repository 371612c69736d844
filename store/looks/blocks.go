package looks

import (
	"context"
	"database/sql"

	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/store"
	"trialist/store/checksum"
	"trialist/store/codec"
)

// blockID is the id of a block of a look.
func blockID(look int64, block int) int64 { return look<<blockShift | int64(block) }

// blockShift leaves room for 17 thousand million accounts.
const blockShift = 20

// encodeBlocks packs the states of all accounts. What an account matches is kept of
// those on trial alone, as nothing else is compared.
func encodeBlocks(p *rank.Population) ([][]byte, error) {
	n := len(p.Status)
	blocks := make([][]byte, (n+codec.BlockSlots-1)/codec.BlockSlots)
	err := store.InRanges(len(blocks), func(from, to int) error {
		for b := from; b < to; b++ {
			first := b * codec.BlockSlots
			states := make([]codec.State, min(codec.BlockSlots, n-first))
			for i := range states {
				slot := first + i
				states[i].Status = byte(p.Status[slot])
				if p.Status[slot] == rulebook.Trial {
					states[i].Adoption, states[i].Fit = wordAt(p.Matches.Adoption, slot), wordAt(p.Matches.Fit, slot)
				}
			}
			packed, err := codec.EncodeStates(states)
			if err != nil {
				return err
			}
			blocks[b] = packed
		}
		return nil
	})
	return blocks, err
}

// wordAt is the matches of a slot, none where it has none yet.
func wordAt(m rank.Masks, slot int) uint64 {
	if slot >= len(m.Words) {
		return 0
	}
	return m.Words[slot]
}

// writeBlocks stores the blocks of a look in the place of those it had.
func writeBlocks(ctx context.Context, tx *sql.Tx, look int64, blocks [][]byte) error {
	if _, err := tx.ExecContext(ctx, `DELETE FROM look_blocks WHERE id >> ? = ?`, blockShift, look); err != nil {
		return err
	}
	for b, packed := range blocks {
		if _, err := tx.ExecContext(ctx, `INSERT INTO look_blocks (id, states) VALUES (?, ?)`, blockID(look, b), packed); err != nil {
			return err
		}
	}
	return nil
}

// readBlocks reads the states of a look into a population.
func readBlocks(ctx context.Context, tx *sql.Tx, look int64, accounts int, p *rank.Population) error {
	sums, err := checksum.Load(ctx, tx, checksum.LookBlocks, look)
	if err != nil {
		return err
	}
	p.Status = make([]rulebook.Status, accounts)
	p.Matches.Adoption.Words, p.Matches.Fit.Words = make([]uint64, accounts), make([]uint64, accounts)
	var h checksum.Hasher
	total, next := uint32(0), 0
	err = store.EachRow(ctx, tx, func(rows *sql.Rows) error {
		var id int64
		var packed []byte
		if err := rows.Scan(&id, &packed); err != nil {
			return err
		}
		total += h.Values(checksum.LookBlocks, look, id, packed)
		states, err := codec.DecodeStates(packed)
		if err != nil || id != blockID(look, next/codec.BlockSlots) || next+len(states) > accounts {
			return errDamaged
		}
		for _, s := range states {
			p.Status[next] = rulebook.Status(s.Status)
			p.Matches.Adoption.Words[next], p.Matches.Fit.Words[next] = s.Adoption, s.Fit
			next++
		}
		return nil
	}, `SELECT id, states FROM look_blocks WHERE id >= ? AND id < ? ORDER BY id`, blockID(look, 0), blockID(look+1, 0))
	if err != nil {
		return err
	}
	if next != accounts {
		return errDamaged
	}
	return sums.Check(look, total)
}
