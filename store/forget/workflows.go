package forget

import (
	"context"

	"trialist/store/tables"
)

// eraseWorkflows erases the account from the states of workflows, its firings and messages,
// and their entries of the outbox, sent or not.
func (e *eraser) eraseWorkflows(ctx context.Context) (err error) {
	if e.erased.Messages, err = e.exec(ctx, `DELETE FROM told WHERE account = ?`, e.id); err != nil {
		return err
	}
	if _, err := e.exec(ctx, `DELETE FROM outbox WHERE account = ?`, e.id); err != nil {
		return err
	}
	if e.erased.Firings, err = e.exec(ctx, `DELETE FROM firings WHERE account = ?`, e.id); err != nil {
		return err
	}
	return tables.ChangeWorkflowStates(ctx, e.tx, func(codes []uint32) []uint32 {
		if e.id <= int64(len(codes)) {
			codes[e.id-1] = 0
		}
		return codes
	})
}
