package ingest

import (
	"context"
	"database/sql"

	"trialist/store"
)

// idBatch is how many ids a query reads. More gain nothing.
const idBatch = 8192

// Queries for the ids of a range of numbers, and whether the accounts are known.
const (
	idsOfAccounts = `SELECT external, known FROM accounts WHERE id > ? AND id <= ? ORDER BY id`
	idsOfContacts = `SELECT external, 0 FROM contacts WHERE id > ? AND id <= ? ORDER BY id`
)

// Starts of queries for the numbers of given ids, which follow.
const (
	accountsByExternal = `SELECT id, external, known FROM accounts WHERE external`
	contactsByExternal = `SELECT id, external, 0 FROM contacts WHERE external`
)

// idRange is the external ids of a range of numbers.
type idRange struct {
	joined []byte // the ids, one after the other
	ends   []int  // where each ends
	known  []bool
}

// eachID visits the ids with the numbers 1 to last, in order. An id is valid during
// the visit. The ranges are read in parallel.
func eachID(ctx context.Context, db *sql.DB, query string, last uint32, visit func(known bool, external []byte)) error {
	uncancellable := context.WithoutCancel(ctx) // see store.Write
	rangeFrom := func(i int) (from, to int) { return i * idBatch, min((i+1)*idBatch, int(last)) }
	read := func(ctx context.Context, i int) (*idRange, error) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		from, to := rangeFrom(i)
		return readIDs(uncancellable, db, query, from, to)
	}
	return store.InOrder(ctx, (int(last)+idBatch-1)/idBatch, read, func(i int, ids *idRange) error {
		if from, to := rangeFrom(i); len(ids.ends) != to-from {
			return store.Errorf(store.ErrDamaged, "ids after number %d are missing; run trialist doctor, or go back to a backup", from)
		}
		start := 0
		for i, end := range ids.ends {
			visit(ids.known[i], ids.joined[start:end])
			start = end
		}
		return nil
	})
}

// readIDs reads the ids with the numbers from+1 to to.
func readIDs(ctx context.Context, q store.Querier, query string, from, to int) (*idRange, error) {
	ids := &idRange{joined: make([]byte, 0, 16*(to-from)), ends: make([]int, 0, to-from), known: make([]bool, 0, to-from)}
	var external sql.RawBytes
	var known bool
	err := store.EachRow(ctx, q, func(rows *sql.Rows) error {
		if err := rows.Scan(&external, &known); err != nil {
			return err
		}
		ids.joined = append(ids.joined, external...)
		ids.ends = append(ids.ends, len(ids.joined))
		ids.known = append(ids.known, known)
		return nil
	}, query, from, to)
	return ids, err
}
