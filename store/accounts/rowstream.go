package accounts

import (
	"context"
	"database/sql"
	"iter"
	"sync"

	"trialist/scoring/value"
	"trialist/store"
)

// streamBatch is how many rows are read at a time.
const streamBatch = 4096

// firstBatch is how many rows are read first: few enough that they come at once, as one
// expects who pipes a list to head or less. These are looked up one by one, which
// takes ten times as long as reading them with all others.
const firstBatch = 1024

// StreamRows reads the accounts in the slots as [Rows] does, for any number of slots.
// It yields some thousand rows at a time, and reads the next while the caller works
// on them. All rows are of the same state, whatever is imported meanwhile. An error,
// which may be that of the context, is yielded last.
func StreamRows(ctx context.Context, s *store.Store, slots []uint32, asOf value.Instant) iter.Seq2[[]Row, error] {
	return func(yield func([]Row, error) bool) {
		read := make(chan []Row)
		var failed error // set before the channel is closed
		var wait sync.WaitGroup
		defer wait.Wait()
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		wait.Go(func() {
			defer close(read)
			failed = streamRows(ctx, s, slots, asOf, func(rows []Row) error {
				if err := ctx.Err(); err != nil {
					return err // even if the caller is ready for more
				}
				select {
				case read <- rows:
					return nil
				case <-ctx.Done():
					return ctx.Err()
				}
			})
		})
		for rows := range read {
			if !yield(rows, nil) {
				return
			}
		}
		if failed != nil {
			yield(nil, failed)
		}
	}
}

// streamRows visits the rows of the slots, some thousand at a time. The first ones
// are looked up. Where many are left, the names of all accounts are read then.
func streamRows(ctx context.Context, s *store.Store, slots []uint32, asOf value.Instant, visit func([]Row) error) error {
	return s.Read(ctx, "read accounts", func(uncancellable context.Context, tx *sql.Tx) error {
		rowsOf := readRows
		for first := true; len(slots) > 0; first = false {
			n := min(streamBatch, len(slots))
			if first {
				n = min(firstBatch, n)
			}
			rows, err := rowsOf(uncancellable, tx, slots[:n], asOf)
			if err != nil {
				return err
			}
			if err := visit(rows); err != nil {
				return err
			}
			slots = slots[n:]
			if !first {
				continue
			}
			all, err := readNameTable(ctx, tx, len(slots))
			if err != nil {
				return err
			}
			if all != nil {
				rowsOf = all.rows
			}
		}
		return nil
	})
}
