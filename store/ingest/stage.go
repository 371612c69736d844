package ingest

import (
	"context"
	"database/sql"

	"trialist/store"
	"trialist/store/checksum"
	"trialist/store/codec"
)

// stage holds the accounts or contacts of a batch between the file and the database.
// Their numbers have no gaps, so that a number tells whether its row is stored.
type stage[T any] struct {
	tx      *sql.Tx
	queue   *statementQueue // runs all statements on tx
	ids     *externalIDs
	index   externalIndex
	stored  uint32        // rows up to this number are stored, or will be by the queue
	created []T           // the rows after it
	fetched map[uint32]*T // rows that were read from the database, by number
	changed codec.SlotSet // slots of the accounts that changed, see codec.Delta
	update  *sql.Stmt
	sums    *checksum.Writer // used by the queue
	hasher  checksum.Hasher  // likewise
}

// row is the row with the number, which must have been fetched if it is stored.
func (st *stage[T]) row(number uint32) *T {
	if number > st.stored {
		return &st.created[number-st.stored-1]
	}
	return st.fetched[number]
}

// fetch reads those of the rows that are stored and not fetched yet, some at a time.
// They are in fetched when read is called for their numbers.
func (st *stage[T]) fetch(numbers []uint32, read func(batch []any) error) error {
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

// updateRows runs the statement for the fetched rows that have arguments, and clears
// fetched. It runs on the queue.
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
