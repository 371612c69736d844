package store

import (
	"context"
	"database/sql"

	"trialist/scoring"
)

// roster is ids and names of all accounts, read in the order in which they lie.
// A million take 0.7 s and 42 MB; looking one up in the file takes 5 us, which is
// a page read for each.
type roster struct {
	chunks  []rosterChunk // of chunkSlots slots each, but the last
	touched scoring.Bits  // the accounts that have touches
}

// rosterChunk is some accounts, one after another: id and name, before each its
// length in bytes and a colon.
type rosterChunk struct {
	joined string
	starts []uint32 // in joined, by slot of the chunk
}

// readRoster is a roster to find so many rows in, or nil where looking these up
// takes less.
func readRoster(ctx context.Context, tx *sql.Tx, wanted int) (*roster, error) {
	calm := context.WithoutCancel(ctx)
	accounts := 0
	if err := tx.QueryRowContext(calm, `SELECT coalesce(max(id), 0) FROM accounts`).Scan(&accounts); err != nil {
		return nil, err
	}
	if wanted <= accounts/8 {
		return nil, nil
	}
	r := &roster{touched: scoring.NewBits(accounts)}
	for from := 0; from < accounts; from += chunkSlots {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		chunk, err := readRosterChunk(calm, tx, from, min(from+chunkSlots, accounts))
		if err != nil {
			return nil, err
		}
		r.chunks = append(r.chunks, chunk)
	}
	err := eachRow(calm, tx, func(rows *sql.Rows) error {
		var id int
		err := rows.Scan(&id)
		r.touched.Set(id - 1)
		return err
	}, `SELECT DISTINCT account FROM touches WHERE account BETWEEN 1 AND ?`, accounts)
	return r, err
}

// readRosterChunk reads the slots in [from, to) as one row, see joinedNames.
func readRosterChunk(ctx context.Context, tx *sql.Tx, from, to int) (rosterChunk, error) {
	const joined = `SELECT coalesce(group_concat(octet_length(external) || ':' || external ||
		octet_length(name) || ':' || name, ''), '')` + ofChunk
	var c rosterChunk
	if err := tx.QueryRowContext(ctx, joined, from, to).Scan(&c.joined); err != nil {
		return c, err
	}
	c.starts = make([]uint32, 0, to-from)
	for rest := c.joined; rest != ""; {
		c.starts = append(c.starts, uint32(len(c.joined)-len(rest)))
		for range 2 {
			var ok bool
			if _, rest, ok = cutCounted(rest); !ok {
				return c, errTexts
			}
		}
	}
	if len(c.starts) != to-from {
		return c, errTexts
	}
	return c, nil
}

// rows are the rows of the slots.
func (r *roster) rows(ctx context.Context, tx *sql.Tx, slots []uint32) ([]Row, error) {
	rows := make([]Row, len(slots))
	var touched []uint32
	for i, slot := range slots {
		row := &rows[i]
		row.Slot = slot
		if int(slot)/chunkSlots >= len(r.chunks) {
			continue
		}
		chunk := &r.chunks[slot/chunkSlots]
		if place := int(slot % chunkSlots); place < len(chunk.starts) {
			var rest string
			row.ID, rest, _ = cutCounted(chunk.joined[chunk.starts[place]:])
			row.Name, _, _ = cutCounted(rest)
		}
		if r.touched.Has(int(slot)) {
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
	return rows, inParts(ids, func(part []any) error { return readTouches(ctx, tx, part, at) })
}

// cutCounted takes a text off the front, before which its length in bytes and a
// colon stand.
func cutCounted[T string | []byte](s T) (text, rest T, ok bool) {
	size := 0
	for i := range len(s) {
		switch c := s[i]; {
		case c == ':' && size <= len(s)-i-1:
			s = s[i+1:]
			return s[:size], s[size:], true
		case c < '0' || c > '9' || size > len(s):
			return text, s, false
		default:
			size = 10*size + int(c-'0')
		}
	}
	return text, s, false
}
