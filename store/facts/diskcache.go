package facts

import (
	"context"
	"database/sql"
	"encoding/binary"

	"trialist/scoring/bitset"
	"trialist/scoring/eval"
	"trialist/store"
)

// derivedScope is the scope of cached columns that are no attributes.
const derivedScope eval.Scope = 2

// errCacheDamaged is a cached value that cannot be what was put there. trialist
// doctor clears the caches.
var errCacheDamaged = store.Errorf(store.ErrDamaged, "a cached column is damaged; run trialist doctor")

// readCached visits the column of that name in the cache, and the revision that it is
// of, if it is there: that of the snapshot or an earlier one. What is visited is
// valid during the visit.
func (f *Snapshot) readCached(
	ctx context.Context, tx *sql.Tx, scope eval.Scope, name string, visit func(packed []byte, revision int64) error,
) error {
	return store.EachRow(ctx, tx, func(rows *sql.Rows) error {
		var packed sql.RawBytes // of 30 MB, which need not lie in memory twice
		var revision int64
		if err := rows.Scan(&packed, &revision); err != nil {
			return err
		}
		return visit(packed, revision)
	}, `SELECT packed, revision FROM columns WHERE scope = ? AND name = ? AND revision <= ?`, int(scope), name, f.id.Revision)
}

// writeColumn writes a column to the cache.
func (f *Snapshot) writeColumn(ctx context.Context, tx *sql.Tx, scope eval.Scope, name string, packed []byte) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO columns (scope, name, revision, packed) VALUES (?, ?, ?, ?)
		ON CONFLICT (scope, name) DO UPDATE SET revision = excluded.revision, packed = excluded.packed
		WHERE excluded.revision >= revision`,
		int(scope), name, f.id.Revision, store.NonNil(packed))
	return err
}

// writeDerived is writeColumn of a derived column, later.
func (f *Snapshot) writeDerived(ctx context.Context, name string, packed []byte) {
	f.writeLater(ctx, func(ctx context.Context, tx *sql.Tx) error { return f.writeColumn(ctx, tx, derivedScope, name, packed) })
}

// writeLater is that of the store for what was made of the snapshot, which a file
// that holds other data by now does not get.
func (f *Snapshot) writeLater(ctx context.Context, write func(ctx context.Context, tx *sql.Tx) error) {
	f.workspace.WriteLater(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if ours, err := f.id.IsAncestor(ctx, tx); err != nil || !ours {
			return err
		}
		return write(ctx, tx)
	})
}

// encodeBits and decodeBits are bits as they are cached.
func encodeBits(b bitset.Bits) []byte {
	packed := make([]byte, 0, 8*len(b))
	for _, word := range b {
		packed = binary.LittleEndian.AppendUint64(packed, word)
	}
	return packed
}

func decodeBits(packed []byte, n int) (bitset.Bits, error) {
	b := bitset.New(n)
	if len(packed) != 8*len(b) {
		return nil, errCacheDamaged
	}
	for i := range b {
		b[i] = binary.LittleEndian.Uint64(packed[8*i:])
	}
	if rest := n & 63; rest != 0 {
		b[len(b)-1] &= 1<<rest - 1
	}
	return b, nil
}

func decodeInts(packed []byte) []uint32 {
	ints := make([]uint32, len(packed)/4)
	for i := range ints {
		ints[i] = binary.LittleEndian.Uint32(packed[4*i:])
	}
	return ints
}

func encodeInts(ints []uint32) []byte {
	packed := make([]byte, 0, 4*len(ints))
	for _, n := range ints {
		packed = binary.LittleEndian.AppendUint32(packed, n)
	}
	return packed
}
