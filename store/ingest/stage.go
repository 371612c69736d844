package ingest

import (
	"context"
	"database/sql"

	"trialist/store"
	"trialist/store/codec"
)

// stage holds the accounts or contacts that a batch touches between the file and
// the database. Their numbers are dense, so that a number tells whether its row is
// stored yet.
type stage[T any] struct {
	tx      *sql.Tx
	queue   *statementQueue // all use of tx goes through it
	ids     *externalIDs
	index   externalIndex
	stored  uint32        // rows up to this number are stored before anything else is asked of the queue
	created []T           // those after it
	fetched map[uint32]*T // of those that are stored
	changed codec.SlotSet // accounts, see touched
	update  *sql.Stmt
}

// row is the row of the number, which must have been fetched if it is stored.
func (st *stage[T]) row(number uint32) *T {
	if number > st.stored {
		return &st.created[number-st.stored-1]
	}
	return st.fetched[number]
}

// fetch makes room for those of the rows that are stored and were not touched
// yet, and has them read some at a time.
func (st *stage[T]) fetch(numbers []uint32, read func(part []any) error) error {
	var wanted []any
	for _, number := range numbers {
		if number <= st.stored && st.fetched[number] == nil {
			st.fetched[number] = new(T)
			wanted = append(wanted, number)
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	return st.queue.runWait(func() error { return store.InBatches(wanted, read) })
}

// updateRows updates the touched rows for which there are arguments, and
// forgets all of them. It runs on the queue.
func (st *stage[T]) updateRows(ctx context.Context, statement string, arguments func(number uint32, row *T) []any) error {
	for number, row := range st.fetched {
		values := arguments(number, row)
		if values == nil {
			continue
		}
		if st.update == nil {
			var err error
			if st.update, err = st.tx.PrepareContext(ctx, statement); err != nil {
				return err
			}
		}
		if _, err := st.update.ExecContext(ctx, values...); err != nil {
			return err
		}
	}
	clear(st.fetched)
	return nil
}
