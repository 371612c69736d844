package ingest

import (
	"context"

	"trialist/store"
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
