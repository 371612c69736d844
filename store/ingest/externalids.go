package ingest

import (
	"context"
	"database/sql"
	"iter"

	"trialist/store"
	"trialist/store/checksum"
	"trialist/store/ingest/idmap"
	"trialist/store/tables"
)

// externalIDs gives the external ids of accounts or contacts their numbers during an
// import. As long as the file names few ids, each is looked up in the database. When
// it has named many, all ids are read, as that takes less time then: looking one up
// takes some 10 us, reading one 0.4 us.
type externalIDs struct {
	*idmap.Map
	reader      *sql.DB           // sees the state before the import
	byNumber    store.TextColumns // for a range of numbers: external id, whether known
	byName      string            // start of the query for external ids: number, external id, whether known
	stored      uint32            // the highest number when the import began
	lookUpLimit int               // how many ids are looked up before all are read
	lookedUp    int
	readAllUpTo uint32 // see readAllUpTo
	counted     bool   // the index of the external ids has as many as there are
	allRead     bool   // all stored ids are in the map
	onFound     func(id uint32, known bool)
}

// At most maxLookUps ids are looked up before all are read, and at most one for
// every lookUpShare stored ids, which takes less time than reading those. So a large
// file pays little for the ids that it looked up first.
const (
	maxLookUps  = 4096
	lookUpShare = 32
)

// newExternalIDs starts with an empty map. The numbers up to before are those of
// stored ids. The function found is called for each of these that is read.
func newExternalIDs(reader *sql.DB, byNumber store.TextColumns, byName string, before uint32, found func(id uint32, known bool)) *externalIDs {
	x := &externalIDs{
		Map: idmap.New(0), reader: reader, byNumber: byNumber, byName: byName, stored: before,
		lookUpLimit: min(maxLookUps, int(before)/lookUpShare), allRead: before == 0, onFound: found,
		readAllUpTo: readAllUpTo,
	}
	x.Last = before
	return x
}

// expect has all ids read at once where there are fewer of them than rows to come:
// reading a row takes about half as long as reading an id.
func (x *externalIDs) expect(rows int) {
	if rows >= int(x.stored) {
		x.lookUpLimit = 0
	}
}

// resolve reads those of the ids that are stored into the map. It must have been
// called for an id before [idmap.Map.GetOrInsert] is, which gives it a new number else.
func (x *externalIDs) resolve(ctx context.Context, ids iter.Seq[[]byte]) error {
	if x.allRead {
		return nil
	}
	wanted := make(map[string]struct{})
	var names []any
	for id := range ids {
		if _, again := wanted[string(id)]; again || x.Has(id) {
			continue
		}
		name := string(id)
		wanted[name] = struct{}{}
		if names = append(names, name); x.lookedUp+len(names) > x.lookUpLimit {
			return x.readAll(ctx)
		}
	}
	x.lookedUp += len(names)
	uncancellable := context.WithoutCancel(ctx) // see store.Write
	return store.InBatches(names, func(batch []any) error {
		if x.allRead { // as an id before was not found
			return nil
		}
		return x.lookUp(uncancellable, batch)
	})
}

// lookUp reads those of the names that are stored into the map.
func (x *externalIDs) lookUp(ctx context.Context, names []any) error {
	var found []foundID
	err := store.EachRow(ctx, x.reader, func(rows *sql.Rows) error {
		var f foundID
		err := rows.Scan(&f.number, &f.external, &f.known, &f.name)
		found = append(found, f)
		return err
	}, x.byName+` IN (`+store.Placeholders(len(names))+`)`, names...)
	if err != nil {
		return err
	}
	numbers := make([]int64, len(found))
	for i, f := range found {
		if numbers[i] = int64(f.number); f.number == 0 || f.number > x.stored {
			return store.Errorf(store.ErrDamaged, "there is no number %d; run trialist doctor, or go back to a backup", f.number)
		}
	}
	check, err := newIDChecker(x.byNumber.Table, func(k checksum.Kind) (*checksum.Sums, error) {
		return checksum.Load(ctx, x.reader, k, numbers...)
	})
	if err != nil {
		return err
	}
	for i, f := range found {
		if err := check.row(numbers[i], f.external, f.name, f.known); err != nil {
			return err
		}
		x.Add(f.external, f.number)
		x.onFound(f.number, f.known)
	}
	return x.checkAbsent(ctx, names)
}

// readAllUpTo is up to how many stored ids all are read as soon as one is not found:
// that takes some 20 ms, and is the surest way not to give an id a second number.
const readAllUpTo = 1 << 16

// checkAbsent makes sure that those of the names that were not found are not stored.
func (x *externalIDs) checkAbsent(ctx context.Context, names []any) error {
	for _, name := range names {
		external := name.(string)
		if x.Has([]byte(external)) {
			continue
		}
		if x.stored <= x.readAllUpTo {
			if err := x.readAll(ctx); err != nil {
				return err
			}
			if x.Has([]byte(external)) {
				return tables.ErrIndexDamaged
			}
			return nil
		}
		if err := x.checkNeighbours(ctx, external); err != nil {
			return err
		}
	}
	return nil
}

// checkNeighbours makes sure that the index has all ids, and that those that stand
// before and after the place of an id are what it says. A search that went astray at
// an entry that was damaged ends beside it.
func (x *externalIDs) checkNeighbours(ctx context.Context, external string) error {
	table := x.byNumber.Table
	if !x.counted {
		var n uint32
		err := x.reader.QueryRowContext(ctx, `SELECT count(*) FROM `+table+` INDEXED BY `+table+`_by_external`).Scan(&n)
		if err != nil {
			return err
		}
		if n != x.stored {
			return tables.ErrIndexDamaged
		}
		x.counted = true
	}
	for _, side := range []string{` < ? ORDER BY external DESC LIMIT 1`, ` > ? ORDER BY external LIMIT 1`} {
		err := store.EachRow(ctx, x.reader, func(rows *sql.Rows) error {
			var f foundID
			if err := rows.Scan(&f.number, &f.external, &f.known, &f.name); err != nil {
				return err
			}
			check, err := newIDChecker(table, func(k checksum.Kind) (*checksum.Sums, error) {
				return checksum.Load(ctx, x.reader, k, int64(f.number))
			})
			if err == nil && check.row(int64(f.number), f.external, f.name, f.known) != nil {
				err = tables.ErrIndexDamaged
			}
			return err
		}, x.byName+side, external)
		if err != nil {
			return err
		}
	}
	return nil
}

// foundID is an external id that was looked up.
type foundID struct {
	number         uint32
	external, name []byte
	known          bool
}

// readAll reads all stored ids into a new map, and adds the ids that are new.
func (x *externalIDs) readAll(ctx context.Context) error {
	all := idmap.New(int(x.stored))
	err := eachID(ctx, x.reader, x.byNumber, x.stored, func(known bool, external []byte) {
		number, _ := all.GetOrInsert(external)
		x.onFound(number, known)
	})
	if err != nil {
		return err
	}
	if all.Last != x.stored { // two ids are the same
		return store.Errorf(store.ErrDamaged, "an id is stored twice; run trialist doctor, or go back to a backup")
	}
	for number, external := range x.All() {
		if number > x.stored {
			all.Add(external, number)
		}
	}
	all.Last = x.Last
	x.Map, x.allRead = all, true
	return nil
}
