package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"trialist/scoring"
)

// The ids that an unknown one is compared with, and how many are offered.
const (
	maxCompared = 200_000
	maxClosest  = 3
)

// closestIDs lists, quoted, the ids that may have been meant: those of accounts
// of that name, and those that differ least.
func closestIDs(ctx context.Context, q queryer, wanted string) ([]string, error) {
	type candidate struct {
		id       string
		distance int
	}
	var candidates []candidate
	folded := scoring.Fold(wanted)
	limit := max(2, utf8.RuneCountInString(folded)/3)
	err := eachRow(ctx, q, func(rows *sql.Rows) error {
		var id, name string
		if err := rows.Scan(&id, &name); err != nil {
			return err
		}
		distance := limit + 1
		foldedID := scoring.Fold(id)
		switch {
		case scoring.Fold(name) == folded:
			distance = 0
		case len(folded) >= 2 && strings.Contains(foldedID, folded):
			distance = 1
		default:
			distance = editDistance(folded, foldedID, limit)
		}
		if distance <= limit {
			candidates = append(candidates, candidate{id, distance})
		}
		return nil
	}, `SELECT external, name FROM accounts LIMIT ?`, maxCompared)
	slices.SortFunc(candidates, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), strings.Compare(a.id, b.id))
	})
	var closest []string
	for _, c := range candidates[:min(len(candidates), maxClosest)] {
		closest = append(closest, strconv.Quote(c.id))
	}
	return closest, err
}

// editDistance is how many letters must be put in, left out or changed to get
// from a to b, and limit+1 when that is more than limit.
func editDistance(a, b string, limit int) int {
	from, to := []rune(a), []rune(b)
	if abs := len(from) - len(to); abs > limit || -abs > limit {
		return limit + 1
	}
	row := make([]int, len(to)+1)
	for i := range row {
		row[i] = i
	}
	for i, r := range from {
		diagonal, best := row[0], i+1
		row[0] = i + 1
		for j, s := range to {
			change := diagonal
			if r != s {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
			best = min(best, row[j+1])
		}
		if best > limit {
			return limit + 1
		}
	}
	return row[len(to)]
}
