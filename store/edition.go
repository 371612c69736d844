package store

import "context"

// edition is which data there is. The revision alone does not say so where a
// backup was put in the place of what there was, and then something else imported:
// what is kept in memory, or on its way into the caches, is of another workspace
// then, whatever its number.
type edition struct {
	revision int64
	stamp    int64 // of the import that made it, random; 0 where that has none
}

// newestEdition is the edition of the data as it is.
func newestEdition(ctx context.Context, q queryer) (edition, error) {
	var e edition
	const newest = `SELECT coalesce(max(revision), 0), coalesce(stamp, 0) FROM imports` // both of one row
	err := q.QueryRowContext(ctx, newest).Scan(&e.revision, &e.stamp)
	return e, err
}

// within reports whether the data is of the edition or has grown out of it.
func (e edition) within(ctx context.Context, q queryer) (bool, error) {
	if e.revision == 0 {
		return true, nil // everything has grown out of nothing
	}
	var was bool
	err := q.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM imports WHERE revision = ? AND coalesce(stamp, 0) = ?)`,
		e.revision, e.stamp).Scan(&was)
	return was, err
}
