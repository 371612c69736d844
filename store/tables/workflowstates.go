package tables

import (
	"context"
	"database/sql"

	"trialist/store"
	"trialist/store/checksum"
	"trialist/store/codec"
)

// ChangeWorkflowStates changes what each workflow saw at its last run, by slot, and leaves
// the checksums to the caller.
func ChangeWorkflowStates(ctx context.Context, tx *sql.Tx, change func(codes []uint32) []uint32) error {
	type state struct {
		workflow int64
		codes    []uint32
	}
	var states []state
	err := store.EachRow(ctx, tx, func(rows *sql.Rows) error {
		var id int64
		var packed []byte
		if err := rows.Scan(&id, &packed); err != nil {
			return err
		}
		codes, ok := codec.DecodeCodes(packed)
		if !ok {
			return &checksum.Damage{Kind: checksum.WorkflowStates, First: id, Last: id}
		}
		states = append(states, state{id, codes})
		return nil
	}, `SELECT workflow, codes FROM workflow_states`)
	if err != nil {
		return err
	}
	for _, s := range states {
		_, err := tx.ExecContext(ctx, `UPDATE workflow_states SET codes = ? WHERE workflow = ?`, codec.EncodeCodes(change(s.codes)), s.workflow)
		if err != nil {
			return err
		}
	}
	return nil
}
