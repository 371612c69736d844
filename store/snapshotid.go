package store

import "context"

// SnapshotID is which data there is. The revision alone does not say so where a
// backup was put in the place of what there was, and then something else imported:
// what is kept in memory, or on its way into the caches, is of another workspace
// then, whatever its number.
type SnapshotID struct {
	Revision int64
	stamp    int64 // of the import that made it, random; 0 where that has none
}

// LatestSnapshotID is that of the data as it is now.
func (s *Store) LatestSnapshotID(ctx context.Context) (SnapshotID, error) {
	id, err := LatestSnapshotID(ctx, s.reader)
	return id, s.Describe("read the revision", err)
}

// LatestSnapshotID is the edition of the data as it is.
func LatestSnapshotID(ctx context.Context, q Querier) (SnapshotID, error) {
	var e SnapshotID
	const newest = `SELECT coalesce(max(revision), 0), coalesce(stamp, 0) FROM imports` // both of one row
	err := q.QueryRowContext(ctx, newest).Scan(&e.Revision, &e.stamp)
	return e, err
}

// IsAncestor reports whether the data is of the edition or has grown out of it.
func (e SnapshotID) IsAncestor(ctx context.Context, q Querier) (bool, error) {
	if e.Revision == 0 {
		return true, nil // everything has grown out of nothing
	}
	var was bool
	err := q.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM imports WHERE revision = ? AND coalesce(stamp, 0) = ?)`,
		e.Revision, e.stamp).Scan(&was)
	return was, err
}

// Revision is the number of imports that changed something, 0 at first. Caches
// made under one revision are stale under the next.
func (s *Store) Revision(ctx context.Context) (int64, error) {
	var revision int64
	err := s.queryValue(ctx, "read the revision", &revision, `SELECT coalesce(max(revision), 0) FROM imports`)
	return revision, err
}
