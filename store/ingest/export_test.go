package ingest

import (
	"context"

	"trialist/scoring/record"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/codec"
)

// The limits from which ids are read otherwise.
const (
	LookUpShare = lookUpShare
	IDBatch     = idBatch
)

// CheckNeighbours is what an import does for an id of an account that it has not found
// among many.
func CheckNeighbours(ctx context.Context, s *store.Store, stored uint32, external string) error {
	x := newExternalIDs(s.Reader(), idsOfAccounts, accountsByExternal, stored, func(uint32, bool) {})
	return x.checkNeighbours(ctx, external)
}

// Settle is what rows of one account come to, in the order in which they come.
func Settle(o Options, rows []record.CustomerRow) (*record.CustomerRow, error) {
	r := newRepeats(&o, func(uint32) (codec.Attributes, error) { return nil, nil })
	index := &attributeNameIndex{ids: make(map[string]uint32), folded: make(map[string]uint32), unknown: make(map[string]uint32), names: make(map[uint32]string), next: 1, before: 1}
	now := &accountRecord{}
	for i := range rows {
		numbers := index.resolve(rows[i].Attributes)
		if r.first(1, &rows[i], numbers) {
			var merger codec.AttributeMerger
			now.name, now.attributes = rows[i].Name, merger.Merge(nil, rows[i].Attributes, numbers, func(uint32, value.Kind, value.Kind) {})
			continue
		}
		r.add(1, &rows[i], numbers, now)
	}
	row, _, err := r.settle(r.again[1])
	return row, err
}
