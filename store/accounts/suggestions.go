package accounts

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/tables"
)

// How many ids an unknown one is compared with, and how many are suggested.
const (
	maxCompared = 200_000
	maxClosest  = 3
)

// IDsByName lists the external ids of the accounts of that name, case ignored, in
// order.
func IDsByName(ctx context.Context, s *store.Store, name string) ([]string, error) {
	var ids []string
	wanted := value.FoldName(name)
	err := s.Read(ctx, "find accounts by name", func(uncancellable context.Context, tx *sql.Tx) error {
		all, err := tables.CountAccounts(uncancellable, tx)
		if err != nil {
			return err
		}
		for from := 0; from < all; from += nameChunkSlots {
			if err := ctx.Err(); err != nil {
				return err
			}
			to := min(from+nameChunkSlots, all)
			chunk, err := readNameChunk(uncancellable, tx, from, to)
			if err != nil {
				return err
			}
			for place := range to - from {
				if id, name := chunk.account(place); name != "" && value.FoldName(name) == wanted {
					ids = append(ids, id)
				}
			}
		}
		return nil
	})
	slices.Sort(ids)
	return ids, err
}

// suggestIDs lists, quoted, the ids that may have been meant: those of accounts
// with that name, and those with the smallest edit distance.
func suggestIDs(ctx context.Context, q store.Querier, wanted string) ([]string, error) {
	type candidate struct {
		id       string
		distance int
	}
	var candidates []candidate
	folded := value.Fold(wanted)
	limit := max(2, utf8.RuneCountInString(folded)/3)
	err := store.EachRow(ctx, q, func(rows *sql.Rows) error {
		var id, name string
		if err := rows.Scan(&id, &name); err != nil {
			return err
		}
		var distance int
		foldedID := value.Fold(id)
		switch {
		case value.Fold(name) == folded:
			distance = 0
		case len(folded) >= 2 && strings.Contains(foldedID, folded):
			distance = 1
		default:
			distance = value.EditDistance(folded, foldedID, limit)
		}
		if distance <= limit {
			candidates = append(candidates, candidate{id, distance})
		}
		return nil
	}, `SELECT external, name FROM accounts WHERE external NOT LIKE ? LIMIT ?`, tables.EmptySlots, maxCompared)
	slices.SortFunc(candidates, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), strings.Compare(a.id, b.id))
	})
	var closest []string
	for _, c := range candidates[:min(len(candidates), maxClosest)] {
		closest = append(closest, strconv.Quote(c.id))
	}
	return closest, err
}
