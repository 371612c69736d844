package tables

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"database/sql"
	"errors"
	"hash"

	"trialist/store"
	"trialist/store/checksum"
)

// ForgottenHash stands for a customer that was forgotten for good: the HMAC-SHA-256 of
// its external id. Without the key of the workspace nobody can try ids against it.
type ForgottenHash [sha256.Size]byte

// Forgotten are the customers that imports skip. A nil one has none. It is not safe for
// several goroutines at once.
type Forgotten struct {
	mac    hash.Hash
	hashes map[ForgottenHash]struct{}
	sum    []byte
}

// LoadForgotten reads the customers that were forgotten for good, nil where there are
// none. The error is ErrDamaged where their key is gone.
func LoadForgotten(ctx context.Context, q store.Querier) (*Forgotten, error) {
	if err := CheckForgotten(ctx, q); err != nil {
		return nil, err
	}
	hashes := make(map[ForgottenHash]struct{})
	err := store.EachRow(ctx, q, func(rows *sql.Rows) error {
		var stored []byte
		if err := rows.Scan(&stored); err != nil {
			return err
		}
		hashes[ForgottenHash(stored)] = struct{}{}
		return nil
	}, `SELECT hash FROM forgotten WHERE length(hash) = 32`)
	if err != nil || len(hashes) == 0 {
		return nil, err
	}
	mac, err := forgottenMAC(ctx, q)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, store.Errorf(store.ErrDamaged, "who was forgotten for good cannot be told, as the key is gone; go back to a backup")
	}
	if err != nil {
		return nil, err
	}
	return &Forgotten{mac: mac, hashes: hashes}, nil
}

// CheckForgotten compares what is stored of those who were forgotten for good with its
// checksums.
func CheckForgotten(ctx context.Context, q store.Querier) error {
	for _, k := range []checksum.Kind{checksum.Forgotten, checksum.ForgottenKey} {
		if err := checksum.CheckKind(ctx, q, k); err != nil {
			return err
		}
	}
	return nil
}

func forgottenMAC(ctx context.Context, q store.Querier) (hash.Hash, error) {
	var key []byte
	if err := q.QueryRowContext(ctx, `SELECT key FROM forgotten_key`).Scan(&key); err != nil {
		return nil, err
	}
	return hmac.New(sha256.New, key), nil
}

// Find is the hash of the external id, and whether it is that of a customer who was
// forgotten for good.
func (f *Forgotten) Find(external []byte) (ForgottenHash, bool) {
	if f == nil {
		return ForgottenHash{}, false
	}
	f.mac.Reset()
	f.mac.Write(external)
	f.sum = f.mac.Sum(f.sum[:0])
	found := ForgottenHash(f.sum)
	_, ok := f.hashes[found]
	return found, ok
}

// HashForgotten is the hash of the external id under the key of the workspace. The error
// is [sql.ErrNoRows] where there is no key, as nobody was forgotten for good.
func HashForgotten(ctx context.Context, q store.Querier, external string) ([]byte, error) {
	mac, err := forgottenMAC(ctx, q)
	if err != nil {
		return nil, err
	}
	mac.Write([]byte(external))
	return mac.Sum(nil), nil
}
