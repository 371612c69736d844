package workflows

import (
	"cmp"
	"context"
	"database/sql"
	"errors"

	"trialist/scoring/value"
	"trialist/scoring/workflow"
	"trialist/store"
	"trialist/store/checksum"
	"trialist/store/codec"
)

// savedState is the state of a workflow at its last run.
type savedState struct {
	trigger string
	asOf    value.Instant
	state   workflow.State
}

// loadState reads the state of a workflow; false when it has none.
func loadState(ctx context.Context, q store.Querier, id int64) (k savedState, found bool, err error) {
	if err := checksum.CheckOne(ctx, q, checksum.WorkflowStates, id); err != nil {
		return k, false, err
	}
	var packed []byte
	err = q.QueryRowContext(ctx, `SELECT watched, as_of, codes FROM workflow_states WHERE workflow = ?`, id).Scan(&k.trigger, (*int64)(&k.asOf), &packed)
	if errors.Is(err, sql.ErrNoRows) {
		return k, false, nil
	}
	if err != nil {
		return k, false, err
	}
	codes, ok := codec.DecodeCodes(packed)
	if !ok {
		return k, false, &checksum.Damage{Kind: checksum.WorkflowStates, First: id, Last: id}
	}
	k.state = codes
	return k, true, nil
}

// storeState writes the state of a workflow.
func storeState(ctx context.Context, tx *sql.Tx, id int64, k savedState) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO workflow_states (workflow, watched, as_of, codes) VALUES (?, ?, ?, ?)
		ON CONFLICT (workflow) DO UPDATE SET watched = excluded.watched, as_of = excluded.as_of, codes = excluded.codes`,
		id, k.trigger, int64(k.asOf), codec.EncodeCodes(k.state))
	return cmp.Or(err, checksum.Seal(ctx, tx, checksum.WorkflowStates, id))
}
