package store

import (
	"context"
	"database/sql"
	"iter"
)

// externalIDs numbers the external ids of accounts or contacts during an import.
// Those that are stored are looked up when the file names them, as long as these
// are few; a file that names many has all of them read, which then takes less.
// Looking one up takes some 10 us, reading one 0.4 us.
type externalIDs struct {
	*idMap
	reader   *sql.DB // sees what was there before the import
	byNumber string  // query for a range of numbers: external id, whether known
	byName   string  // start of the query for external ids: number, external id, whether known
	before   uint32  // numbers up to this one are stored
	most     int     // ids that are looked up before all are read
	lookedUp int
	complete bool // all that are stored are in the map
	found    func(id uint32, known bool)
}

// mostLookedUp is how many ids are looked up before all are read, and
// lookUpShare how many stored ids there must be for each.
const (
	mostLookedUp = 4096
	lookUpShare  = 16
)

// newExternalIDs has the ids up to number before still to be found. The function
// found is called for each that is.
func newExternalIDs(reader *sql.DB, byNumber, byName string, before uint32, found func(id uint32, known bool)) *externalIDs {
	x := &externalIDs{
		idMap: newIDMap(0), reader: reader, byNumber: byNumber, byName: byName, before: before,
		most: min(mostLookedUp, int(before)/lookUpShare), complete: before == 0, found: found,
	}
	x.last = before
	return x
}

// expect finds those of the ids that are stored. An id must be expected before it
// is given a number.
func (x *externalIDs) expect(ctx context.Context, ids iter.Seq[[]byte]) error {
	if x.complete {
		return nil
	}
	wanted := make(map[string]struct{})
	var names []any
	for id := range ids {
		if _, again := wanted[string(id)]; again || x.has(id) {
			continue
		}
		name := string(id)
		wanted[name] = struct{}{}
		if names = append(names, name); x.lookedUp+len(names) > x.most {
			return x.readAll(ctx)
		}
	}
	x.lookedUp += len(names)
	calm := context.WithoutCancel(ctx) // see Store.write
	return inParts(names, func(part []any) error { return x.lookUp(calm, part) })
}

// lookUp puts those of the names that are stored into the map.
func (x *externalIDs) lookUp(ctx context.Context, names []any) error {
	var number uint32
	var external sql.RawBytes
	var known bool
	return eachRow(ctx, x.reader, func(rows *sql.Rows) error {
		if err := rows.Scan(&number, &external, &known); err != nil {
			return err
		}
		if number == 0 || number > x.before {
			return failed(ErrDamaged, "there is no number %d; run trialist doctor, or go back to a backup", number)
		}
		x.set(external, number)
		x.found(number, known)
		return nil
	}, x.byName+` IN (`+places(len(names))+`)`, names...)
}

// readAll puts all ids that are stored into the map, beside those that are new.
func (x *externalIDs) readAll(ctx context.Context) error {
	all := newIDMap(int(x.before))
	err := eachID(ctx, x.reader, x.byNumber, x.before, func(known bool, external []byte) {
		number, _ := all.intern(external)
		x.found(number, known)
	})
	if err != nil {
		return err
	}
	if all.last != x.before { // two are the same
		return failed(ErrDamaged, "an id is stored twice; run trialist doctor, or go back to a backup")
	}
	for number, external := range x.all() {
		if number > x.before {
			all.set(external, number)
		}
	}
	all.last = x.last
	x.idMap, x.complete = all, true
	return nil
}
