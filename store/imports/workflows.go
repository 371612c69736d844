package imports

import (
	"cmp"
	"context"

	"trialist/store/checksum"
	"trialist/store/tables"
)

// removeWorkflows removes what workflows saw of accounts that are removed, when they
// fired, and what followed: it was decided about customers that never were.
func (u *undo) removeWorkflows(ctx context.Context) error {
	for _, k := range []checksum.Kind{checksum.Outbox, checksum.WorkflowStates} {
		if err := checksum.CheckKind(ctx, u.tx, k); err != nil {
			return err
		}
	}
	for _, table := range []string{"told", "outbox", "firings"} {
		if _, err := u.tx.ExecContext(ctx, `DELETE FROM `+table+` WHERE account > ?`, u.sizes.accounts); err != nil {
			return err
		}
	}
	err := tables.ChangeWorkflowStates(ctx, u.tx, func(codes []uint32) []uint32 {
		return codes[:min(int64(len(codes)), u.sizes.accounts)]
	})
	return cmp.Or(err, u.sums.Truncate(ctx, checksum.Firings, u.sizes.accounts), u.sums.Truncate(ctx, checksum.Told, u.sizes.accounts),
		checksum.SealKinds(ctx, u.tx, checksum.Outbox, checksum.WorkflowStates))
}
