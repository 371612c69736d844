package store

import "context"

// TouchState is another one after every change of touches.
type TouchState struct {
	rows, last       int64 // how many there are, and the highest id ever
	undone, ids, max int64 // how many count no longer, the sum of their ids, and when the last was undone
}

// ReadTouchState is the state that the connection sees.
func ReadTouchState(ctx context.Context, q Querier) (TouchState, error) {
	var s TouchState
	err := q.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM touches), (SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'touches'),
		count(*), coalesce(sum(id), 0), coalesce(max(undone_at), 0) FROM touches WHERE undone_at IS NOT NULL`).
		Scan(&s.rows, &s.last, &s.undone, &s.ids, &s.max)
	return s, err
}
