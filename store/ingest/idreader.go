package ingest

import (
	"context"
	"database/sql"

	"trialist/store"
	"trialist/store/checksum"
)

// idBatch is how many ids a query reads. More gain nothing.
const idBatch = 8192

// External ids, and whether they are of accounts that are known.
var (
	idsOfAccounts = store.TextColumns{Table: "accounts", Columns: []string{"external", "known", "name"}}
	idsOfContacts = store.TextColumns{Table: "contacts", Columns: []string{"external", "0", "''"}}
)

// Starts of queries for the numbers of given ids, which follow.
const (
	accountsByExternal = `SELECT id, external, known, name FROM accounts WHERE external`
	contactsByExternal = `SELECT id, external, 0, '' FROM contacts WHERE external`
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
	check, err := newIDChecker(of.Table, func(k checksum.Kind) (*checksum.Sums, error) {
		return checksum.LoadRange(ctx, q, k, int64(from)+1, int64(to)+1)
	})
	if err != nil {
		return nil, err
	}
	isKnown := func(values [][]byte) bool { return string(values[1]) == "1" }
	return ids, of.EachRow(ctx, q, from, to, func(id int64, values [][]byte) error {
		return check.row(id, values[0], values[2], isKnown(values))
	}, func(values [][]byte) {
		ids.joined = append(ids.joined, values[0]...)
		ids.ends = append(ids.ends, len(ids.joined))
		ids.known = append(ids.known, isKnown(values))
	})
}

// idChecker compares external ids with their checksums.
type idChecker struct {
	sums     *checksum.Sums
	contacts bool
	hasher   checksum.Hasher
}

func newIDChecker(table string, load func(k checksum.Kind) (*checksum.Sums, error)) (*idChecker, error) {
	kind := checksum.Accounts
	if table == idsOfContacts.Table {
		kind = checksum.Contacts
	}
	sums, err := load(kind)
	return &idChecker{sums: sums, contacts: kind == checksum.Contacts}, err
}

func (c *idChecker) row(id int64, external, name []byte, known bool) error {
	if c.contacts {
		return c.sums.Check(id, checksum.Contact(&c.hasher, id, external))
	}
	return c.sums.Check(id, checksum.Account(&c.hasher, id, external, name, known))
}
