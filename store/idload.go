package store

import (
	"bytes"
	"context"
	"database/sql"
	"strconv"
	"sync"
)

// idsAtOnce is how many ids are read as one value: a row for each costs three
// times as much, most of it in handing it over.
const idsAtOnce = 8192

// The ids of a range, each behind its length and whether it is of an account
// that is known. SQLite takes rows in the order of the numbers by which it
// finds them.
const (
	idsOfAccounts = `SELECT group_concat(known || octet_length(external) || ':' || external, '') FROM accounts WHERE id > ? AND id <= ?`
	idsOfContacts = `SELECT group_concat('0' || octet_length(external) || ':' || external, '') FROM contacts WHERE id > ? AND id <= ?`
)

// idReader reads external ids in the order of their numbers, on two goroutines
// that take turns.
type idReader struct {
	ranges [2]chan idRange
	quit   chan struct{}
	group  sync.WaitGroup
}

// idRange is the ids of a range as they are read.
type idRange struct {
	packed []byte
	err    error
}

// eachID visits the ids with the numbers 1 to last.
func eachID(ctx context.Context, db *sql.DB, query string, last uint32, visit func(known bool, external []byte)) error {
	r := &idReader{quit: make(chan struct{})}
	defer r.group.Wait()
	defer close(r.quit)
	for i := range r.ranges {
		r.ranges[i] = make(chan idRange, 1)
		r.group.Go(func() { r.read(ctx, db, query, i*idsAtOnce, int(last)) })
	}
	for from, turn := 0, 0; from < int(last); from, turn = from+idsAtOnce, 1-turn {
		ids := <-r.ranges[turn]
		if ids.err != nil {
			return ids.err
		}
		if n := unpackIDs(ids.packed, visit); n != min(idsAtOnce, int(last)-from) {
			return failed(ErrDamaged, "ids after number %d are missing; run trialist doctor, or go back to a backup", from)
		}
	}
	return nil
}

// read reads every other range.
func (r *idReader) read(ctx context.Context, db *sql.DB, query string, from, last int) {
	to := r.ranges[from/idsAtOnce]
	for ; from < last; from += len(r.ranges) * idsAtOnce {
		var ids idRange
		ids.err = db.QueryRowContext(ctx, query, from, min(from+idsAtOnce, last)).Scan(&ids.packed)
		select {
		case to <- ids:
		case <-r.quit:
			return
		}
	}
}

// unpackIDs visits the ids of a range and returns how many there are.
func unpackIDs(packed []byte, visit func(known bool, external []byte)) int {
	n := 0
	for ; len(packed) > 0; n++ {
		head, rest, _ := bytes.Cut(packed, []byte{':'})
		size, err := strconv.Atoi(string(head[1:]))
		if err != nil || size > len(rest) {
			return -1
		}
		visit(head[0] == '1', rest[:size])
		packed = rest[size:]
	}
	return n
}
