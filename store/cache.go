package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"time"

	"trialist/scoring"
)

// derived is the scope of cached columns that are no attributes.
const derived scoring.Scope = 2

// errCache is a cached value that cannot be what was put there. doctor clears
// the caches.
var errCache = failed(ErrDamaged, "a cached column is damaged; run trialist doctor")

// cached is the derived column of that name: from the cache, or else made, and
// then put there.
func (f *Facts) cached(
	ctx context.Context, name string, made func(ctx context.Context, tx *sql.Tx) ([]byte, error),
) (packed []byte, err error) {
	found := false
	err = f.read(ctx, "read "+name, func(ctx context.Context, tx *sql.Tx) (err error) {
		if packed, found, err = f.lookUp(ctx, tx, derived, name); err != nil || found {
			return err
		}
		packed, err = made(ctx, tx)
		return err
	})
	if err == nil && !found {
		f.keep(ctx, []cachedColumn{{derived, name, packed}})
	}
	return packed, err
}

// lookUp is a column from the cache, if it is there.
func (f *Facts) lookUp(ctx context.Context, tx *sql.Tx, scope scoring.Scope, name string) (packed []byte, found bool, err error) {
	err = tx.QueryRowContext(ctx, `SELECT packed FROM columns WHERE scope = ? AND name = ? AND revision = ?`,
		int(scope), name, f.revision).Scan(&packed)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	return packed, err == nil, err
}

// cachedColumn is a column to put into the cache.
type cachedColumn struct {
	scope  scoring.Scope
	name   string
	packed []byte
}

// keep puts columns into the cache, and drops those of earlier revisions. What
// is not kept is only made again next time, so nothing is said about failure.
func (f *Facts) keep(ctx context.Context, columns []cachedColumn) {
	f.s.tryWrite(ctx, func(ctx context.Context, c *sql.Conn) error {
		if _, err := c.ExecContext(ctx, `DELETE FROM columns WHERE revision < ?`, f.revision); err != nil {
			return err
		}
		for _, column := range columns {
			_, err := c.ExecContext(ctx, `INSERT INTO columns (scope, name, revision, packed) VALUES (?, ?, ?, ?)
				ON CONFLICT (scope, name) DO UPDATE SET revision = excluded.revision, packed = excluded.packed
				WHERE excluded.revision > revision`,
				int(column.scope), column.name, f.revision, notNil(column.packed))
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// patience is how long a write that may as well be left out waits for another
// of this process.
const patience = 20 * time.Millisecond

// tryWrite runs f in a transaction unless somebody else is writing.
func (s *Store) tryWrite(ctx context.Context, f func(ctx context.Context, c *sql.Conn) error) {
	if s.writer == nil {
		return
	}
	hurry, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	c, err := s.writer.Conn(hurry)
	if err != nil {
		return
	}
	defer func() { _ = c.Close() }()
	calm := context.WithoutCancel(ctx)
	if _, err := c.ExecContext(calm, `PRAGMA busy_timeout = 0`); err != nil {
		return
	}
	defer func() { _, _ = c.ExecContext(calm, `PRAGMA busy_timeout = 5000`) }()
	if _, err := c.ExecContext(calm, `BEGIN IMMEDIATE`); err != nil {
		return
	}
	end := `COMMIT`
	if err := f(calm, c); err != nil {
		end = `ROLLBACK`
	}
	if _, err := c.ExecContext(calm, end); err != nil {
		_, _ = c.ExecContext(calm, `ROLLBACK`)
	}
}

// packBits and unpackBits are bits as they are cached.
func packBits(b scoring.Bits) []byte {
	packed := make([]byte, 0, 8*len(b))
	for _, word := range b {
		packed = binary.LittleEndian.AppendUint64(packed, word)
	}
	return packed
}

func unpackBits(packed []byte, n int) (scoring.Bits, error) {
	b := scoring.NewBits(n)
	if len(packed) != 8*len(b) {
		return nil, errCache
	}
	for i := range b {
		b[i] = binary.LittleEndian.Uint64(packed[8*i:])
	}
	if rest := n & 63; rest != 0 {
		b[len(b)-1] &= 1<<rest - 1
	}
	return b, nil
}

func unpackInts(packed []byte) []uint32 {
	ints := make([]uint32, len(packed)/4)
	for i := range ints {
		ints[i] = binary.LittleEndian.Uint32(packed[4*i:])
	}
	return ints
}
