package ingest

import (
	"context"
	"database/sql"

	"trialist/store"
)

// idBatch is how many ids a query reads. More gain nothing.
const idBatch = 8192

// External ids, and whether they are of accounts that are known.
var (
	idsOfAccounts = store.TextColumns{Table: "accounts", Columns: []string{"external", "known"}}
	idsOfContacts = store.TextColumns{Table: "contacts", Columns: []string{"external", "0"}}
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
func eachID(ctx context.Context, db *sql.DB, of store.TextColumns, last uint32, visit func(known bool, external []byte)) error {
	uncancellable := context.WithoutCancel(ctx) // see store.Write
	rangeFrom := func(i int) (from, to int) { return i * idBatch, min((i+1)*idBatch, int(last)) }
	read := func(ctx context.Context, i int) (*idRange, error) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		from, to := rangeFrom(i)
		return readIDs(uncancellable, db, of, from, to)
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
func readIDs(ctx context.Context, q store.Querier, of store.TextColumns, from, to int) (*idRange, error) {
	ids := &idRange{joined: make([]byte, 0, 16*(to-from)), ends: make([]int, 0, to-from), known: make([]bool, 0, to-from)}
	err := of.EachRow(ctx, q, from, to, func(values [][]byte) {
		ids.joined = append(ids.joined, values[0]...)
		ids.ends = append(ids.ends, len(ids.joined))
		ids.known = append(ids.known, string(values[1]) == "1")
	})
	return ids, err
}
