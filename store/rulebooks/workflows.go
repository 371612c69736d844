package rulebooks

import (
	"context"
	"database/sql"
	"fmt"

	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/checksum"
)

type workflowsDocument struct {
	LastID int64              `json:"last_id"` // the highest ever given to a workflow
	List   []workflowDocument `json:"list"`
}

type workflowDocument struct {
	ID      int64    `json:"id"`
	Name    string   `json:"name"`
	Trigger string   `json:"trigger"`
	If      string   `json:"if"` // "" for nothing
	Once    bool     `json:"once"`
	Actions []string `json:"actions"`
	Enabled bool     `json:"enabled"`
}

// encodeWorkflows is nil where there never was a workflow.
func encodeWorkflows(workflows rulebook.Workflows) *workflowsDocument {
	if workflows.LastID == 0 && len(workflows.List) == 0 {
		return nil
	}
	d := &workflowsDocument{LastID: workflows.LastID, List: []workflowDocument{}}
	for _, w := range workflows.List {
		d.List = append(d.List, workflowDocument{
			ID: w.ID, Name: w.Name, Trigger: w.Trigger.String(), If: w.If.String(), Once: w.Once, Actions: w.ActionSentences(), Enabled: w.Enabled,
		})
	}
	return d
}

func decodeWorkflows(d *workflowsDocument) (rulebook.Workflows, error) {
	if d == nil {
		return rulebook.Workflows{}, nil
	}
	workflows := rulebook.Workflows{LastID: d.LastID}
	for _, stored := range d.List {
		w, err := decodeWorkflow(stored)
		if err != nil {
			return workflows, fmt.Errorf("workflow %q: %w", value.Truncate(stored.Name), err)
		}
		workflows.List = append(workflows.List, w)
	}
	return workflows, nil
}

func decodeWorkflow(d workflowDocument) (w rulebook.Workflow, err error) {
	w = rulebook.Workflow{ID: d.ID, Name: d.Name, Once: d.Once, Enabled: d.Enabled}
	if w.Trigger, err = rulebook.ParseTrigger(d.Trigger); err != nil {
		return w, err
	}
	if d.If != "" {
		if w.If, err = rulebook.ParseSegmentCondition(d.If); err != nil {
			return w, err
		}
	}
	for _, sentence := range d.Actions {
		a, err := rulebook.ParseAction(sentence)
		if err != nil {
			return w, err
		}
		w.Actions = append(w.Actions, a)
	}
	return w, nil
}

// dropStates drops what workflows saw that are not enabled any more, or look at something
// else from now on: nothing that happens meanwhile may fire later.
func dropStates(ctx context.Context, tx *sql.Tx, book rulebook.Rulebook) error {
	var dropped []int64
	err := store.EachRow(ctx, tx, func(rows *sql.Rows) error {
		var id int64
		var watched string
		if err := rows.Scan(&id, &watched); err != nil {
			return err
		}
		if w, ok := book.Workflows.Workflow(id); !ok || !w.Enabled || book.Watched(w.Trigger) != watched {
			dropped = append(dropped, id)
		}
		return nil
	}, `SELECT workflow, watched FROM workflow_states`)
	if err != nil {
		return err
	}
	for _, id := range dropped {
		if _, err := tx.ExecContext(ctx, `DELETE FROM workflow_states WHERE workflow = ?`, id); err != nil {
			return err
		}
	}
	return checksum.Seal(ctx, tx, checksum.WorkflowStates, dropped...)
}
