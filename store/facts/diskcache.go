package facts

import (
	"context"
	"database/sql"
	"encoding/binary"

	"trialist/scoring/bitset"
	"trialist/scoring/eval"
	"trialist/store"
	"trialist/store/checksum"
)

// derivedScope is the scope of cached columns of derived data, which are no
// attributes.
const derivedScope eval.Scope = 2

// errCacheDamaged is the error for a cached value that cannot be what was written.
// trialist doctor clears the caches.
var errCacheDamaged = store.Errorf(store.ErrDamaged, "a cached column is damaged; run trialist doctor")

// readCached visits the column of that name in the cache, if it is there, with its
// revision: that of the snapshot or an earlier one. The bytes are valid during the
// visit.
func (f *Snapshot) readCached(
	ctx context.Context, tx *sql.Tx, scope eval.Scope, name string, visit func(packed []byte, revision int64) error,
) error {
	err := store.EachRow(ctx, tx, func(rows *sql.Rows) error {
		var packed sql.RawBytes // not copied, as it may be 30 MB
		var revision int64
		if err := rows.Scan(&packed, &revision); err != nil {
			return err
		}
		value, ok := checksum.CutTrailer(packed, int64(scope), name, revision)
		if !ok {
			f.workspace.CacheDamaged()
			return nil
		}
		return visit(value, revision)
	}, `SELECT packed, revision FROM columns WHERE scope = ? AND name = ? AND revision <= ?`, int(scope), name, f.id.Revision)
	return f.withoutCacheDamage(err)
}

// withoutCacheDamage is nil for an error of reading a cache that says that its table is
// damaged: what is cached is made anew then.
func (f *Snapshot) withoutCacheDamage(err error) error {
	if store.IsDamage(err) {
		f.workspace.CacheDamaged()
		return nil
	}
	return err
}

// writeColumn writes a column to the cache.
func (f *Snapshot) writeColumn(ctx context.Context, tx *sql.Tx, scope eval.Scope, name string, packed []byte) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO columns (scope, name, revision, packed) VALUES (?, ?, ?, ?)
		ON CONFLICT (scope, name) DO UPDATE SET revision = excluded.revision, packed = excluded.packed
		WHERE excluded.revision >= revision`,
		int(scope), name, f.id.Revision, checksum.AppendTrailer(packed, int64(scope), name, f.id.Revision))
	return err
}

// writeDerived is writeColumn of derived data, on the background.
func (f *Snapshot) writeDerived(ctx context.Context, name string, packed []byte) {
	f.writeLater(ctx, func(ctx context.Context, tx *sql.Tx) error { return f.writeColumn(ctx, tx, derivedScope, name, packed) })
}

// writeLater is [store.Store.WriteLater] for what was made from the snapshot. It
// writes nothing when the file was replaced by other data since.
func (f *Snapshot) writeLater(ctx context.Context, write func(ctx context.Context, tx *sql.Tx) error) {
	f.workspace.WriteLater(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if same, err := f.id.IsAncestor(ctx, tx); err != nil || !same {
			return err
		}
		return write(ctx, tx)
	})
}

// encodeBits encodes bits for the cache.
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
