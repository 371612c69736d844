package accounts

import (
	"context"
	"database/sql"
	"iter"
	"sync"

	"trialist/store"
)

// streamBatch is how many rows come at a time: few enough that the first are there in
// an instant, as who pipes a list to head or less expects.
const streamBatch = 4096

// StreamRows reads the accounts in the slots as [Rows] does, but for as many
// as there are, some thousand at a time while those before are worked on. All are
// of one state, which an import meanwhile does not disturb. What is yielded last
// is an error, if there was one, the context's among them.
func StreamRows(ctx context.Context, s *store.Store, slots []uint32) iter.Seq2[[]Row, error] {
	return func(yield func([]Row, error) bool) {
		read := make(chan []Row)
		var failed error // read it after the channel is closed
		var wait sync.WaitGroup
		defer wait.Wait()
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		wait.Go(func() {
			defer close(read)
			failed = streamRows(ctx, s, slots, func(rows []Row) error {
				if err := ctx.Err(); err != nil {
					return err // also where somebody is waiting for the rows
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

// streamRows visits the rows of the slots, some thousand at a time. Those that come
// first are looked up; where many are left the names of all accounts are read.
func streamRows(ctx context.Context, s *store.Store, slots []uint32, visit func([]Row) error) error {
	return s.Read(ctx, "read accounts", func(uncancellable context.Context, tx *sql.Tx) error {
		rowsOf := readRows
		for first := true; len(slots) > 0; first = false {
			n := min(streamBatch, len(slots))
			rows, err := rowsOf(uncancellable, tx, slots[:n])
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
