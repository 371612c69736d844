package care

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"trialist/scoring/progress"
	"trialist/store"
	"trialist/store/checksum"
)

// maxNamed is how many damaged rows of a kind are named.
const maxNamed = 5

// checkSums compares every row with its checksum, and names those that do not fit.
func checkSums(ctx context.Context, s *store.Store, tx *sql.Tx) (problem, detail string, err error) {
	var problems []string
	rows := 0
	kinds := checksum.All()
	for i, k := range kinds {
		progress.Report(ctx, "examining checksums", i, len(kinds))
		found, err := checksum.Verify(store.Interruptible(ctx), tx, k)
		var damage *checksum.Damage
		switch {
		case errors.As(err, &damage):
			problems = append(problems, s.DamagedRows(damage))
		case store.IsDamage(err):
			problems = append(problems, fmt.Sprintf("the %v cannot be read", k))
		case err != nil:
			return "", "", err
		}
		rows += found.Rows
		problems = append(problems, nameDamaged(s, k, found.Damaged)...)
	}
	if len(problems) > 0 {
		problem = strings.Join(problems, "; ") + "; go back to a backup, or save the rest with trialist doctor --repair FILE"
	}
	return problem, fmt.Sprintf("%d rows are as they were stored", rows), nil
}

// nameDamaged names the first few rows.
func nameDamaged(s *store.Store, k checksum.Kind, ids []int64) (names []string) {
	for i, id := range ids {
		if i == maxNamed {
			return append(names, fmt.Sprintf("and %d more of the %v", len(ids)-i, k))
		}
		if name := s.DamagedRows(&checksum.Damage{Kind: k, First: id, Last: id}); i == 0 || name != names[len(names)-1] {
			names = append(names, name)
		}
	}
	return names
}
