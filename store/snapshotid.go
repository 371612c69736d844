package store

import "context"

// SnapshotID identifies a snapshot of the data. The revision alone does not: after
// a backup was restored and something else imported, the same number means other
// data, while the old data may still be in memory or waiting to be cached.
type SnapshotID struct {
	Revision int64
	stamp    int64  // random, of the import that made the revision; 0 of imports before stamps
	zone     string // of the workspace, in which dates and days are read
}

// LatestSnapshotID is the id of the data as it is now.
func (s *Store) LatestSnapshotID(ctx context.Context) (SnapshotID, error) {
	id, err := LatestSnapshotID(ctx, s.reader)
	return id, s.Describe("read the revision", err)
}

// LatestSnapshotID is the id of the data that the transaction or pool sees.
func LatestSnapshotID(ctx context.Context, q Querier) (SnapshotID, error) {
	var id SnapshotID
	const latest = `SELECT coalesce(max(revision), 0), coalesce(stamp, 0), ` + zoneSetting + ` FROM imports` // the first two of the same row
	err := q.QueryRowContext(ctx, latest).Scan(&id.Revision, &id.stamp, &id.zone)
	return id, err
}

// IsAncestor reports whether the data is that of the snapshot, or came from it by
// imports alone, and is read in the same time zone.
func (id SnapshotID) IsAncestor(ctx context.Context, q Querier) (bool, error) {
	var found bool // every workspace starts empty
	err := q.QueryRowContext(ctx, `SELECT `+zoneSetting+` = ?
		AND (? = 0 OR EXISTS (SELECT 1 FROM imports WHERE revision = ? AND coalesce(stamp, 0) = ?))`,
		id.zone, id.Revision, id.Revision, id.stamp).Scan(&found)
	return found, err
}

// Revision is the number of imports that changed something, 0 in a new workspace.
// Caches made under one revision are stale under the next.
func (s *Store) Revision(ctx context.Context) (int64, error) {
	var revision int64
	err := s.queryValue(ctx, "read the revision", &revision, `SELECT coalesce(max(revision), 0) FROM imports`)
	return revision, err
}
